import QuartetFiles
import Testing

@Suite struct PhiloxGeneratorTests {
    /// Known answers of Random123 (Salmon et al.), philox4x32 with 10 rounds.
    @Test(arguments: [
        (
            SIMD4<UInt32>(0, 0, 0, 0), 0 as UInt64,
            SIMD4<UInt32>(0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8)
        ),
        (
            SIMD4(.max, .max, .max, .max), .max,
            SIMD4(0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd)
        ),
        (
            SIMD4(0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344), 0x299f_31d0_a409_3822,
            SIMD4(0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1)
        ),
    ])
    func knownAnswers(counter: SIMD4<UInt32>, key: UInt64, words: SIMD4<UInt32>) {
        #expect(PhiloxGenerator.block(counter, key: key) == words)
    }

    private func numbers(seed: UInt64 = 1, step: UInt64 = 2, stream: UInt32 = 3) -> [UInt64] {
        var generator = PhiloxGenerator(seed: seed, step: step, stream: stream)
        return (0..<8).map { _ in generator.next() }
    }

    @Test func seedStepAndStreamDecide() {
        #expect(numbers() == numbers())
        let all = [
            numbers(), numbers(seed: 4), numbers(step: 4), numbers(step: 2 + 1 << 32), numbers(stream: 4),
        ].flatMap { $0 }
        #expect(Set(all).count == all.count)
        var (named, other) = (
            PhiloxGenerator(seed: 1, stream: "folds"), PhiloxGenerator(seed: 1, stream: "hem")
        )
        #expect(named.next() != other.next())
    }

    @Test func wordsComeInOrder() {
        var (words, numbers, floats) = (
            PhiloxGenerator(seed: 5, stream: 1), PhiloxGenerator(seed: 5, stream: 1),
            PhiloxGenerator(seed: 5, stream: 1)
        )
        for _ in 0..<9 {
            let (first, second) = (words.word(), words.word())
            #expect(numbers.next() == UInt64(second) << 32 | UInt64(first))
            #expect(floats.uniform() == Float(first >> 8) / 16_777_216)
            #expect(floats.uniform() == Float(second >> 8) / 16_777_216)
        }
    }

    /// An index that came from one float of 24 bits would miss two thirds of these places, always the same ones.
    @Test func everyPlaceOfALongListCanBeDrawn() {
        let count = 50_000_000
        var generator = PhiloxGenerator(seed: 7, stream: 0)
        var residues = [Int](repeating: 0, count: 3)
        var slots = [Int](repeating: 0, count: 100)
        let draws = 300_000
        var distinct: Set<Int> = []
        for _ in 0..<draws {
            let index = Int.random(in: 0..<count, using: &generator)
            residues[index % 3] += 1
            slots[index / (count / 100)] += 1
            distinct.insert(index)
        }
        // Chi-square with 2 and with 99 degrees of freedom: 99.99 % of samples lie below.
        #expect(chiSquare(residues, draws) < 18.4)
        #expect(chiSquare(slots, draws) < 161)
        // Expected: `n (1 - (1 - 1/n)^draws)` = 299,102, standard deviation 30; of 2^24 places it would be 297,333.
        #expect(abs(distinct.count - 299_102) < 150)
    }

    @Test func shufflesAreUniform() {
        var generator = PhiloxGenerator(seed: 11, stream: 0)
        var counts: [[Int]: Int] = [:]
        for _ in 0..<24_000 { counts[[0, 1, 2, 3].shuffled(using: &generator), default: 0] += 1 }
        #expect(counts.count == 24)
        // 23 degrees of freedom.
        #expect(chiSquare(Array(counts.values), 24_000) < 58)
    }

    private func chiSquare(_ counts: [Int], _ total: Int) -> Double {
        let expected = Double(total) / Double(counts.count)
        return counts.reduce(0) { $0 + (Double($1) - expected) * (Double($1) - expected) / expected }
    }
}
