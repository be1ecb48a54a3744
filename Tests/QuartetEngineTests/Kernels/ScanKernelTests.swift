import CKernels
import QuartetTestSupport
import Testing

/// The scan of int8 rows against plain integers, with and without the instructions for products of bytes.
@Suite struct ScanKernelTests {
    private struct Rows {
        var codes: [Int8]
        var scales: [Float]
        let query: [Int8]
        var skipped: [UInt64]?
        var count: Int { scales.count }

        init(_ rows: Int, width: Int, _ generator: inout SeededGenerator) {
            codes = (0..<rows * width).map { _ in Int8.random(in: .min ... .max, using: &generator) }
            // Few values, so that some scores are equal.
            scales = (0..<rows).map { _ in [0.5, 1, 2].randomElement(using: &generator)! }
            query = (0..<width).map { _ in Int8.random(in: .min ... .max, using: &generator) }
        }

        /// All rows in the order of the result.
        func sorted(scale: Float) -> [Int] {
            let scores = (0..<count).map { row in
                let sum = query.indices.reduce(0) { $0 + Int(query[$1]) * Int(codes[row * query.count + $1]) }
                return scale * scales[row] * Float(sum)
            }
            return (0..<count).filter { row in
                !scores[row].isNaN && (skipped.map { $0[row / 64] >> UInt64(row % 64) & 1 == 0 } ?? true)
            }.sorted { (scores[$0], $1) > (scores[$1], $0) }
        }

        func scan(_ wanted: Int, scale: Float, threads: Int, withoutVNNI: Bool) -> [Int] {
            var best = [qk_scored_row](repeating: qk_scored_row(row: 7, score: 9), count: wanted * threads)
            var scan = qk_int8_scan()
            (scan.rows, scan.width, scan.count) = (Int64(count), Int64(query.count), Int64(wanted))
            (scan.query_scale, scan.threads) = (scale, Int32(threads))
            scan.without_vnni = withoutVNNI ? 1 : 0
            codes.withUnsafeBufferPointer { codes in
                scales.withUnsafeBufferPointer { scales in
                    query.withUnsafeBufferPointer { query in
                        (skipped ?? []).withUnsafeBufferPointer { skipped in
                            best.withUnsafeMutableBufferPointer { best in
                                (scan.codes, scan.scales) = (codes.baseAddress, scales.baseAddress)
                                (scan.query, scan.best) = (query.baseAddress, best.baseAddress)
                                scan.skipped = skipped.isEmpty ? nil : skipped.baseAddress
                                qk_int8_scan_run(&scan)
                            }
                        }
                    }
                }
            }
            return best.prefix(wanted).map { Int($0.row) }
        }
    }

    @Test(arguments: [1, 3, 15, 16, 63, 64, 65, 127, 128, 200, 384, 1000], [false, true])
    func findsTheRowsThatPlainIntegersFind(_ width: Int, _ withoutVNNI: Bool) {
        var generator = SeededGenerator(UInt64(width))
        for rows in [1, 5, 63, 64, 65, 300] {
            var data = Rows(rows, width: width, &generator)
            for wanted in [1, 10, rows, rows + 3] {
                for threads in [1, 2, 3] {
                    let found = data.scan(wanted, scale: 0.25, threads: threads, withoutVNNI: withoutVNNI)
                    let expected = data.sorted(scale: 0.25).prefix(wanted)
                    #expect(found == expected + Array(repeating: -1, count: wanted - expected.count))
                }
            }
            // Left out, without a score, or at a scale of zero.
            data.skipped = (0..<(rows + 63) / 64).map { $0 == 1 ? .max : generator.next() }
            data.scales[rows / 2] = .nan
            data.scales[0] = 0
            let found = data.scan(20, scale: 2, threads: 2, withoutVNNI: withoutVNNI)
            let expected = data.sorted(scale: 2).prefix(20)
            #expect(found == expected + Array(repeating: -1, count: 20 - expected.count))
        }
    }

    @Test func theGreatestSumsFit() {
        var generator = SeededGenerator(1)
        var data = Rows(2, width: Int(QK_SCAN_MAX_WIDTH), &generator)
        data.codes =
            Array(repeating: 127, count: data.query.count) + Array(repeating: -128, count: data.query.count)
        let expected = data.sorted(scale: 1)
        for withoutVNNI in [false, true] {
            #expect(data.scan(2, scale: 1, threads: 1, withoutVNNI: withoutVNNI) == expected)
        }
    }

    @Test func noRowsGiveNoResult() {
        var generator = SeededGenerator(1)
        let data = Rows(0, width: 16, &generator)
        #expect(data.scan(3, scale: 1, threads: 2, withoutVNNI: false) == [-1, -1, -1])
        #expect(data.scan(0, scale: 1, threads: 2, withoutVNNI: false) == [])
    }
}
