import CKernels
import Foundation
import QuartetTestSupport
import Testing

/// The kernels that round where ggml rounds, bit for bit against the same operations one at a time.
@Suite struct DecoderKernelTests {
    @Test(arguments: [1, 2], [1, 7, 8, 64, 577]) func normsAreRoundedThreeTimes(
        _ threads: Int32, _ columns: Int
    ) {
        var generator = SeededGenerator(UInt64(columns))
        let rows = 5
        let x = generator.floats(rows * columns, in: -30...30)
        let weight = generator.floats(columns)
        var result = [Float](repeating: .nan, count: x.count)
        var kernel = qk_rms_norm()
        x.withUnsafeBufferPointer { x in
            weight.withUnsafeBufferPointer { weight in
                result.withUnsafeMutableBufferPointer { result in
                    (kernel.source, kernel.weight, kernel.result) = (
                        x.baseAddress!, weight.baseAddress!, result.baseAddress!
                    )
                    (kernel.rows, kernel.columns, kernel.epsilon, kernel.threads) = (
                        Int64(rows), Int64(columns), 1e-5, threads
                    )
                    qk_rms_norm_run(&kernel)
                }
            }
        }
        for row in 0..<rows {
            let line = x[row * columns..<(row + 1) * columns]
            let mean = Float(line.reduce(0.0) { $0 + Double($1 * $1) } / Double(columns))
            let scale = 1 / (mean + 1e-5).squareRoot()
            let expected = zip(line, weight).map { ($0 * scale) * $1 }
            #expect(Array(result[row * columns..<(row + 1) * columns]) == expected)
        }
    }

    @Test(arguments: [1, 15, 16, 100]) func gatesAreSwish(_ columns: Int) {
        var generator = SeededGenerator(UInt64(columns))
        var x = generator.floats(3 * 2 * columns, in: -12...12)
        x[0] = 200
        x[2 * columns] = -200
        x[4 * columns] = .nan
        var result = [Float](repeating: 0, count: 3 * columns)
        var kernel = qk_gated_unit()
        x.withUnsafeBufferPointer { x in
            result.withUnsafeMutableBufferPointer { result in
                (kernel.source, kernel.result) = (x.baseAddress!, result.baseAddress!)
                (kernel.rows, kernel.columns, kernel.threads) = (3, Int64(columns), 1)
                qk_gated_unit_run(&kernel)
            }
        }
        for row in 0..<3 {
            for i in 0..<columns {
                let gate = Double(x[row * 2 * columns + i])
                let expected = Float(gate / (1 + exp(-gate)) * Double(x[(row * 2 + 1) * columns + i]))
                let actual = result[row * columns + i]
                if expected.isNaN {
                    #expect(actual.isNaN)
                } else {
                    #expect(abs(actual - expected) <= 6e-7 * abs(expected) + 1e-30, "\(gate)")
                }
            }
        }
    }

    private func halves(_ count: Int, _ generator: inout SeededGenerator) -> [UInt16] {
        generator.floats(count, in: -2...2).map { Float16($0).bitPattern }
    }

    /// Queries of two rows and three tokens with caches of ten places; four query heads share two key heads.
    @Test(arguments: [32, 64, 96, 128], [1, 2] as [Int32])
    func attentionAddsUpInHalfPrecision(_ size: Int, _ threads: Int32) {
        var generator = SeededGenerator(UInt64(size))
        let (batch, queries, heads, keyHeads, capacity) = (2, 3, 4, 2, 100)
        let positions: [Int32] = [0, 96]
        let query = generator.floats(batch * queries * heads * size, in: -3...3)
        var key = halves(batch * keyHeads * capacity * size, &generator)
        var value = halves(batch * keyHeads * capacity * size, &generator)
        var result = [Float](repeating: .nan, count: query.count)
        var kernel = qk_attention()
        (kernel.batch, kernel.heads, kernel.key_heads) = (Int64(batch), Int64(heads), Int64(keyHeads))
        (kernel.queries, kernel.keys, kernel.size) = (Int64(queries), Int64(capacity), Int64(size))
        (kernel.scale, kernel.causal, kernel.threads, kernel.half_sums) = (0.25, 1, threads, 1)
        var source = query
        source.withUnsafeMutableBytes { source in
            key.withUnsafeMutableBytes { key in
                value.withUnsafeMutableBytes { value in
                    result.withUnsafeMutableBytes { result in
                        positions.withUnsafeBufferPointer { positions in
                            let width = Int64(heads * size)
                            kernel.query = qk_heads(
                                base: source.baseAddress, batch_stride: Int64(queries) * width,
                                row_stride: width, head_stride: Int64(size), type: Int32(QK_FLOAT32))
                            kernel.result = kernel.query
                            kernel.result.base = result.baseAddress
                            kernel.key = qk_heads(
                                base: key.baseAddress, batch_stride: Int64(keyHeads * capacity * size),
                                row_stride: Int64(size), head_stride: Int64(capacity * size),
                                type: Int32(QK_FLOAT16))
                            kernel.value = kernel.key
                            kernel.value.base = value.baseAddress
                            kernel.positions = positions.baseAddress
                            qk_attention_run(&kernel)
                        }
                    }
                }
            }
        }
        var expected: [Float] = []
        for b in 0..<batch {
            for i in 0..<queries {
                for head in 0..<heads {
                    let from = ((b * queries + i) * heads + head) * size
                    let cache = (b * keyHeads + head / 2) * capacity * size
                    expected += attention(
                        query[from..<from + size].map { Float16($0) }, key[cache...], value[cache...],
                        seen: Int(positions[b]) + i + 1)
                }
            }
        }
        #expect(result == expected)
    }

