import ArgumentParser
import Foundation
import QuartetCommandLine
import QuartetSupport

/// `quartet support ask`.
struct SupportAsk: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ask", abstract: "Answer one message, or each line of standard input.",
        discussion: """
            With --json prints one object a message: action (answer, clarify, escalate), reason, text, choices, citations \
            (article, title, passage, quote, address), confidence, intent, slots, query, language, session, ticket, \
            encoder, pairs (the pair encoder), writer, latencyMs by stage.

            A line that is no text or longer than 1 MiB gives an object with the key error; the exit status is 65 then.

            Messages of one --session are one conversation, which is stored. Without it, each message begins its own.

            EXAMPLES:
              quartet support ask "can I send back a gift?"
              quartet support ask "and how long does that take?" --session 17 --json
              quartet support ask "posso restituire un regalo?" \\
                  --translator it-en=italian.safetensors
              cat messages.txt | quartet support ask - --json > replies.jsonl
            """)

    @Argument(help: "The message; - reads one a line from standard input.")
    var message: String

    @Option(help: ArgumentHelp("Name of the conversation, which goes on.", valueName: "name"))
    var session: String?

    @Option(help: ArgumentHelp("Who writes, over several conversations.", valueName: "name"))
    var customer: String?

    @OptionGroup var answering: AnsweringOptions

    @OptionGroup var knowledge: KnowledgeOptions

    @OptionGroup var json: JSONOptions

    func run() throws {
        knowledge.common.apply()
        var desk = try answering.desk(knowledge)
        defer { knowledge.note(desk.pairs) }
        if message != "-" { return try answer(message, desk) }
        try CustomerMessages().forEach {
            desk = try desk.current()
            try answer($0, desk)
            return true
        } report: { error in
            if json.isRequested { return try JSONOutput.printLine(["error": "\(error)"]) }
            StandardError.print("\(error)")
        }
    }

    private func answer(_ message: String, _ desk: Desk) throws {
        let conversation = Conversation(
            desk, session: session ?? UUID().uuidString.lowercased(), customer: customer)
        let reply = try waiting { try await conversation.reply(to: message, at: Date()) }
        if json.isRequested { return try JSONOutput.printLine(reply) }
        StandardOutput.show(reply.text)
        for line in reply.sources { StandardOutput.show(line) }
    }
}

extension Reply {
    /// One line for each article cited.
    var sources: [String] {
        var seen: Set<String> = []
        return citations.filter { seen.insert($0.article).inserted }.map { citation in
            "  [\(citation.title)\(citation.address.map { ", \($0)" } ?? "")]"
        }
    }
}
