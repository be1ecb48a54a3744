import Foundation
import QuartetEngine
import QuartetFiles
import QuartetModels
import QuartetSupport
import QuartetTestSupport
import QuartetText
import Testing

/// A message in a language that no article has is translated where a translator can, else handed over.
@Suite struct TranslationTests {
    /// Stands in for a translator of another kind: it knows whole messages.
    private struct Phrasebook: MessageTranslator {
        let name = "phrasebook"
        let source: String
        let target: String
        let phrases: [String: String]

        func translation(of text: String) throws -> String? { phrases[text] }
    }

    private static let italian = "quanto tempo ci vuole per ricevere il rimborso dei miei soldi?"
    private static let english = "how long do refunds take?"
    private static let answer = "Refunds take 5 working days."
    private let fixture: StoreFixture

    init() throws {
        fixture = try StoreFixture()
        var returns = StoreFixture.returns
        returns.record.handover = .never
        try fixture.apply(returns, StoreFixture.boots)
    }

    private func reply(
        to message: String = italian, _ read: [String: String] = [italian: english],
        back: [String: String]? = nil
    ) async throws -> Reply {
        var translators = [Phrasebook(source: "it", target: "en", phrases: read)]
        if let back { translators.append(Phrasebook(source: "en", target: "it", phrases: back)) }
        let desk = try Desk(fixture.base, models: DeskModels(translators: translators))
        return try await Conversation(desk, session: "s").reply(to: message, at: StoreFixture.at(0))
    }

    @Test func theAnswerSaysThatTheQuestionWasTranslated() async throws {
        let reply = try await reply()
        #expect(reply.action == .answer && reply.language == "it")
        #expect(reply.text.hasPrefix(Self.answer + "\n") && reply.text.contains("“\(Self.english)”"))
        #expect(reply.query?.contains("refunds") == true)
        #expect(reply.citations.map(\.quote) == [Self.answer])
        // The people at the desk read the customer's own words.
        #expect(try fixture.base.turns(of: "s")[0].text == Self.italian)
    }

    @Test(arguments: [
        [:], [italian: ""], [italian: " \u{1B}"],
        // No number may come from the translator.
        [italian: "how long do 3 refunds take?"],
    ]) func withoutATranslationAPersonTakesOver(_ phrases: [String: String]) async throws {
        let reply = try await reply(phrases)
        #expect(reply.action == .escalate && reply.reason == .language)
    }

    @Test func wishesAreReadInTheTranslation() async throws {
        let message = "vorrei parlare con una persona del vostro negozio, per favore"
        let reply = try await reply(to: message, [message: "I want to speak to a person"])
        #expect(reply.action == .escalate && reply.reason == .asked)
        #expect(try fixture.base.ticket(try #require(reply.ticket)).ticket.draft.reason == "asked")
    }

    @Test func aLanguageOfTheArticlesIsNotTranslated() async throws {
        let reply = try await reply(to: Self.english, [Self.english: "what is the moon made of?"])
        #expect(reply.text == Self.answer)
    }

    @Test func theAnswerIsTranslatedBack() async throws {
        let reply = try await reply(back: [Self.answer: "I rimborsi richiedono 5 giorni lavorativi."])
        #expect(reply.text.hasPrefix("I rimborsi richiedono 5 giorni lavorativi.\n"))
        #expect(reply.citations.map(\.quote) == [Self.answer])
    }

    @Test(arguments: [
        "I rimborsi richiedono 6 giorni lavorativi.", "I rimborsi richiedono giorni lavorativi.",
        "I rimborsi richiedono 5 giorni e 2 euro.", "",
    ]) func anAnswerWithOtherFactsStaysAsItIs(_ translation: String) async throws {
        let reply = try await reply(back: [Self.answer: translation])
        #expect(reply.text.hasPrefix(Self.answer + "\n"))
    }

    @Test func aTrainedModelTranslates() async throws {
        let folder = TemporaryFolder()
        let path = try Self.train(
            [Self.italian: Self.english, "dove si trovano i vostri negozi?": "where?"], folder)
        let translator = try TrainedTranslator(path: path, from: "it", to: "en")
        #expect(try translator.translation(of: Self.italian) == Self.english)
        #expect(
            try translator.translation(of: "- \(Self.italian)\n- \(Self.italian)")
                == "- \(Self.english)\n- \(Self.english)")
        let long = Array(repeating: "rimborso", count: 500).joined(separator: " ")
        #expect(try translator.translation(of: long) == nil)
        #expect(try translator.translation(of: "") == nil)
        let desk = try Desk(fixture.base, models: DeskModels(translators: [translator]))
        let reply = try await Conversation(desk, session: "s").reply(to: Self.italian, at: StoreFixture.at(0))
        #expect(reply.action == .answer && reply.text.hasPrefix(Self.answer))
    }

    @Test func aFileWithoutATranslatorIsRefused() throws {
        let folder = TemporaryFolder()
        #expect(throws: CheckpointError.self) {
            try TrainedTranslator(
                path: Checkout.file("weights/digits.safetensors"), from: "it", to: "en")
        }
        let missing = #expect(throws: CheckpointError.self) {
            try TrainedTranslator(path: folder.file("none"), from: "it", to: "en")
        }
        #expect(missing?.kind == .notFound)
    }

    /// A model that learns a few sentences by heart.
    private static func train(_ phrases: [String: String], _ folder: TemporaryFolder) throws -> String {
        let pairs = phrases.sorted { $0.key < $1.key }.map {
            TranslationLab.Pair(source: $0.key, target: $0.value)
        }
        var trainer = BytePairTrainer()
        (trainer.vocabularySize, trainer.specialTokens) = (300, [Translator.beginning, Translator.end])
        let tokenizer = try trainer.train(on: pairs.flatMap { [$0.source, $0.target] })
        var options = TranslationLab.Options(TrainingRun(folder: folder.path))
        (options.width, options.layers, options.heads, options.hidden) = (32, 1, 4, 64)
        (options.longest, options.batch, options.steps) = (64, 2, 120)
        (options.dropout, options.learningRate, options.labelSmoothing) = (0, 1e-2, 0)
        options.run.quiet = true
        let lab = TranslationLab(options, tokenizer)
        _ = try lab.run(on: lab.encoded(pairs), validation: lab.encoded([]))
        return folder.file("translate.safetensors")
    }
}
