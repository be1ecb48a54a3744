import Foundation
import QuartetEngine
import QuartetModels
import QuartetText
import Testing

/// Sizes that a file or a user asks for are errors if they do not fit into memory, before any of it is taken.
@Suite struct MemoryTests {
    @Test func aCacheThatDoesNotFitIsRefused() throws {
        let store = ParameterStore()
        let model = LanguageModel(
            store.scope,
            .init(form: .llama, vocabulary: 8, context: 1 << 20, width: 1 << 16, layers: 500, heads: 64))
        let error = try #require(throws: OutOfMemory.self) { try CausalState(model, store) }
        #expect(error.neededBytes == 500 * 2 * (1 << 20) * (1 << 16) * 4)
        #expect(error.description.contains("the keys and values of 1048576 tokens"))
        #expect(error.description.contains("shorten the text"))
    }

    @Test func translationsThatDoNotFitAreRefused() throws {
        let store = ParameterStore()
        let model = EncoderDecoder(
            store.scope,
            .init(vocabulary: 8, context: 1 << 20, width: 1 << 16, heads: 64, layers: 500, hidden: 8))
        #expect(throws: OutOfMemory.self) { try TranslationState(model, store, batch: 64) }
    }

    /// What a decoder throws while it reads reaches whoever asked for a text.
    @Test func readingThatDoesNotFitEndsAGeneration() {
        let decoder = HungryDecoder()
        #expect(throws: GenerationError.outOfMemory(HungryDecoder.error)) {
            try TokenGenerator(maximumTokens: 3)([[1]], with: decoder)
        }
        #expect(throws: GenerationError.outOfMemory(HungryDecoder.error)) {
            try BeamSearch(endTokens: [0], maximumTokens: 3)([1], with: decoder)
        }
        #expect(
            GenerationError.outOfMemory(HungryDecoder.error).description == HungryDecoder.error.description)
    }

    /// Any number may stand in a checkpoint.
    @Test(arguments: ["1e300", "-1e300", "inf", "nan", "none", "12"])
    func theWatchGoesOnFromAnyRecordedNumber(_ text: String) {
        let watch = EquilibriumWatch(metadata: ["watch.steps": text])
        let steps = watch.metadata["watch.steps"].flatMap { Int($0) }
        #expect(steps.map { (0...1 << 48).contains($0) } == true)
        #expect(text != "12" || steps == 12)
    }
}

/// Has never enough memory to read.
private final class HungryDecoder: NextTokenModel {
    static let error = OutOfMemory(
        purpose: "the values of one step", neededBytes: 1 << 50, machineBytes: 1 << 30,
        remedy: "shorten the text")
    let (batch, vocabulary, capacity, lengths) = (1, 4, 8, [0])

    func read(_ tokens: [[Int32]]) throws(OutOfMemory) { throw Self.error }
    func scores(of row: Int) -> UnsafeBufferPointer<Float> { UnsafeBufferPointer(start: nil, count: 0) }
    func reset() {}
    func reorder(_ rows: [Int]) {}
}
