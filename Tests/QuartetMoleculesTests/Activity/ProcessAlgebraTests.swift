import Foundation
import QuartetMolecules
import QuartetTestSupport
import Testing

@Suite struct ProcessAlgebraTests {
    /// `A Aᵀ + 1` of random numbers.
    private static func positive(_ width: Int) -> [Double] {
        var random = SeededGenerator(7)
        let a = (0..<width).map { _ in (0..<5).map { _ in Double.random(in: -1...1, using: &random) } }
        return (0..<width * width).map { index in
            let (row, column) = (index / width, index % width)
            return zip(a[row], a[column]).reduce(row == column ? 1 : 0) { $0 + $1.0 * $1.1 }
        }
    }

    // 1, within a block, a whole one, and several with a rest.
    @Test(arguments: [1, 5, 96, 203]) func solutionsSatisfyTheirEquations(width: Int) throws {
        let matrix = Self.positive(width)
        let factor = try #require(CholeskyFactor(matrix, width: width))
        let b = (0..<width).map { Double($0 % 7) - 3 }
        let x = factor.solve(b)
        for row in 0..<width {
            let product = (0..<width).reduce(0) { $0 + matrix[row * width + $1] * x[$1] }
            #expect(abs(product - b[row]) < 1e-9)
        }
        let inverse = factor.inverse()
        for row in stride(from: 0, to: width, by: 17) {
            for column in 0..<width {
                let product = (0..<width).reduce(0) {
                    $0 + matrix[row * width + $1] * inverse[$1 * width + column]
                }
                #expect(abs(product - (row == column ? 1 : 0)) < 1e-9)
            }
        }
    }

    @Test func theDeterminantOfADiagonal() throws {
        let factor = try #require(CholeskyFactor([4, 0, 0, 9], width: 2))
        // Half the logarithm of 36.
        #expect(abs(factor.halfLogDeterminant - 1.791759469228055) < 1e-12)
    }

    @Test func whatIsNotPositiveDefiniteHasNoFactor() {
        #expect(CholeskyFactor([1, 2, 2, 1], width: 2) == nil)
        #expect(CholeskyFactor([.nan], width: 1) == nil)
    }

    @Test func similaritiesOfCounts() {
        var a = [UInt8](repeating: 0, count: 64)
        (a[0], a[5], a[40]) = (3, 1, 255)
        var b = a
        (b[0], b[5], b[63]) = (1, 0, 4)
        let empty = [UInt8](repeating: 0, count: 64)
        func rows(_ rows: [[UInt8]]) -> CountRows { CountRows(rows.map { FoldedCounts($0) }) }
        let table = PairTable(similarityOf: rows([a, b, empty]), to: rows([b, empty, a, a, a]))
        // Shared 1 + 255, together 3 + 1 + 255 + 4.
        let ab = Float(256) / 263
        #expect(table.values == [ab, 0, 1, 1, 1, 1, 0, ab, ab, ab, 0, 0, 0, 0, 0])
    }

    @Test func distancesOfNumbers() {
        let table = PairTable(distanceOf: [1, 2, 0, 0], to: [1, 2, 3, 2, -1, 0], width: 2)
        #expect(table.values == [0, 2, 4, 2.5, 6.5, 0.5])
    }

