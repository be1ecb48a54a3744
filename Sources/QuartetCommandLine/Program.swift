public import ArgumentParser
import Foundation

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
        let name = configuration.commandName ?? "error"
        let parserStatus = exitCode(for: error)
        let isOfParser = error is CleanExit || error is ExitCode || parserStatus != .failure
        guard isOfParser else {
            StandardError.print("\(name): \(text(of: error))")
            Foundation.exit(ExitStatus(of: error).rawValue)
        }
        let message = fullMessage(for: error)
        if parserStatus == .success {
            print(message)
        } else if !message.isEmpty {
            StandardError.print(
                message.hasPrefix("Error: ") ? "\(name): " + message.dropFirst("Error: ".count) : message)
        }
        Foundation.exit(parserStatus.rawValue)
    }

    /// This project's errors describe themselves; Foundation's have a localised description.
    private static func text(of error: any Error) -> String {
        error is CocoaError ? error.localizedDescription : String(describing: error)
    }
}
