internal import Foundation

/// What the kernels of all recipes are sums of, between row molecules and column molecules.
struct KernelParts: Sendable {
    let rows: Int
    let columns: Int
    private let similarities: [MoleculeFeatures.Counts: PairTable]
    private let distances: [MoleculeFeatures.Numbers: PairTable]

    /// - Parameters:
    ///   - similarities: computed before for the same molecules, if they were.
    init(
        _ a: FeatureTable, _ reference: ScaledTable,
        similarities: [MoleculeFeatures.Counts: PairTable]? = nil
    ) {
        (rows, columns) = (a.rows, reference.table.rows)
        self.similarities = similarities ?? Self.similarities(a, reference.table)
        let scaled = ScaledTable(a, scales: reference.scales)
        var distances: [MoleculeFeatures.Numbers: PairTable] = [:]
        for kind in MoleculeFeatures.Numbers.allCases {
            distances[kind] = PairTable(
                distanceOf: scaled.numbers[kind] ?? [], to: reference.numbers[kind] ?? [],
                width: reference.scales.width(kind))
        }
        self.distances = distances
    }

    static func similarities(
        _ a: FeatureTable, _ b: FeatureTable
    ) -> [MoleculeFeatures.Counts: PairTable] {
        var tables: [MoleculeFeatures.Counts: PairTable] = [:]
        for kind in MoleculeFeatures.Counts.allCases {
            tables[kind] = PairTable(similarityOf: a.counts(kind), to: b.counts(kind))
        }
        return tables
    }

    /// Of a row molecule and a column molecule, by counted environments.
    func similarity(row: Int, column: Int) -> Double {
        similarities[.environments].map { Double($0.values[row * columns + column]) } ?? 0
    }

    /// For each member of a fold, the similarity to the nearest member that is not in it, by counted environments.
    func nearest(members: [Int], folds: [Int?]) -> [Double] {
        let table = selected(
            KernelRecipe(counts: [.environments], numbers: []), rows: members, columns: members)[0]
        return table.withUnsafeBufferPointer { table in
            members.indices.filter { folds[$0] != nil }.map { row in
                var best: Float = 0
                for column in members.indices where folds[column] != folds[row] {
                    best = max(best, table[row * members.count + column])
                }
                return Double(best)
            }
        }
    }

    /// The parts of a recipe in its order, for some of the molecules.
    func selected(_ recipe: KernelRecipe, rows: [Int], columns: [Int]) -> [[Float]] {
        (recipe.counts.map { similarities[$0] } + recipe.numbers.map { distances[$0] })
            .map { $0?.selected(rows: rows, columns: columns) ?? [] }
    }

    /// The kernel without noise, row by row.
    func covariance(
        _ recipe: KernelRecipe, _ parameters: KernelParameters, rows: [Int], columns: [Int]
    ) -> [Double] {
        var result = [Double](repeating: 0, count: rows.count * columns.count)
        let parts = selected(recipe, rows: rows, columns: columns)
        for (part, form) in zip(parts, recipe.forms(parameters.logarithms)) { form.add(part, to: &result) }
        return result
    }
}

extension PairTable {
    func selected(rows chosen: [Int], columns picked: [Int]) -> [Float] {
        var result = [Float](repeating: 0, count: chosen.count * picked.count)
        result.withUnsafeMutableBufferPointer { result in
            values.withUnsafeBufferPointer { values in
                picked.withUnsafeBufferPointer { picked in
                    for (row, source) in chosen.enumerated() {
                        let (to, from) = (row * picked.count, source * columns)
                        for column in 0..<picked.count { result[to + column] = values[from + picked[column]] }
                    }
                }
            }
        }
        return result
    }
}

/// A part of a kernel with its parameters.
enum KernelForm {
    /// `variance` times the similarity.
    case similarity(variance: Double)
    /// Matérn's kernel of order 3/2.
    case matern(variance: Double, length: Double)

    func add(_ part: [Float], to result: inout [Double]) {
        result.withUnsafeMutableBufferPointer { result in
            part.withUnsafeBufferPointer { part in
                switch self {
                case .similarity(let variance):
                    for index in 0..<part.count { result[index] += variance * Double(part[index]) }
                case .matern(let variance, let length):
                    let factor = 3.0.squareRoot() / length
                    for index in 0..<part.count {
                        let r = factor * Double(part[index]).squareRoot()
                        result[index] += variance * (1 + r) * exp(-r)
                    }
                }
            }
        }
    }
}

extension KernelRecipe {
    func forms(_ logarithms: [Double]) -> [KernelForm] {
        let first = counts.count
        return counts.indices.map { .similarity(variance: exp(2 * logarithms[$0])) }
            + numbers.indices.map {
                .matern(
                    variance: exp(2 * logarithms[first + 2 * $0]),
                    length: exp(logarithms[first + 2 * $0 + 1]))
            }
    }
}

/// The mean and the spread of each number over the training molecules; numbers that never differ are left out, and
/// outliers are cut at five standard deviations.
struct NumberScales: Sendable {
    private struct Scale: Sendable {
        let index: Int
        let mean: Double
        let deviation: Double
    }

    private var scales: [MoleculeFeatures.Numbers: [Scale]] = [:]

    init(_ table: FeatureTable, rows: [Int]) {
        for kind in MoleculeFeatures.Numbers.allCases {
            let values = table.numbers(kind)
            scales[kind] = (0..<kind.width).compactMap { index in
                let column = rows.map { Double(values[$0 * kind.width + index]) }
                let mean = column.reduce(0, +) / Double(max(column.count, 1))
                let variance =
                    column.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(max(column.count, 1))
                return variance > 1e-12 * max(1, mean * mean)
                    ? Scale(index: index, mean: mean, deviation: variance.squareRoot()) : nil
            }
        }
    }

    /// Numbers of a kind that are left.
    func width(_ kind: MoleculeFeatures.Numbers) -> Int { scales[kind]?.count ?? 0 }

    func standardised(_ table: FeatureTable, _ kind: MoleculeFeatures.Numbers) -> [Double] {
        let (scales, source, rows) = (scales[kind] ?? [], table.numbers(kind), table.rows)
        var values: [Double] = []
        values.reserveCapacity(rows * scales.count)
        for row in 0..<rows {
            for scale in scales {
                let value = (Double(source[row * kind.width + scale.index]) - scale.mean) / scale.deviation
                values.append(min(max(value, -5), 5))
            }
        }
        return values
    }
}

/// Features whose numbers are standardised.
struct ScaledTable: Sendable {
    let table: FeatureTable
    let scales: NumberScales
    /// Row by row.
    let numbers: [MoleculeFeatures.Numbers: [Double]]

    init(_ table: FeatureTable, scales: NumberScales) {
        (self.table, self.scales) = (table, scales)
        numbers = Dictionary(
            uniqueKeysWithValues: MoleculeFeatures.Numbers.allCases.map {
                ($0, scales.standardised(table, $0))
            })
    }
}
