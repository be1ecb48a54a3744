internal import CKernels
internal import QuartetEngine

/// How improbable a trained autoencoder finds each field of encoded rows. Frozen; many tasks can use it at once.
final class FieldScorer: Sendable {
    /// The results for a block of rows.
    struct Answer {
        /// `-log p(field|z)`, field by field: `[fields, rows]`.
        fileprivate let losses: [Float]
        /// Divergence of the posterior, `[rows]`.
        let divergence: [Float]
        /// The decoder's heads, `[rows, numbers + slots]`; empty where they were not wanted.
        let heads: [Float]

        private var rows: Int { divergence.count }

        /// `-log p(field|z)` of each row.
        func losses(of field: Int) -> [Float] { Array(losses[field * rows..<(field + 1) * rows]) }

        /// Adds to each row's sum the surprise of a field, by the tail of that field.
        func add(_ tail: TailTable, of field: Int, to sums: inout MutableSpan<Float>) {
            tail.add(losses.span.extracting(field * rows..<(field + 1) * rows), to: &sums)
        }

        /// The negative evidence lower bound of each row, up to a constant.
        var negativeBound: [Float] {
            divergence.indices.map { row in
                stride(from: row, to: losses.count, by: rows).reduce(divergence[row]) { $0 + losses[$1] }
            }
        }
    }

    /// The rows of one run; a shorter block is padded.
    let batch: Int

    private let inference: Inference
    private let configuration: FieldAutoencoder.Configuration
    /// The first column of each category in the heads, and the end of the last one.
    private let starts: [Int32]

    init(
        _ model: FieldAutoencoder, _ store: ParameterStore, batch: Int, precision: Precision = .float32
    ) throws(OutOfMemory) {
        let configuration = model.configuration
        (self.configuration, self.batch) = (configuration, batch)
        starts = configuration.slots.reduce(into: [Int32(configuration.numbers)]) {
            $0.append($0[$0.count - 1] + Int32($1))
        }
        // The store lives as long as the plans that read it.
        inference = try Inference(precision: precision, threads: 1) { [store] graph in
            _ = store
            let rows = graph.input("rows", shape: [batch, configuration.inputs])
            let pass = model(rows, noise: nil)
            return ([rows], [pass.heads.inFullPrecision(), model.divergence(pass)])
        }
    }

    /// - Parameter block: at most ``batch`` records.
    func answer(_ block: RecordBlock, _ encoder: RecordEncoder, withHeads: Bool) -> Answer {
        let (count, fields) = (block.count, configuration.numbers + configuration.slots.count)
        var rows: UnsafeMutableBufferPointer<Float>?
        // The padding consists of rows of an earlier run.
        return inference.run { inputs in
            var span = inputs[0].mutableSpan
            encoder.encode(block, into: &span)
            rows = inputs[0]
        } read: { outputs in
            let losses = [Float](unsafeUninitializedCapacity: count * fields) { losses, initialized in
                write(block, outputs[0], rows, into: losses)
                initialized = count * fields
            }
            return Answer(
                losses: losses, divergence: Array(outputs[1].prefix(count)),
                heads: withHeads ? Array(outputs[0].prefix(count * configuration.outputs)) : [])
        }
    }

    private func write(
        _ block: RecordBlock, _ heads: UnsafeMutableBufferPointer<Float>,
        _ rows: UnsafeMutableBufferPointer<Float>?, into losses: UnsafeMutableBufferPointer<Float>
    ) {
        let slots = block.slots.flatMap { $0 }
        slots.withUnsafeBufferPointer { slots in
            let chosen = block.slots.indices.map { category in
                slots.baseAddress.map { $0 + category * block.count }
            }
            qk_field_losses(
                heads.baseAddress, rows?.baseAddress, Int64(configuration.inputs), chosen, starts,
                Int64(block.count), Int64(configuration.numbers), Int64(block.slots.count),
                losses.baseAddress)
        }
    }
}
