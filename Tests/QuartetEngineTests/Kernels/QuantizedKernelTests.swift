import CKernels
import QuartetTestSupport
import Testing

/// Products with weights in a file's own types against double precision, at every level of the instruction set.
@Suite struct QuantizedKernelTests {
    private static let types = QuantizedBlocks.types
    private static let levels = [1, 3, 4].filter { $0 <= qk_quantized_level() }

    /// The weights are at an odd address, in two parts.
    private func product(
        _ weights: [UInt8], _ type: UInt32, rows: Int, columns: Int, split: Int, _ source: [Float],
        threads: Int,
        level: Int32
    ) -> [Float] {
        let count = source.count / columns
        let rowBytes = Int(qk_weights_row_bytes(Int32(type), Int64(columns)))
        return ([0] + weights).withUnsafeBytes { bytes in
            let base = bytes.baseAddress! + 1
            var parts = [
                qk_weights_part(weights: base, rows: Int64(split)),
                qk_weights_part(weights: base + split * rowBytes, rows: Int64(rows - split)),
            ]
            let size = Int(qk_quantized_scratch(Int32(type), Int64(columns), Int64(count), Int32(threads)))
            let scratch = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 64)
            defer { scratch.deallocate() }
            var result = [Float](repeating: .nan, count: count * rows)
            var job = qk_quantized_product()
            (job.parts, job.type, job.columns, job.rows) = (2, Int32(type), Int64(columns), Int64(count))
            (job.scratch, job.threads, job.level_limit) = (scratch, Int32(threads), level)
            parts.withUnsafeMutableBufferPointer { parts in
                source.withUnsafeBufferPointer { source in
                    result.withUnsafeMutableBufferPointer { result in
                        (job.part, job.source, job.result) = (
                            UnsafePointer(parts.baseAddress!), source.baseAddress!, result.baseAddress!
                        )
                        qk_quantized_product_run(&job)
                    }
                }
            }
            return result
        }
    }

    /// Each block of 32 as signed bytes times a scale in half precision.
    private func rounded(_ source: [Float]) -> (values: [Double], sums: [Double]) {
        var values: [Double] = []
        var sums: [Double] = []
        for block in stride(from: 0, to: source.count, by: 32) {
            let elements = source[block..<block + 32]
            let most = elements.map(abs).max()!
            let bytes = elements.map { most == 0 ? 0 : ($0 * (127 / most)).rounded(.toNearestOrEven) }
            let scale = Double(Float16(most / 127))
            values += bytes.map { scale * Double($0) }
            sums.append(Double(Float16(most / 127 * bytes.reduce(0, +))))
        }
        return (values, sums)
    }

    @Test(arguments: types, levels) func productsAgreeWithDoublePrecision(_ type: UInt32, _ level: Int32) {
        var generator = SeededGenerator(UInt64(type) * 10 + UInt64(level))
        let length = max(QuantizedBlocks.blockLength(type), 32)
        for count in Array(1...17) + [40] {
            let columns = length * Int.random(in: 1...(length == 32 ? 7 : 2), using: &generator)
            let rows = Int.random(in: 2...(length == 32 ? 41 : 9), using: &generator)
            let split = Int.random(in: 1..<rows, using: &generator)
            let weights = QuantizedBlocks.random(type, rows: rows, columns: columns, &generator)
            var source = generator.floats(count * columns, in: -3...3)
            for i in 0..<32 { source[i] = 0 }  // a block of zeros
            let actual = product(
                weights, type, rows: rows, columns: columns, split: split, source, threads: 1, level: level)
            let two = product(
                weights, type, rows: rows, columns: columns, split: split, source, threads: 2, level: level)
            #expect(actual == two, "the threads change the result of \(rows) x \(columns)")
            check(actual, weights, type, columns: columns, source)
            // One row alone gives the same as among others.
            let alone = product(
                weights, type, rows: rows, columns: columns, split: split, Array(source.suffix(columns)),
                threads: 1, level: level)
            #expect(QuantizedBlocks.layouts[type] == nil || alone == Array(actual.suffix(rows)))
        }
    }

    private func check(_ actual: [Float], _ weights: [UInt8], _ type: UInt32, columns: Int, _ source: [Float])
    {
        let elements = QuantizedBlocks.elements(weights, type)
        let rows = elements.count / columns
        let isQuantized = QuantizedBlocks.layouts[type] != nil
        let (bytes, sums) = rounded(source)
        let values = isQuantized ? bytes : source.map(Double.init)
        let minima = QuantizedBlocks.minima(weights, type)
        for (index, result) in actual.enumerated() {
            let x = Array(values[index / rows * columns..<(index / rows + 1) * columns])
            let w = elements[index % rows * columns..<(index % rows + 1) * columns]
            var exact = zip(x, w).reduce(0) { $0 + $1.0 * $1.1 }
            // A minimum is multiplied by the block's sum, which is rounded once more.
            for block in minima.isEmpty ? 0..<0 : 0..<columns / 32 {
                let sum = x[block * 32..<block * 32 + 32].reduce(0, +)
                exact +=
                    minima[index % rows * columns / 32 + block]
                    * (sums[index / rows * columns / 32 + block] - sum)
            }
            let size = zip(x, w).reduce(0) { $0 + abs($1.0 * $1.1) }
            #expect(abs(Double(result) - exact) <= 3e-6 * size, "type \(type), element \(index)")
        }
    }

    /// A non-finite source gives a non-finite result: rounding does not hide it.
    @Test(arguments: types, levels) func whatIsNoNumberStays(_ type: UInt32, _ level: Int32) {
        var generator = SeededGenerator(3)
        let weights = QuantizedBlocks.random(type, rows: 5, columns: 256, &generator)
        for value in [Float.nan, -.nan, .infinity, -.infinity] {
            for count in [1, 7] {
                var source = generator.floats(256 * count)
                source[40] = value
                let result = product(
                    weights, type, rows: 5, columns: 256, split: 2, source, threads: 1, level: level)
                #expect(result.prefix(5).allSatisfy { !$0.isFinite }, "\(value): \(result)")
                #expect(result.dropFirst(5).allSatisfy { $0.isFinite })
            }
        }
    }

    @Test(arguments: types) func rowsAreWhatTheFormatSays(_ type: UInt32) {
        var generator = SeededGenerator(9)
        let weights = QuantizedBlocks.random(type, rows: 9, columns: 256, &generator)
        let expected = QuantizedBlocks.elements(weights, type).map { Float($0) }
        let index: [Int32] = [8, 0, 3, 3, -1, 9, 7]
        var result = [Float](repeating: .nan, count: index.count * 256)
        let bad = weights.withUnsafeBytes { bytes in
            let parts = [
                qk_weights_part(weights: bytes.baseAddress!, rows: 4),
                qk_weights_part(weights: bytes.baseAddress! + weights.count / 9 * 4, rows: 5),
            ]
            return qk_quantized_gather(parts, 2, Int32(type), 256, index, Int64(index.count), &result, 2)
        }
        #expect(bad == 5)
        for (place, row) in index.enumerated() {
            let right =
                (0..<9) ~= row
                ? expected[Int(row) * 256..<(Int(row) + 1) * 256] : ArraySlice(repeatElement(0, count: 256))
            expectClose(
                Array(result[place * 256..<(place + 1) * 256]), Array(right), "row \(row) of type \(type)")
        }
    }

    @Test(arguments: types) func findsNonFiniteScales(_ type: UInt32) {
        var generator = SeededGenerator(1)
        let weights = QuantizedBlocks.random(type, rows: 3, columns: 512, &generator)
        #expect(qk_weights_first_not_finite(weights, Int32(type), 512, 3) == -1)
        let (length, size) = QuantizedBlocks.layouts[type] ?? (1, type == 0 ? 4 : 2)
        for bad: UInt16 in [0x7c00, 0xfc00, 0x7e01] {
            for at in type == 0 ? [2] : QuantizedBlocks.halves(type) {
                var damaged = weights
                // bfloat16 and float32 have more bits of exponent.
                let bits = type == 30 || type == 0 ? bad | 0x7f80 : bad
                damaged.replaceSubrange(3 * size + at..<3 * size + at + 2, with: GGUFBuilder.number(bits))
                #expect(qk_weights_first_not_finite(damaged, Int32(type), 512, 3) == 3 * length)
            }
        }
        if type == 39 {
            var damaged = weights
            damaged[3 * 17] = 255
            #expect(qk_weights_first_not_finite(damaged, 39, 512, 3) == 96)
        }
    }
}
