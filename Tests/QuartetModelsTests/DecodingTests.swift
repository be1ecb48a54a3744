import QuartetEngine
import QuartetModels
import QuartetTestSupport
import Testing

/// Decoding token by token with caches gives the same as a pass over the whole text.
@Suite struct DecodingTests {
    private static let text: [Int32] = [3, 14, 15, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 3, 2, 3, 8, 4, 6, 2]

    private func model(_ form: LanguageModel.Form) -> (LanguageModel, ParameterStore) {
        let store = ParameterStore()
        let model = LanguageModel(
            store.scope,
            .init(
                form: form, vocabulary: 17, context: 32, width: 24, layers: 2, heads: 3, keyHeads: 1,
                hidden: 40))
        store.initialize(seed: 3)
        return (model, store)
    }

    /// Scores after each token of a text, by a pass over all of it.
    private func scores(_ model: LanguageModel, _ text: [Int32]) -> [[Float]] {
        let graph = Graph()
        let tokens = graph.input("tokens", shape: [1, text.count], type: .int32)
        let scores = model.scores(model(tokens))
        let plan = Plan(graph, stages: [Stage(outputs: [scores])])
        plan.write(text, to: tokens)
        plan.run()
        let all = plan.read(scores)
        let size = model.configuration.vocabulary
        return text.indices.map { Array(all[$0 * size..<($0 + 1) * size]) }
    }

    private func expectClose(_ found: UnsafeBufferPointer<Float>, _ expected: [Float], _ what: String) {
        let worst = zip(found, expected).reduce(Float(0)) { max($0, abs($1.0 - $1.1)) }
        #expect(found.count == expected.count && worst < 2e-5, "\(what): off by \(worst)")
    }

    @Test(arguments: [LanguageModel.Form.gpt, .llama], [[20], [1, 19], [9, 9, 2], [1, 1, 1, 8, 9]])
    func readsInPiecesAsInOne(_ form: LanguageModel.Form, _ pieces: [Int]) throws {
        let (model, store) = model(form)
        let expected = scores(model, Self.text)
        let decoder = try CausalState(model, store)
        var start = 0
        for piece in pieces {
            try decoder.read([Array(Self.text[start..<start + piece])])
            start += piece
            expectClose(decoder.scores(of: 0), expected[start - 1], "after \(start) tokens")
        }
        // Forgotten tokens leave no trace.
        decoder.truncate(to: 5)
        try decoder.read([Array(Self.text[5..<7])])
        expectClose(decoder.scores(of: 0), expected[6], "after going back")
    }

    @Test(arguments: [LanguageModel.Form.gpt, .llama])
    func textsOfUnequalLengthDoNotDisturbOneAnother(_ form: LanguageModel.Form) throws {
        let (model, store) = model(form)
        let texts = [Self.text, Array(Self.text.reversed().prefix(3)), Array(Self.text[4..<15])]
        let decoder = try CausalState(model, store, batch: 3)
        try decoder.read(texts)
        try decoder.read([[1], [], [2]])
        let read = [texts[0] + [1], texts[1], texts[2] + [2]]
        for row in 0..<3 {
            expectClose(decoder.scores(of: row), scores(model, read[row]).last!, "text \(row)")
        }
        decoder.reorder([2, 2, 0])
        try decoder.read([[4], [5], [6]])
        for (row, text) in [read[2] + [4], read[2] + [5], read[0] + [6]].enumerated() {
            expectClose(decoder.scores(of: row), scores(model, text).last!, "text \(row) after reordering")
        }
    }

    @Test(arguments: [LanguageModel.Form.gpt, .llama])
    func noTokenSeesWhatFollows(_ form: LanguageModel.Form) {
        let (model, store) = model(form)
        withExtendedLifetime(store) {
            let whole = scores(model, Self.text)
            var changed = Self.text
            changed[12] = 1
            let other = scores(model, changed)
            #expect(whole[11] == other[11])
            #expect(whole[12] != other[12])
        }
    }

    @Test func aTranslationIsDecodedAsInOnePass() throws {
        let store = ParameterStore()
        var configuration = EncoderDecoder.Configuration(
            vocabulary: 19, context: 24, width: 16, heads: 2, layers: 2, hidden: 24)
        configuration.dropout = 0.3
        let model = EncoderDecoder(store.scope, configuration)
        store.initialize(seed: 5)
        let sources: [[Int32]] = [[4, 8, 1], [7, 3, 2, 9, 11, 18, 5]]
        let target: [Int32] = [0, 5, 9, 4, 12]
        let decoder = try TranslationState(model, store, batch: 2)
        decoder.begin(sources)
        decoder.read([Array(target.prefix(2)), Array(target.prefix(2))])
        decoder.read([Array(target.dropFirst(2)), []])
        for (row, count) in [(0, 5), (1, 2)] {
            let graph = Graph()
            let source = graph.input("source", shape: [1, sources[row].count], type: .int32)
            let given = graph.input("target", shape: [1, count], type: .int32)
            let scores = model.scores(model.decode(given, memory: model.encode(source)))
            let plan = Plan(graph, stages: [Stage(outputs: [scores])])
            plan.write(sources[row], to: source)
            plan.write(Array(target.prefix(count)), to: given)
            plan.run()
            expectClose(decoder.scores(of: row), Array(plan.read(scores).suffix(19)), "text \(row)")
        }
    }

    @Test(arguments: SentencePooling.allCases, [0, 8])
    func paddingChangesNoSentence(_ pooling: SentencePooling, _ relativeBuckets: Int) {
        let store = ParameterStore()
        var configuration = TextEncoder.Configuration(
            vocabulary: 23, context: 16, width: 12, layers: 2, heads: 3, epsilon: 1e-6)
        configuration.relativeBuckets = relativeBuckets
        let encoder = TextEncoder(store.scope, configuration)
        store.initialize(seed: 8)
        func vectors(_ ids: [[Int32]], length: Int, filler: Int32) -> [Float] {
            let graph = Graph()
            let tokens = graph.input("tokens", shape: [ids.count, length], type: .int32)
            let lengths = graph.input("lengths", shape: [ids.count], type: .int32)
            let vectors = pooling(encoder(tokens, lengths: lengths), lengths: lengths)
            let plan = Plan(graph, stages: [Stage(outputs: [vectors])])
            plan.write(
                ids.flatMap { $0 + [Int32](repeating: filler, count: length - $0.count) }, to: tokens)
            plan.write(ids.map { Int32($0.count) }, to: lengths)
            plan.run()
            return plan.read(vectors)
        }
        let alone = vectors([[5, 6, 7]], length: 3, filler: 0)
        let together = vectors([[5, 6, 7], [1, 2, 3, 4, 5, 6]], length: 9, filler: 22)
        #expect(zip(alone, together).allSatisfy { abs($0 - $1) < 1e-5 })
        #expect(alone.reduce(0) { $0 + abs($1) } > 0.1)
    }
}
