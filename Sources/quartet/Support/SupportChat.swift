import ArgumentParser
import Foundation
import QuartetCommandLine
import QuartetSupport

/// `quartet support chat`.
struct SupportChat: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "chat", abstract: "Talk to the bot as a customer does.",
        discussion: """
            Commands in the conversation: /why shows what the last reply rests on, /person hands over, /quit ends.

            EXAMPLE:
              quartet support chat --kb desk.sqlite
            """)

    @Option(help: ArgumentHelp("Name of the conversation, which goes on.", valueName: "name"))
    var session: String?

    @Option(
        help: ArgumentHelp(
            "Model that rephrases answers: of `train writer`, or a language model in a GGUF file.",
            valueName: "file"),
        completion: .file())
    var writer: String?

    @OptionGroup var knowledge: KnowledgeOptions

    func run() throws {
        knowledge.common.apply()
        let desk = try knowledge.desk(writer: writer)
        defer { knowledge.note(desk.pairs) }
        let conversation = Conversation(desk, session: session ?? UUID().uuidString.lowercased())
        let isTerminal = isatty(STDIN_FILENO) == 1
        if isTerminal {
            knowledge.common.note("Encoder: \(desk.encoderName). /why, /person, /quit.")
        }
        var last: Reply?
        try CustomerMessages(prompt: isTerminal ? "> " : nil).forEach { line in
            switch line.trimmingCharacters(in: .whitespaces) {
            case "": break
            case "/quit": return false
            case "/why":
                for line in last?.explanation ?? ["Nothing was asked yet."] { StandardOutput.show(line) }
            case let text:
                let message = text == "/person" ? "I want to speak to a person" : text
                let reply = try waiting { try await conversation.reply(to: message, at: Date()) }
                StandardOutput.show(reply.text)
                for line in reply.sources { StandardOutput.show(line) }
                last = reply
            }
            return true
        } report: {
            StandardError.print("\($0)")
        }
    }
}

extension Reply {
    /// What a reply rests on, a line each.
    var explanation: [String] {
        var lines = ["action: \(action.rawValue)\(reason.map { " (\($0.rawValue))" } ?? "")"]
        if let query { lines.append("searched for: \(query)") }
        if let confidence {
            lines.append(String(format: "probability that the answer is right: %.2f", confidence))
        }
        if !slots.isEmpty {
            lines.append(
                "noted: "
                    + slots.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
            )
        }
        for citation in citations {
            lines.append("\(citation.article) #\(citation.passage): \(citation.quote)")
        }
        for found in considered {
            let parts = found.parts.map { String(format: "%.2f", $0) }.joined(separator: " ")
            let logit = found.logit.map { String(format: "%6.2f", $0) } ?? "     -"
            lines.append(
                String(format: "%.3f \(logit)  ", found.score)
                    + "\(found.article) #\(found.passage) \(found.heading) (\(parts))")
        }
        lines.append("encoder: \(encoder), pairs: \(pairs ?? "none"), writer: \(writer)")
        let stages = latency.sorted { $0.key < $1.key }.map { String(format: "\($0.key) %.1f ms", $0.value) }
        lines.append(stages.joined(separator: ", "))
        return lines
    }
}
