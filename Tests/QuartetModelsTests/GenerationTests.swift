import Foundation
import QuartetModels
import Testing

/// A decoder whose next scores depend on the last token alone, so that results can be computed by hand.
private final class MarkovDecoder: NextTokenModel {
    let batch: Int
    let vocabulary: Int
    let capacity = 12
    private(set) var lengths: [Int]
    private var last: [Int]
    private var isEmpty = true
    /// What was read first, at the beginning and after each reset.
    private(set) var windows: [[[Int32]]] = []
    private let table: UnsafeMutableBufferPointer<Float>

    init(_ probabilities: [[Float]], batch: Int) {
        (self.batch, vocabulary) = (batch, probabilities.count)
        lengths = [Int](repeating: 0, count: batch)
        last = lengths
        table = .allocate(capacity: vocabulary * vocabulary)
        _ = table.initialize(from: probabilities.flatMap { $0.map { log($0) } })
    }

    deinit { table.deallocate() }

    func read(_ tokens: [[Int32]]) {
        if isEmpty { windows.append(tokens) }
        isEmpty = false
        for (row, some) in tokens.enumerated() {
            lengths[row] += some.count
            if let token = some.last { last[row] = Int(token) }
        }
    }

    func scores(of row: Int) -> UnsafeBufferPointer<Float> {
        UnsafeBufferPointer(rebasing: table[last[row] * vocabulary..<(last[row] + 1) * vocabulary])
    }

    func reset() {
        (lengths, last) = (lengths.map { _ in 0 }, last.map { _ in 0 })
        isEmpty = true
    }

    func reorder(_ rows: [Int]) { (lengths, last) = (rows.map { lengths[$0] }, rows.map { last[$0] }) }
}

@Suite struct GenerationTests {
    /// 0 begins, 3 ends. The most likely first token, 1, leads to a less likely text: greedy decoding is not optimal.
    private static let table: [[Float]] = [
        [0.01, 0.50, 0.48, 0.01], [0.01, 0.33, 0.33, 0.33], [0.01, 0.04, 0.05, 0.90],
        [0.25, 0.25, 0.25, 0.25],
    ]

    @Test func greedyTakesTheLikeliestTokens() throws {
        let decoder = MarkovDecoder(Self.table, batch: 2)
        let generator = TokenGenerator(stopTokens: [3], maximumTokens: 4)
        let outputs = try generator([[0], [2]], with: decoder)
        #expect(outputs[0].tokens == [1, 1, 1, 1] && outputs[0].end == .length)
        #expect(outputs[1].tokens == [] && outputs[1].end == .stopToken)
        #expect(abs(outputs[0].logProbabilities[0] - log(0.5)) < 1e-5)
    }

    @Test func endsAtTheCapacity() throws {
        let outputs = try TokenGenerator(maximumTokens: 100)(
            [[0, 1]], with: MarkovDecoder(Self.table, batch: 1))
        #expect(outputs[0].tokens.count == 11 && outputs[0].end == .context)
    }

    @Test(arguments: [12, 13, 40, 100])
    func aWindowSlidesOverALongText(_ count: Int) throws {
        var generator = TokenGenerator(maximumTokens: count)
        generator.slides = true
        let decoder = MarkovDecoder(Self.table, batch: 2)
        let outputs = try generator([[0, 1], [2]], with: decoder)
        // The same tokens as with room for all of them, for the next scores depend on the last token alone.
        #expect(outputs[0].tokens == [Int32](repeating: 1, count: count))
        #expect(outputs[1].tokens.count == count && outputs[0].end == .length && outputs[1].end == .length)
        // The first text is full at its eleventh token, and then at each seventh: the newest of the six is read again.
        #expect(outputs[0].slides == (count - 12) / 7 + 1)
        #expect(decoder.lengths.allSatisfy { $0 <= 12 })
    }

