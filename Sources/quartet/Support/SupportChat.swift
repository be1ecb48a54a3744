import ArgumentParser
import Foundation
import QuartetCommandLine
import QuartetFiles
import QuartetSupport

/// `quartet support chat`.
struct SupportChat: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "chat", abstract: "Talk to the bot as a customer does.",
        discussion: """
            Commands in the conversation: /why shows what the last reply rests on, with a picture of what the pair \
            encoder attended to where it read question and passage; /person hands over, /quit ends. At a terminal a \
            writer's sentences appear one by one, as each is checked.

            EXAMPLES:
              quartet support chat --kb desk.sqlite
              quartet support chat --writer SmolLM2-135M-Instruct.Q4_1.gguf
            """)

    @Option(help: ArgumentHelp("Name of the conversation, which goes on.", valueName: "name"))
    var session: String?

    @OptionGroup var answering: AnsweringOptions

    @Option(
        help: ArgumentHelp(
            "Folder for the pictures of /why (default: a temporary one).", valueName: "folder"),
        completion: .directory)
    var pictures: String?

    @OptionGroup var knowledge: KnowledgeOptions

    func run() throws {
        knowledge.common.apply()
        let desk = try answering.desk(knowledge)
        defer { knowledge.note(desk.pairs) }
        let conversation = Conversation(desk, session: session ?? UUID().uuidString.lowercased())
        let isTerminal = isatty(STDIN_FILENO) == 1
        if isTerminal {
            knowledge.common.note("Encoder: \(desk.encoderName). /why, /person, /quit.")
        }
        var pictures = try ReplyPictures(folder: pictures)
        defer { pictures.removeTemporary() }
        var last: Reply?
        try CustomerMessages(prompt: isTerminal ? "> " : nil).forEach { line in
            switch line.trimmingCharacters(in: .whitespaces) {
            case "": break
            case "/quit": return false
            case "/why":
                guard let last else {
                    StandardOutput.show("Nothing was asked yet.")
                    break
                }
                for line in last.explanation { StandardOutput.show(line) }
                try show(&pictures, of: last, desk)
            case "/person":
                last = try say(Self.wish(in: last?.language), in: conversation)
            case let command where command.hasPrefix("/") && !command.contains(" "):
                StandardOutput.show("Unknown command \(command). There are /why, /person and /quit.")
            case let text:
                let reply = try say(text, in: conversation)
                for line in reply.sources { StandardOutput.show(line) }
                last = reply
            }
            return true
        } report: {
            StandardError.print("\($0)")
        }
    }

    /// What /person says.
    private static func wish(in language: String?) -> String {
        switch language {
        case "de": "Ich möchte mit einem Menschen sprechen"
        case "fr": "Je voudrais parler à une personne"
        case "es": "Quiero hablar con una persona"
        default: "I want to speak to a person"
        }
    }

    /// Prints the reply: at a terminal piece by piece as it is made, elsewhere as a whole.
    private func say(_ message: String, in conversation: Conversation) throws -> Reply {
        if isatty(STDOUT_FILENO) != 1 {
            let reply = try waiting { try await conversation.reply(to: message, at: Date()) }
            StandardOutput.show(reply.text)
            return reply
        }
        defer { StandardOutput.show("") }
        return try waiting {
            try await conversation.reply(to: message, at: Date()) { piece in
                StandardOutput.show(piece, terminator: "")
                // What cannot be written fails at the end of the reply.
                try? StandardOutput.flush()
            }
        }
    }

    private static func reason(_ reply: Reply, _ desk: Desk) -> String {
        guard let pairs = desk.pairs, pairs.name != nil else { return "no pair encoder is installed" }
        if reply.considered.isEmpty { return "nothing was searched" }
        if !pairs.knows(reply.language) {
            return "the pair encoder does not read the language \(reply.language)"
        }
        return "the search was sure without the pair encoder"
    }

    /// A picture that cannot be written ends no conversation.
    private func show(_ pictures: inout ReplyPictures, of reply: Reply, _ desk: Desk) throws {
        do {
            if let path = try pictures.draw(reply, by: desk.pairs) {
                StandardOutput.show("attention: \(path)")
            } else {
                StandardOutput.show("attention: no picture, because \(Self.reason(reply, desk))")
            }
        } catch let error as any UserFacingError {
            StandardError.print("\(error)")
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
