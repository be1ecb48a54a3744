import CKernels
import QuartetTestSupport
import Testing

/// Products with weights in a file's own types against double precision, at every level of the instruction set.
@Suite struct QuantizedKernelTests {
    private static let types: [UInt32] = [1, 2, 3, 8, 30]
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
        for count in Array(1...17) + [40] {
            let columns = 32 * Int.random(in: 1...7, using: &generator)
            let rows = Int.random(in: 2...41, using: &generator)
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
            #expect(QuantizedBlocks.bytesOfBlock[type] == nil || alone == Array(actual.suffix(rows)))
        }
    }

    private func check(_ actual: [Float], _ weights: [UInt8], _ type: UInt32, columns: Int, _ source: [Float])
    {
        let elements = QuantizedBlocks.elements(weights, type)
        let rows = elements.count / columns
        let isQuantized = QuantizedBlocks.bytesOfBlock[type] != nil
        let (bytes, sums) = rounded(source)
        let values = isQuantized ? bytes : source.map(Double.init)
        for (index, result) in actual.enumerated() {
            let x = values[index / rows * columns..<(index / rows + 1) * columns]
            let w = elements[index % rows * columns..<(index % rows + 1) * columns]
            var exact = zip(x, w).reduce(0) { $0 + $1.0 * $1.1 }
            let size = zip(x, w).reduce(0) { $0 + abs($1.0 * $1.1) }
            if type == 3 { exact += corrections(weights, index, rows, columns, x, sums) }
            #expect(abs(Double(result) - exact) <= 2e-6 * size, "type \(type), element \(index)")
        }
    }

    /// A minimum is multiplied by the block's sum, which is rounded once more.
    private func corrections(
        _ weights: [UInt8], _ index: Int, _ rows: Int, _ columns: Int, _ x: ArraySlice<Double>,
        _ sums: [Double]
    ) -> Double {
        let blocks = columns / 32
        return (0..<blocks).reduce(0) { total, block in
            let at = (index % rows * blocks + block) * 20 + 2
            let minimum = Double(Float16(bitPattern: UInt16(weights[at]) | UInt16(weights[at + 1]) << 8))
            let from = x.startIndex + block * 32
            return total + minimum * (sums[index / rows * blocks + block] - x[from..<from + 32].reduce(0, +))
        }
    }

    /// A non-finite source gives a non-finite result: rounding does not hide it.
    @Test(arguments: types, levels) func whatIsNoNumberStays(_ type: UInt32, _ level: Int32) {
        var generator = SeededGenerator(3)
        let weights = QuantizedBlocks.random(type, rows: 5, columns: 64, &generator)
        for value in [Float.nan, -.nan, .infinity, -.infinity] {
            for count in [1, 7] {
                var source = generator.floats(64 * count)
                source[40] = value
                let result = product(
                    weights, type, rows: 5, columns: 64, split: 2, source, threads: 1, level: level)
                #expect(result.prefix(5).allSatisfy { !$0.isFinite }, "\(value): \(result)")
                #expect(result.dropFirst(5).allSatisfy { $0.isFinite })
            }
        }
    }

    @Test(arguments: types) func rowsAreWhatTheFormatSays(_ type: UInt32) {
        var generator = SeededGenerator(9)
        let weights = QuantizedBlocks.random(type, rows: 9, columns: 96, &generator)
        let expected = QuantizedBlocks.elements(weights, type).map { Float($0) }
        let index: [Int32] = [8, 0, 3, 3, -1, 9, 7]
        var result = [Float](repeating: .nan, count: index.count * 96)
        let bad = weights.withUnsafeBytes { bytes in
            let parts = [
                qk_weights_part(weights: bytes.baseAddress!, rows: 4),
                qk_weights_part(weights: bytes.baseAddress! + weights.count / 9 * 4, rows: 5),
            ]
            return qk_quantized_gather(parts, 2, Int32(type), 96, index, Int64(index.count), &result, 2)
        }
        #expect(bad == 5)
        for (place, row) in index.enumerated() {
            let right =
                (0..<9) ~= row
                ? expected[Int(row) * 96..<(Int(row) + 1) * 96] : ArraySlice(repeatElement(0, count: 96))
            expectClose(
                Array(result[place * 96..<(place + 1) * 96]), Array(right), "row \(row) of type \(type)")
        }
    }

    @Test func findsNonFiniteScales() {
        var generator = SeededGenerator(1)
        for type: UInt32 in Self.types {
            let weights = QuantizedBlocks.random(type, rows: 3, columns: 64, &generator)
            #expect(qk_weights_first_not_finite(weights, Int32(type), 64, 3) == -1)
            for bad: UInt16 in [0x7c00, 0xfc00, 0x7e01] {
                var damaged = weights
                let unit = QuantizedBlocks.bytesOfBlock[type] ?? 64
                // The scale of the fourth block, or its first element.
                let bits = type == 30 ? bad | 0x7f80 : bad
                damaged.replaceSubrange(3 * unit..<3 * unit + 2, with: GGUFBuilder.number(bits))
                #expect(qk_weights_first_not_finite(damaged, Int32(type), 64, 3) == 96, "\(type)")
            }
        }
    }
}
