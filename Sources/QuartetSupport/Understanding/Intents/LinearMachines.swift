internal import CKernels
internal import QuartetEngine
internal import QuartetFiles

/// Linear support vector machines with squared hinge loss, one for each class against the rest:
/// `min |w|^2 / 2 + C sum_i max(0, 1 - y_i w . x_i)^2` (Hsieh et al., 2008).
struct LinearMachines: Sendable {
    let classes: Int
    /// `[columns, width]`: the classes, and zeros up to a multiple of 16.
    let weights: [Float]
    let width: Int

    init(classes: Int, weights: [Float], width: Int) {
        (self.classes, self.weights, self.width) = (classes, weights, width)
    }

    /// The width of weights for so many classes.
    static func width(of classes: Int) -> Int { (classes + 15) / 16 * 16 }

    /// - Parameters:
    ///   - labels: the class of each row.
    ///   - selected: the rows to train on.
    ///   - columns: of the rows.
    ///   - cost: `C`.
    ///   - seed: of the order in which rows are visited.
    init(
        _ rows: SparseRows, labels: [Int32], selected: [Int32], classes: Int, columns: Int, cost: Float,
        seed: UInt64
    ) {
        let width = Self.width(of: classes)
        var weights = [Float](repeating: 0, count: columns * width)
        var duals = [Float](repeating: 0, count: rows.count * width)
        var violations = [Float](repeating: 0, count: width)
        var order = selected
        let squares = rows.squares
        for pass in 0..<Self.mostPasses {
            var random = PhiloxGenerator(seed: seed, step: UInt64(pass), stream: "machines")
            for i in order.indices.dropLast() {
                let other = i + Int(Float(order.count - i) * random.uniform())
                order.swapAt(i, min(other, order.count - 1))
            }
            Self.pass(rows, squares, labels, order, cost, width, &weights, &duals, &violations)
            if violations.prefix(classes).allSatisfy({ $0 < Self.tolerance }) { break }
        }
        (self.classes, self.weights, self.width) = (classes, weights, width)
    }

    // On BANKING77 18 passes reach this tolerance, and further ones change no prediction.
    private static let mostPasses = 60
    private static let tolerance: Float = 0.1

    private static func pass(
        _ rows: SparseRows, _ squares: [Float], _ labels: [Int32], _ order: [Int32], _ cost: Float,
        _ width: Int, _ weights: inout [Float], _ duals: inout [Float], _ violations: inout [Float]
    ) {
        rows.withKernelRows { kernelRows in
            squares.withUnsafeBufferPointer { squares in
                labels.withUnsafeBufferPointer { labels in
                    order.withUnsafeBufferPointer { order in
                        weights.withUnsafeMutableBufferPointer { weights in
                            duals.withUnsafeMutableBufferPointer { duals in
                                var machines = qk_machines()
                                machines.rows = kernelRows
                                machines.squares = squares.baseAddress
                                machines.labels = labels.baseAddress
                                machines.order = order.baseAddress
                                machines.count = Int64(order.count)
                                machines.weights = weights.baseAddress
                                machines.duals = duals.baseAddress
                                machines.width = Int64(width)
                                machines.diagonal = 1 / (2 * cost)
                                machines.threads = Int32(min(Machine.threads, width / 16))
                                qk_machines_pass(&machines, &violations)
                            }
                        }
                    }
                }
            }
        }
    }

    /// `[rows, classes]`: above 0 where a machine takes a row for its class.
    func scores(_ rows: SparseRows) -> [Float] {
        let wide = rows.product(weights, width: width)
        if width == classes { return wide }
        return (0..<rows.count).flatMap { wide[$0 * width..<$0 * width + classes] }
    }
}