    private func attention(
        _ query: [Float16], _ key: ArraySlice<UInt16>, _ value: ArraySlice<UInt16>, seen: Int
    ) -> [Float] {
        let size = query.count
        var sums = [Float16](repeating: 0, count: size)
        var (total, most) = (0 as Float, -Float.infinity)
        for j in 0..<seen {
            let row = key.startIndex + j * size
            var lanes = [Float](repeating: 0, count: 32)
            for e in 0..<size {
                lanes[e % 32].addProduct(Float(Float16(bitPattern: key[row + e])), Float(query[e]))
            }
            for half in [16, 8, 4] { for lane in 0..<half { lanes[lane] += lanes[lane + half] } }
            let score = ((lanes[0] + lanes[1]) + (lanes[2] + lanes[3])) * 0.25
            var weight: Float = 1
            if score > most {
                let factor = expf(most - score)
                most = score
                sums = sums.map { Float16(Float($0) * factor) }
                total *= factor
            } else {
                weight = expf(score - most)
            }
            for e in 0..<size {
                let sum = Float(sums[e]).addingProduct(Float(Float16(bitPattern: value[row + e])), weight)
                sums[e] = Float16(sum)
            }
            total += weight
        }
        return sums.map { Float($0) * (1 / total) }
    }

    /// Angles by repeated multiplication, rounded to float32 each time.
    @Test func anglesAreMultipliedOneByOne() {
        var generator = SeededGenerator(6)
        let (tokens, size) = (9, 16)
        let x = generator.floats(tokens * size)
        let ratio = powf(10_000, -2 / Float(size))
        let frequencies = [Double](repeating: .nan, count: size / 2)
        let start: [Int32] = [1000]
        var result = [Float](repeating: .nan, count: x.count)
        x.withUnsafeBytes { x in
            result.withUnsafeMutableBytes { result in
                frequencies.withUnsafeBufferPointer { frequencies in
                    start.withUnsafeBufferPointer { start in
                        var kernel = qk_rotary()
                        (kernel.source, kernel.result) = (x.baseAddress, result.baseAddress)
                        (kernel.batch, kernel.tokens, kernel.heads, kernel.rotated_heads) = (
                            1, Int64(tokens), 1, 1
                        )
                        (kernel.size, kernel.pairs, kernel.interleaved) = (Int64(size), Int64(size / 2), 1)
                        (kernel.frequency, kernel.ratio) = (frequencies.baseAddress, ratio)
                        (kernel.positions, kernel.position_batch, kernel.position_step) = (
                            start.baseAddress, 1, 1
                        )
                        kernel.threads = 1
                        qk_rotary_run(&kernel)
                    }
                }
            }
        }
        for t in 0..<tokens {
            var angle = Float(1000 + t)
            for p in 0..<size / 2 {
                let (a, b) = (x[t * size + 2 * p], x[t * size + 2 * p + 1])
                let (cosine, sine) = (cosf(angle), sinf(angle))
                #expect(result[t * size + 2 * p] == (-(b * sine)).addingProduct(a, cosine))
                #expect(result[t * size + 2 * p + 1] == (b * cosine).addingProduct(a, sine))
                angle *= ratio
            }
        }
    }
}
