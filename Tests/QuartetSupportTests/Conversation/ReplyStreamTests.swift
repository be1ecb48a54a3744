import Foundation
import QuartetSupport
import Synchronization
import Testing

/// What a customer reads while a reply is made is the text of the reply, no more and no less.
@Suite struct ReplyStreamTests {
    /// Says what it is told to, a sentence at a time.
    private struct Speaker: ReplyWriter {
        let name = "speaker"
        let sentences: [String]
        /// What happens meanwhile.
        var meanwhile: @Sendable () throws -> Void = {}

        func answer(
            to question: String, from statements: [String], check: (String, [String]) throws -> Bool,
            emit: (String) -> Void
        ) throws -> [String]? {
            var shown: [String] = []
            for sentence in sentences {
                guard try check(sentence, statements) else { break }
                shown.append(sentence)
                emit(sentence)
            }
            try meanwhile()
            return shown.isEmpty ? nil : shown
        }
    }

    private final class Pieces: Sendable {
        private let pieces = Mutex<[String]>([])
        func add(_ piece: String) { pieces.withLock { $0.append(piece) } }
        var all: [String] { pieces.withLock { $0 } }
    }

    private static let question = "how long do refunds take?"
    private static let sentences = ["Refunds take 5 working days.", "They take 5 working days."]
    private let fixture: StoreFixture

    init() throws {
        fixture = try StoreFixture()
        var returns = StoreFixture.returns
        returns.record.handover = .never
        try fixture.apply(returns, StoreFixture.boots)
    }

    private func reply(to message: String, _ writer: Speaker?) async throws -> (
        reply: Reply, pieces: [String]
    ) {
        let desk = try Desk(fixture.base, models: DeskModels(writer: writer))
        let pieces = Pieces()
        let reply = try await Conversation(desk, session: "s").reply(to: message, at: StoreFixture.at(0)) {
            pieces.add($0)
        }
        return (reply, pieces.all)
    }

    @Test(
        arguments: [
            question, "hello", "I want to speak to a person", "", "no, not that", "what is the moon made of?",
            question + String(repeating: " ", count: SafeMessage.limit),
        ], [[], sentences, ["Refunds take 6 working days."]])
    func thePiecesAreTheText(_ message: String, _ sentences: [String]) async throws {
        let (reply, pieces) = try await reply(
            to: message, sentences.isEmpty ? nil : Speaker(sentences: sentences))
        #expect(!reply.text.isEmpty && pieces.joined() == reply.text)
        #expect(!pieces.contains(""))
        #expect(try fixture.base.turns(of: "s").last?.text == reply.text)
    }

    @Test func sentencesComeOneByOne() async throws {
        let (reply, pieces) = try await reply(to: Self.question, Speaker(sentences: Self.sentences))
        #expect(pieces == ["Refunds take 5 working days.", " They take 5 working days."])
        #expect(reply.writer == "speaker")
    }

    /// What the bot says of the message stays behind a writer's sentences.
    @Test func notesFollowTheWriter() async throws {
        let (reply, pieces) = try await reply(
            to: Self.question + String(repeating: " ", count: SafeMessage.limit),
            Speaker(sentences: Self.sentences))
        #expect(pieces.count == 3 && pieces[2].hasPrefix("\n"))
        #expect(reply.text.hasPrefix(Self.sentences.joined(separator: " ") + "\n"))
    }

    /// A sentence that was read is part of the transcript, even when a person takes over while the next one is written.
    @Test(arguments: [sentences, []]) func aPersonTakesOverMeanwhile(_ sentences: [String]) async throws {
        let base = fixture.base
        let (reply, pieces) = try await reply(
            to: Self.question,
            Speaker(sentences: sentences) {
                let ticket = try base.openTicket(
                    TicketDraft(reason: "asked"), of: "s", at: StoreFixture.at(1))
                try base.take(ticket, by: "Ada", at: StoreFixture.at(1))
            })
        #expect(reply.text == sentences.joined(separator: " ") && pieces.joined() == reply.text)
        let stored = try base.turns(of: "s").filter { $0.author == .bot }.map(\.text)
        #expect(stored == (sentences.isEmpty ? [] : [reply.text]))
    }

    @Test func aWaitingConversationSaysSoOnce() async throws {
        _ = try await reply(to: "I want to speak to a person", nil)
        let (reply, pieces) = try await reply(to: "hello?", nil)
        #expect(pieces == [reply.text] && !reply.text.isEmpty)
    }
}
