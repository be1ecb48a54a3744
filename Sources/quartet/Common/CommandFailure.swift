import ArgumentParser
import Foundation
import QuartetFiles
import QuartetReports

/// Why a command ends early.
struct CommandFailure: UserFacingError {
    let kind: FailureKind
    let description: String

    init(_ kind: FailureKind, _ description: String) {
        (self.kind, self.description) = (kind, description)
    }

    /// A training that was stopped before its end and saved.
    static func interrupted(_ step: Int, of total: Int) -> CommandFailure {
        CommandFailure(
            .failed, "stopped at step \(step) of \(total); everything is saved, go on with --resume")
    }

    /// Ends the program: help and versions on standard output, what went wrong on standard error.
    static func end(with error: any Error) -> Never {
        let parserStatus = Quartet.exitCode(for: error)
        let isOfParser = error is CleanExit || error is ExitCode || parserStatus != .failure
        guard isOfParser else {
            say("quartet: \(text(of: error))")
            exit(ExitStatus(of: error).rawValue)
        }
        let message = Quartet.fullMessage(for: error)
        if parserStatus == .success {
            print(message)
        } else if !message.isEmpty {
            say(message.hasPrefix("Error: ") ? "quartet: " + message.dropFirst("Error: ".count) : message)
        }
        exit(parserStatus.rawValue)
    }

    /// Errors of our own speak for themselves; Foundation's have a localised description.
    private static func text(of error: any Error) -> String {
        error is CocoaError ? error.localizedDescription : String(describing: error)
    }

    /// Writes text and a line end to standard error. Names and values from files are part of many messages, so the
    /// whole text passes ``SafeText``.
    static func say(_ text: String) {
        FileHandle.standardError.write(Data((SafeText.lines(text) + "\n").utf8))
    }
}
