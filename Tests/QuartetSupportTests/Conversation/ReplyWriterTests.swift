import Foundation
import QuartetEngine
import QuartetFiles
import QuartetSupport
import QuartetTestSupport
import Testing

/// A writer's sentences are shown as far as they are supported; otherwise the extract is.
@Suite struct ReplyWriterTests {
    /// Says what it is told to.
    private struct Parrot: ReplyWriter {
        let name = "parrot"
        let sentences: [String]

        func answer(
            to question: String, from statements: [String], check: (String, [String]) throws -> Bool,
            emit: (String) -> Void
        ) throws -> [String]? {
            let shown = try sentences.prefix { try check($0, statements) }
            return shown.isEmpty ? nil : Array(shown)
        }
    }

    private func reply(_ sentences: [String]) async throws -> Reply {
        let fixture = try StoreFixture()
        var returns = StoreFixture.returns
        returns.record.handover = .never
        try fixture.apply(returns)
        let desk = try Desk(fixture.base, models: DeskModels(writer: Parrot(sentences: sentences)))
        return try await Conversation(desk, session: "s").reply(
            to: "how long do refunds take?", at: StoreFixture.at(0))
    }

    @Test func supportedSentencesAreShown() async throws {
        let reply = try await reply(["Refunds take 5 working days.", "They take 6 working days."])
        #expect(reply.action == .answer && reply.writer == "parrot")
        #expect(reply.text == "Refunds take 5 working days.")
    }

    @Test func theExtractStandsInForAnInvention() async throws {
        let reply = try await reply(["Refunds take 6 working days.", "Refunds take 5 working days."])
        #expect(reply.action == .answer && reply.writer == "extract")
        #expect(reply.text.contains("Refunds take 5 working days."))
    }

    @Test func aFileWithoutAWriterIsRefused() throws {
        let folder = TemporaryFolder()
        let weights = #expect(throws: CheckpointError.self) {
            try WriterFile.read(Checkout.file("weights/digits.safetensors"))
        }
        #expect(weights?.reason.contains("holds no writer of answers") == true)
        let text = try folder.write("Hello.", to: "writer.gguf")
        #expect(throws: CheckpointError.self) { try WriterFile.read(text) }
        let missing = #expect(throws: CheckpointError.self) { try WriterFile.read(folder.file("none")) }
        #expect(missing?.kind == .notFound)
    }
}