    /// Of a text that starts with it, a window is the token that begins texts and the last n - 1 tokens.
    @Test func aWindowKeepsTheBeginning() throws {
        let decoder = MarkovDecoder(Self.table, batch: 2)
        var generator = TokenGenerator(maximumTokens: 30)
        (generator.slides, generator.beginning) = (true, 0)
        let outputs = try generator([[0, 2], [1, 2]], with: decoder)
        #expect(decoder.windows.count > 2 && decoder.windows.count == outputs[0].slides + 1)
        for window in decoder.windows.dropFirst() {
            #expect(window.map(\.count) == [6, 6])
            #expect(window[0].first == 0 && window[1].first != 0)
        }
        // At the first slide twelve tokens were read and one is new.
        let text = [0, 2] + outputs[0].tokens.prefix(11)
        #expect(decoder.windows[1][0] == [0] + text.suffix(5))
        #expect(decoder.windows[1][1] == Array(([1, 2] + outputs[1].tokens.prefix(11)).suffix(6)))
    }

    @Test func aWindowIsCutByItsDefinition() {
        let text: [Int32] = [7, 1, 2, 3, 4]
        #expect(TokenGenerator.window(text, size: 3, beginning: 7) == [7, 3, 4])
        #expect(TokenGenerator.window(text, size: 3, beginning: 5) == [2, 3, 4])
        #expect(TokenGenerator.window(text, size: 3, beginning: nil) == [2, 3, 4])
        #expect(TokenGenerator.window(text, size: 5, beginning: 7) == text)
        #expect(TokenGenerator.window(text, size: 1, beginning: 7) == [4])
    }

    @Test func whatWasReadIsNotReadAgain() throws {
        let decoder = MarkovDecoder(Self.table, batch: 1)
        decoder.read([[0, 1]])
        let outputs = try TokenGenerator(maximumTokens: 1)([[0, 1, 2]], with: decoder)
        #expect(decoder.lengths == [3] && outputs[0].tokens == [3])
    }

    @Test func stopsWhenTheCallerSaysSo() throws {
        var seen: [Int32] = []
        let outputs = try TokenGenerator(maximumTokens: 9)([[0]], with: MarkovDecoder(Self.table, batch: 1)) {
            seen.append($1)
            return seen.count < 3
        }
        #expect(seen == outputs[0].tokens && seen.count == 3 && outputs[0].end == .cancelled)
    }

    /// The share of each token among the first tokens of many texts.
    private func shares(_ sampling: Sampling) throws -> [Double] {
        let count = 4000
        let generator = TokenGenerator(sampling, maximumTokens: 1)
        let outputs = try generator(
            [[Int32]](repeating: [0], count: count), with: MarkovDecoder(Self.table, batch: count))
        return (0..<4).map { token in Double(outputs.count { $0.tokens == [Int32(token)] }) / Double(count) }
    }

    @Test func drawsByProbability() throws {
        var sampling = Sampling()
        sampling.temperature = 1
        let shares = try shares(sampling)
        // Four standard deviations of a count of 4000.
        for (share, asked) in zip(shares, Self.table[0]) {
            #expect(abs(share - Double(asked)) < 4 * (Double(asked) / 4000).squareRoot())
        }
    }

    @Test func drawsFromTheBestOnly() throws {
        var sampling = Sampling()
        (sampling.temperature, sampling.topK) = (1, 2)
        let two = try shares(sampling)
        #expect(two[0] == 0 && two[3] == 0 && abs(two[1] - 0.51) < 0.04)
        (sampling.topK, sampling.topP) = (0, 0.4)
        #expect(try shares(sampling) == [0, 1, 0, 0])
        (sampling.topP, sampling.temperature) = (1, 0.01)
        #expect(try shares(sampling)[1] > 0.95)
    }

    @Test func repetitionIsMadeLessLikely() throws {
        var sampling = Sampling()
        sampling.repetitionPenalty = 4
        let outputs = try TokenGenerator(sampling, maximumTokens: 3)(
            [[0]], with: MarkovDecoder(Self.table, batch: 1))
        // By hand, with the logarithms of what was there four times as low: after 0 the likeliest is 1, log 0.50. After
        // 1 come 2 and 3, both log 0.33, before 1 with 4 log 0.33; the first of equal ones is 2. After 2 comes 3.
        #expect(outputs[0].tokens == [1, 2, 3])
        let plain = try TokenGenerator(maximumTokens: 3)([[0]], with: MarkovDecoder(Self.table, batch: 1))
        #expect(plain[0].tokens == [1, 1, 1])
    }

