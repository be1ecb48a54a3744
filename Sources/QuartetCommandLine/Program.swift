public import ArgumentParser
import Foundation
import QuartetFiles

extension ParsableCommand {
    /// Runs a program whose root command this is: parses its arguments, runs the command they name, and ends with a
    /// status of `sysexits.h` if that fails.
    public static func runProgram() {
        Signals.listen()
        do {
            var command = try parseAsRoot()
            try command.run()
            try StandardOutput.flush()
        } catch {
            end(with: error)
        }
    }

    /// Ends the program: help and versions on standard output, what went wrong on standard error.
    private static func end(with error: any Error) -> Never {
        let parserStatus = exitCode(for: error)
        let isOfParser = error is CleanExit || error is ExitCode || parserStatus != .failure
        guard isOfParser else { fail(with: error) }
        let message = fullMessage(for: error)
        if parserStatus == .success {
            print(answer(message, to: Array(CommandLine.arguments.dropFirst())))
            do { try StandardOutput.flush() } catch { fail(with: error) }
        } else if !message.isEmpty {
            StandardError.print(
                message.hasPrefix("Error: ") ? "\(name): " + message.dropFirst("Error: ".count) : message)
        }
        Foundation.exit(parserStatus.rawValue)
    }

    private static func fail(with error: any Error) -> Never {
        StandardError.print("\(name): \(text(of: error))")
        Foundation.exit(ExitStatus(of: error).rawValue)
    }

    private static var name: String { configuration.commandName ?? "error" }

    /// What the parser answers to a question about the program, with what it leaves out about default sub-commands.
    private static func answer(_ message: String, to arguments: [String]) -> String {
        let tree = CommandTree(self)
        if let shell = arguments.firstIndex(of: "--generate-completion-script").map({ $0 + 1 }) {
            return CompletionScript(message, of: tree)
                .completingDefaults(in: shell < arguments.count ? arguments[shell] : "")
        }
        guard message.hasPrefix("OVERVIEW: "), let usual = tree.find(arguments).usual else { return message }
        return message + "\n\nWITHOUT A SUBCOMMAND, \(usual.path.joined(separator: " ")):\n"
            + helpMessage(for: usual.type).drop(toLine: "USAGE: ")
    }

    /// This project's errors describe themselves; Foundation's have a localised description.
    private static func text(of error: any Error) -> String {
        error is CocoaError ? error.localizedDescription : String(describing: error)
    }
}

extension String {
    /// From the first line that begins so; the whole text if none does.
    fileprivate func drop(toLine beginning: String) -> Substring {
        range(of: "\n" + beginning).map { self[index(after: $0.lowerBound)...] } ?? self[...]
    }
}
