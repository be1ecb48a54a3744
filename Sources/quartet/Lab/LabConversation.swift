import ArgumentParser
import Foundation
import QuartetCommandLine
import QuartetEngine
import QuartetFiles
import QuartetModels
import QuartetText

/// How a conversation is written for the model.
struct ChatOptions: ParsableArguments {
    @Flag(name: .customLong("chat"), help: "Treat the prompt as a message to an assistant.")
    var isRequested = false

    @Option(help: ArgumentHelp("System message, with --chat.", valueName: "text"))
    var system: String?

    @Option(
        help: ArgumentHelp(
            "Chat template in Jinja, with --chat (default: the one in the model's file).", valueName: "file"),
        completion: .file())
    var template: String?

    @Option(
        help: ArgumentHelp(
            "Variables of the chat template, as a JSON object: '{\"enable_thinking\": false}'.",
            valueName: "json"))
    var templateValues: String?

    func validate() throws {
        if isRequested { return }
        for (name, value) in [
            ("system", system), ("template", template), ("template-values", templateValues),
        ]
        where value != nil {
            throw ValidationError("--\(name) needs --chat.")
        }
    }
}

/// A conversation with a language model, on the terminal or through pipes.
struct LabConversation {
    private let generator: TextGenerator
    private let template: ChatTemplate
    private let options: TextGenerator.Options
    private let hasSystem: Bool
    private let beginning: [ChatMessage]

    init(_ generator: TextGenerator, _ chat: ChatOptions, _ options: TextGenerator.Options) throws {
        (self.generator, self.options) = (generator, options)
        let values = chat.templateValues ?? "{}"
        template =
            if let file = chat.template {
                try ChatTemplate(try TextInput.file(file, limit: 1 << 20), from: file, values: values)
            } else {
                try generator.chatTemplate(values: values)
            }
        beginning = chat.system.map { [ChatMessage(.system, $0)] } ?? []
        hasSystem = chat.system != nil
    }

    /// Answers one message, or every line of standard input.
    ///
    /// A message that cannot be answered is reported and forgotten: the conversation goes on with the next one.
    func run(_ message: String?, _ writer: AnswerWriter) throws {
        var messages = beginning
        if let message { return try answer(message, &messages, writer) }
        let isTerminal = isatty(STDIN_FILENO) == 1
        let writer = writer.inConversation(isTerminal: isTerminal)
        var lines = InputLines()
        var failures = 0
        while true {
            var line: String?
            do {
                line = try Self.next(&lines, isTerminal)
                guard let line else { break }
                if TextInput.isBlank(line) { continue }
                try answer(line, &messages, writer)
            } catch let error as any UserFacingError {
                failures += 1
                try writer.write(error, for: line)
            }
            if !isTerminal, InterruptSignal.isRaised { break }
        }
        if failures > 0, !isTerminal {
            throw CommandFailure(.badData, "messages without an answer: \(failures)")
        }
    }

    private func answer(_ message: String, _ messages: inout [ChatMessage], _ writer: AnswerWriter) throws {
        let asked = messages + [ChatMessage(.user, message)]
        let answer = try writer.write(message) { emit in
            do {
                return try generator.answer(to: asked, in: template, options, emit: emit)
            } catch let error as TemplateError where error.isRefusal && hasSystem {
                throw CommandFailure(.badData, "\(error); leave out --system if it has no place for one")
            }
        }
        writer.explain(answer, capacity: generator.capacity, hasSystem: hasSystem)
        messages = asked + [ChatMessage(.assistant, answer.text)]
    }

    /// A line of standard input; nil at its end. While it waits, Ctrl-C ends the program.
    private static func next(_ lines: inout InputLines, _ isTerminal: Bool) throws(FileError) -> String? {
        InterruptSignal.endProgram()
        if isTerminal { StandardError.prompt("> ") }
        return try lines.next()
    }
}