    @Test func beamsFindWhatGreedyMisses() throws {
        var search = BeamSearch(endTokens: [3], maximumTokens: 5)
        search.lengthPenalty = 0
        let found = try search([0], with: MarkovDecoder(Self.table, batch: 3))
        // By hand: 2 and the end, 0.48 * 0.9; then 1 and the end, 0.5 * 0.33.
        #expect(found.map(\.tokens).prefix(2) == [[2], [1]])
        #expect(abs(found[0].logProbability - log(0.48 * 0.9)) < 1e-5)
        #expect(found.map(\.score) == found.map(\.score).sorted(by: >))
    }

    @Test func beamsEndWhereTheyMust() throws {
        let all = BeamSearch(endTokens: [], maximumTokens: 100)
        let full = try all([0], with: MarkovDecoder(Self.table, batch: 2))
        #expect(full.count == 2 && full.allSatisfy { $0.end == .context && $0.tokens.count == 12 })
        let short = try BeamSearch(endTokens: [], maximumTokens: 3)(
            [0], with: MarkovDecoder(Self.table, batch: 2))
        #expect(short.allSatisfy { $0.end == .length && $0.tokens.count == 3 })
        #expect(
            short.allSatisfy {
                abs($0.logProbabilities.reduce(0, +) - Float($0.logProbability)) < 1e-5
            })
        let stopped = try all([0], with: MarkovDecoder(Self.table, batch: 2), goesOn: { false })
        #expect(stopped.allSatisfy { $0.end == .cancelled && $0.tokens.count == 1 })
        let ended = try BeamSearch(endTokens: [2, 3], maximumTokens: 5)(
            [0], with: MarkovDecoder(Self.table, batch: 3))
        #expect(ended[0].end == .stopToken && ended[0].tokens == [])
        // Fewer tokens than beams, and none that goes on.
        let few = try BeamSearch(endTokens: [0, 1], maximumTokens: 5)(
            [0], with: MarkovDecoder([[0.5, 0.5], [0.5, 0.5]], batch: 8))
        #expect(few.count == 2 && few.allSatisfy { $0.end == .stopToken })
    }

    @Test func brokenScoresAreErrors() {
        let table: [[Float]] = [[-1, 0.5], [0.5, 0.5]]
        #expect(throws: GenerationError.notFinite) {
            try BeamSearch(endTokens: [], maximumTokens: 5)([0], with: MarkovDecoder(table, batch: 2))
        }
        #expect(throws: GenerationError.notFinite) {
            try TokenGenerator(maximumTokens: 5)([[0]], with: MarkovDecoder(table, batch: 1))
        }
    }

    @Test func badPromptsAreErrors() {
        let decoder = MarkovDecoder(Self.table, batch: 1)
        let generator = TokenGenerator(maximumTokens: 1)
        #expect(throws: GenerationError.emptyPrompt) { try generator([[]], with: decoder) }
        #expect(throws: GenerationError.unknownToken(4, vocabulary: 4)) {
            try generator([[4]], with: decoder)
        }
        #expect(throws: GenerationError.promptTooLong(tokens: 13, capacity: 12)) {
            try generator([[Int32](repeating: 1, count: 13)], with: decoder)
        }
    }

    @Test(arguments: [
        (["a", "b", "c"], [String](), "abc", false),
        (["Hello wor", "ld\nUs", "er: x"], ["\nUser:"], "Hello world", true),
        (["ab", "abab", "c!"], ["abc"], "abab", true), (["xx", "EN"], ["END"], "xxEN", false),
    ])
    func stopTextsAreHeldBack(_ pieces: [String], _ stops: [String], _ text: String, _ stopped: Bool) {
        var filter = StopTextFilter(stops)
        var handed = ""
        for piece in pieces { handed += filter.append(piece) }
        handed += filter.finish()
        #expect(handed == text && filter.text == text && filter.hasStopped == stopped)
    }
}
