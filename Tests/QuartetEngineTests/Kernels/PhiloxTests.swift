import CKernels
import Foundation
import QuartetFiles
import Testing

/// The counter-based generator: published vectors, and how elements are numbered.
@Suite struct PhiloxTests {
    /// Known answers of Random123 (Salmon et al.), philox4x32 with 10 rounds.
    @Test(
        arguments: [
            ([0, 0, 0, 0], 0, [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]),
            (
                [0xffff_ffff, 0xffff_ffff, 0xffff_ffff, 0xffff_ffff], 0xffff_ffff_ffff_ffff,
                [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]
            ),
            (
                [0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344], 0x299f_31d0_a409_3822,
                [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1]
            ),
        ] as [([UInt32], UInt64, [UInt32])])
    func givesThePublishedWords(_ counter: [UInt32], _ key: UInt64, _ expected: [UInt32]) {
        #expect(words(counter, key) == expected)
    }

    private func words(_ counter: [UInt32], _ key: UInt64) -> [UInt32] {
        var result = [UInt32](repeating: 0, count: 4)
        qk_philox4x32(counter, key, &result)
        return result
    }

    private func uniforms(_ first: Int64, _ count: Int, seed: UInt64, step: UInt64, stream: UInt32) -> [Float]
    {
        var result = [Float](repeating: 0, count: count)
        qk_random_uniform(&result, first, Int64(count), seed, step, stream)
        return result
    }

    /// Element i is word i % 4 of block i / 4; the counter is (block, block's upper half, stream, step).
    @Test(arguments: [0, 1, 5, 510, 1023, (1 << 34) - 2, (1 << 40) + 3] as [Int64])
    func numbersItsElements(_ first: Int64) {
        let (seed, step, stream): (UInt64, UInt64, UInt32) = (0x1234_5678_9abc_def0, 77, 3)
        let results = uniforms(first, 1500, seed: seed, step: step, stream: stream)
        for (offset, result) in results.enumerated() {
            let element = UInt64(first) + UInt64(offset)
            let block = element / 4
            let counter = [UInt32(truncatingIfNeeded: block), UInt32(block >> 32), stream, UInt32(step)]
            let word = words(counter, seed)[Int(element % 4)]
            #expect(result == Float(word >> 8) * 0x1p-24)
        }
    }

    /// A program draws the same numbers between steps as a kernel would.
    @Test(arguments: [0, 77, 5 + 3 << 32] as [UInt64])
    func theGeneratorOfProgramsGivesTheSameWords(step: UInt64) {
        let (seed, stream): (UInt64, UInt32) = (0x1234_5678_9abc_def0, 3)
        var generator = PhiloxGenerator(seed: seed, step: step, stream: stream)
        let kernel = uniforms(0, 1000, seed: seed, step: step, stream: stream)
        #expect((0..<1000).map { _ in generator.uniform() } == kernel)
        for counter in [0, 1, UInt32.max] as [UInt32] {
            let block = PhiloxGenerator.block(SIMD4(counter, 7, stream, 1), key: seed)
            #expect((0..<4).map { block[$0] } == words([counter, 7, stream, 1], seed))
        }
    }

    @Test func normalsComeFromPairsOfWords() {
        var results = [Float](repeating: 0, count: 4000)
        qk_random_normal(&results, 0, 4000, 9, 1, 2)
        for block in 0..<1000 {
            let w = words([UInt32(block), 0, 2, 1], 9).map { Double($0 >> 8) * 0x1p-24 }
            for pair in [0, 2] {
                let radius = (-2 * log(1 - w[pair])).squareRoot()
                let angle = 2 * Double.pi * w[pair + 1]
                #expect(abs(Double(results[block * 4 + pair]) - radius * cos(angle)) < 3e-6)
                #expect(abs(Double(results[block * 4 + pair + 1]) - radius * sin(angle)) < 3e-6)
            }
        }
        // Any part of a stream has the same numbers.
        var part = [Float](repeating: 0, count: 1001)
        qk_random_normal(&part, 1357, 1001, 9, 1, 2)
        #expect(part == Array(results[1357..<2358]))
    }

    @Test func longStepsStayApart() {
        let near = uniforms(0, 16, seed: 1, step: 5, stream: 1)
        #expect(uniforms(0, 16, seed: 1, step: 5 + (1 << 32), stream: 1) != near)
        #expect(uniforms(0, 16, seed: 1, step: 5 + (2 << 32), stream: 1) != near)
    }
}
