import QuartetModels
import Testing

@Suite struct LengthBatchesTests {
    /// Lengths as those of molecules: most near 38, a few much longer, in ascending order, as in a sorted file.
    private static let lengths = (0..<1000).map { 20 + $0 * $0 % 997 % 18 + ($0 % 50 == 0 ? 17 : 0) }.sorted()

    @Test func everySequenceIsUsedOnceInAnEpoch() {
        var batches = LengthBatches(lengths: Self.lengths, batch: 32, pool: 8, seed: 3)
        #expect(batches.batchesPerEpoch == 31)
        let first = (0..<31).map { batches.next(step: $0).indices }
        let used = first.flatMap(\.self)
        #expect(used.count == 31 * 32 && Set(used).count == used.count)
        // Another epoch has another order and leaves others out; a step repeats by its number.
        let second = (31..<62).map { batches.next(step: $0).indices }
        #expect(Set(second.flatMap(\.self)) != Set(used))
        #expect(batches.next(step: 5).indices == first[5])
        var other = LengthBatches(lengths: Self.lengths, batch: 32, pool: 8, seed: 4)
        #expect(other.next(step: 5).indices != first[5])
    }

    @Test func batchesHaveLikeLengthsInNoOrder() {
        var batches = LengthBatches(lengths: Self.lengths, batch: 32, pool: 16, seed: 3)
        let all = (0..<31).map { batches.next(step: $0) }
        for (indices, time) in all {
            let longest = indices.map { Self.lengths[Int($0)] }.max() ?? 0
            #expect(time >= longest && batches.times.contains(time))
        }
        let times = all.map(\.time)
        #expect(times != times.sorted())
        // A pool is half of the set here, so batches mix what is far apart in the file.
        #expect(all.contains { $0.indices.contains { $0 < 500 } && $0.indices.contains { $0 >= 500 } })
        var unsorted = LengthBatches(lengths: Self.lengths, batch: 32, shapes: 1, seed: 3)
        #expect(batches.paddingShare() < 0.1, "\(batches.paddingShare())")
        #expect(unsorted.paddingShare() > 0.3, "\(unsorted.paddingShare())")
    }

    @Test func shapesWasteTheFewestTokens() {
        let lengths = [3, 3, 4, 7, 7, 7, 8, 12, 20]
        func waste(_ times: [Int]) -> Int {
            lengths.reduce(0) { sum, length in sum + (times.first { $0 >= length } ?? 1_000_000) - length }
        }
        let different = Set(lengths).sorted()
        for count in 1...4 {
            let times = LengthBatches.times(for: lengths, shapes: count)
            #expect(times.count == count && times.last == 20 && times == times.sorted())
            // Every choice of as many lengths.
            let choices = (0..<(1 << different.count)).filter { $0.nonzeroBitCount == count }.map { bits in
                different.indices.filter { bits >> $0 & 1 == 1 }.map { different[$0] }
            }
            #expect(waste(times) == choices.map(waste).min())
        }
        #expect(LengthBatches.times(for: [5, 5], shapes: 6) == [5])
    }
}

@Suite struct TokenVocabularyTests {
    @Test func tokensAreNumberedAndJoined() throws {
        let vocabulary = TokenVocabulary(of: [["C", "Cl", "C"], ["[nH]", "C"]])
        #expect(vocabulary.tokens == ["C", "Cl", "[nH]"] && vocabulary.count == 7)
        let numbers = try vocabulary.encoder(["Cl", "C", "[nH]"])
        #expect(numbers == [1, 5, 4, 6, 2])
        #expect(vocabulary.text(of: numbers) == "ClC[nH]")
        #expect(vocabulary.text(of: [1, 4, 2, 5]) == "C")
        #expect(vocabulary.token(5) == "Cl" && vocabulary.token(2) == nil && vocabulary.token(7) == nil)
        try vocabulary.validate()
    }

    @Test func anUnknownTokenIsNamed() {
        let encoder = TokenVocabulary(of: [["C", "N"]]).encoder
        let error = #expect(throws: UnknownToken.self) { try encoder(["C", "[Si]", "N"]) }
        #expect(error?.token == "[Si]" && error?.place == 2)
        #expect(error?.description.contains("\"[Si]\" (token 2)") == true)
    }

    @Test func tokensOfAFileAreChecked() {
        for odd in [["é"], [""], ["a b"], []] {
            #expect(throws: InvalidConfiguration.self) { try TokenVocabulary(of: [odd]).validate() }
        }
    }
}
