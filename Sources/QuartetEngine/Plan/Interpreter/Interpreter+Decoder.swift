internal import Foundation

/// The primitives of frozen decoders by their definitions.
extension Interpreter {
    static func product(_ elements: [Float], _ matrix: QuantizedMatrix) -> [Float] {
        let weights = (0..<matrix.rows).map { matrix.row($0) }
        return (0..<elements.count / matrix.columns).flatMap { row in
            weights.map { line in
                Float(
                    line.indices.reduce(0.0) {
                        $0 + Double(line[$1]) * Double(elements[row * matrix.columns + $1])
                    })
            }
        }
    }

    static func rootMeanSquareNorm(_ x: [Float], weight: [Float], _ epsilon: Float) -> [Float] {
        stride(from: 0, to: x.count, by: weight.count).flatMap { start in
            let row = x[start..<start + weight.count]
            let mean = row.reduce(0.0) { $0 + Double($1) * Double($1) } / Double(weight.count)
            let scale = 1 / (mean + Double(epsilon)).squareRoot()
            return zip(row, weight).map { Float(Double($0) * scale * Double($1)) }
        }
    }

    static func gatedUnit(_ x: [Float], columns: Int) -> [Float] {
        stride(from: 0, to: x.count, by: 2 * columns).flatMap { start in
            (start..<start + columns).map { i in
                Float(Double(x[i]) / (1 + exp(-Double(x[i]))) * Double(x[i + columns]))
            }
        }
    }
}
