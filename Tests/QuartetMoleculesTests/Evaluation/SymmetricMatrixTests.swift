import QuartetMolecules
import QuartetTestSupport
import Testing

@Suite struct SymmetricMatrixTests {
    @Test(arguments: [1, 2, 3, 17, 40]) func vectorsAreTurnedByNothingButTheirValue(width: Int) {
        var random = SeededGenerator(UInt64(width))
        var elements = [Double](repeating: 0, count: width * width)
        for row in 0..<width {
            for column in 0...row {
                let value = Double.random(in: -1...1, using: &random)
                elements[row * width + column] = value
                elements[column * width + row] = value
            }
        }
        let matrix = SymmetricMatrix(elements, width: width)
        let (values, vectors) = matrix.eigenvectors()
        #expect(values == values.sorted())
        #expect(zip(values, matrix.eigenvalues()).allSatisfy { abs($0 - $1) < 1e-12 })
        for column in 0..<width {
            let vector = (0..<width).map { vectors[$0 * width + column] }
            for row in 0..<width {
                let product = (0..<width).reduce(0) { $0 + elements[row * width + $1] * vector[$1] }
                #expect(abs(product - values[column] * vector[row]) < 1e-12)
            }
            #expect(abs(vector.reduce(0) { $0 + $1 * $1 } - 1) < 1e-12)
        }
    }

    /// Equal values, zeros, and blocks that fall apart.
    @Test(
        arguments: [
            ([0, 0, 0, 0], [0, 0]), ([5, 0, 0, 5], [5, 5]), ([2, 1, 1, 2], [1, 3]),
            ([1, 0, 0, 0, 0, 2, 0, 2, 0], [-2, 1, 2]), ([1, 1, 1, 1, 1, 1, 1, 1, 1], [0, 0, 3]),
        ] as [([Double], [Double])])
    func knownValues(_ elements: [Double], _ expected: [Double]) {
        let matrix = SymmetricMatrix(elements, width: expected.count)
        #expect(zip(matrix.eigenvalues(), expected).allSatisfy { abs($0 - $1) < 1e-12 })
        #expect(zip(matrix.eigenvectors().values, expected).allSatisfy { abs($0 - $1) < 1e-12 })
    }
}