    /// One inverse says of each group what a process that never saw the group says.
    @Test func groupsThatAreLeftOut() throws {
        let count = 30
        var random = SeededGenerator(11)
        let counts = CountRows(
            (0..<count).map { _ in
                FoldedCounts((0..<64).map { _ in UInt8.random(in: 0...3, using: &random) })
            })
        let covariance = PairTable(similarityOf: counts, to: counts).values.map { 0.8 * Double($0) }
        let recipe = KernelRecipe(counts: [.environments], numbers: [])
        let parameters = KernelParameters(logarithms: [0.5 * log(0.8), -0.6])
        // The groups' means are equal, as the values are scaled by those that are left.
        let values = (0..<count).map { Double($0 % 2) * 2 - 1 }
        let groups = [Array(0..<10), Array(10..<16), Array(16..<30)]
        let whole = TanimotoProcess(recipe, parameters, covariance: covariance, values: values)
        for (group, found) in zip(groups, whole.leftOut(groups, values: values)) {
            let known = (0..<count).filter { !group.contains($0) }
            func part(_ rows: [Int]) -> [Double] {
                rows.flatMap { row in known.map { covariance[row * count + $0] } }
            }
            let process = TanimotoProcess(
                recipe, parameters, covariance: part(known), values: known.map { values[$0] })
            for (one, other) in zip(found, process.predict(part(group))) {
                #expect(abs(one.mean - other.mean) < 1e-9)
                #expect(abs(one.variance - other.variance) < 1e-9)
            }
        }
    }

    /// A step in one of many columns, in counts and in numbers of which more than 256 differ.
    @Test(arguments: [1, 300]) func aForestFindsAStep(steps: Int) throws {
        var random = SeededGenerator(5)
        let rows = 600
        var columns = (0..<40 * rows).map { _ in Float.random(in: 0..<1, using: &random) }
        for row in 0..<rows { columns[7 * rows + row] = Float(row % (2 * steps)) / Float(steps) }
        let table = ForestColumns(rows: rows, values: columns)
        let values = (0..<rows).map { columns[7 * rows + $0] >= 1 ? Float(3) : -2 }
        var settings = Forest.Settings()
        settings.columnShare = 1
        let forest = Forest(table, members: Array(0..<400), values: values, settings: settings, seed: 1)
        let errors = zip(forest.predict(table, rows: Array(400..<600)), values[400...]).map {
            $0 - Double($1)
        }
        #expect(errors.count { abs($0) > 0.5 } < 10)
        #expect(forest.predict(table, rows: [0])[0] == Double(values[0]))
    }

    /// Against finite differences.
    @Test func theGradientOfTheLikelihood() throws {
        let count = 12
        var random = SeededGenerator(3)
        let points = (0..<count).map { _ in (0..<2).map { _ in Double.random(in: -1...1, using: &random) } }
        let distances = PairTable(
            distanceOf: points.flatMap { $0 }, to: points.flatMap { $0 }, width: 2)
        let counts = CountRows(
            (0..<count).map { _ in
                FoldedCounts((0..<32).map { _ in UInt8.random(in: 0...2, using: &random) })
            })
        let similarities = PairTable(similarityOf: counts, to: counts)
        let recipe = KernelRecipe(counts: [.environments], numbers: [.descriptors])
        let search = LikelihoodSearch(
            recipe: recipe, parts: [similarities.values, distances.values],
            values: points.map { $0[0] * 2 - $0[1] })
        let place = [-0.3, 0.2, 0.4, -0.8]
        let gradient = try #require(search.likelihood(place)).gradient
        for index in place.indices {
            var (low, high) = (place, place)
            low[index] -= 1e-5
            high[index] += 1e-5
            let above = try #require(search.likelihood(high)).value
            let below = try #require(search.likelihood(low)).value
            let slope = (above - below) / 2e-5
            #expect(abs(slope - gradient[index]) < 1e-5)
        }
        let start = KernelParameters(for: recipe)
        let before = try #require(search.likelihood(start.logarithms)).value
        let after = try #require(search.likelihood(search.best(from: start).logarithms)).value
        #expect(after > before)
    }

    @Test func weightsAreThoseOfTheSmallestError() {
        let values = [1.0, 2, 3, 4]
        // The errors of the first two cancel, the third is useless.
        let weights = StackWeights.fit(
            [[2, 1, 4, 3], [0, 3, 2, 5], [9, 9, -9, 9]], values: values)
        #expect(zip(weights, [0.5, 0.5, 0]).allSatisfy { abs($0 - $1) < 1e-9 })
        #expect(StackWeights.fit([[1, 2, 3, 4], [0, 0, 0, 0]], values: values) == [1, 0])
    }
}
