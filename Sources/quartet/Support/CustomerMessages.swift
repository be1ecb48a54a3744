import Foundation
import QuartetCommandLine
import QuartetFiles
import QuartetSupport

/// The messages of standard input, one a line.
///
/// One that is no text or far too long is reported, as is one that could not be stored because the disk is full or another
/// process writes for long; the conversation goes on with the next one.
struct CustomerMessages {
    var prompt: String?

    /// - Parameters:
    ///   - answer: returns whether to go on.
    ///   - report: is told why a message has no answer.
    /// - Throws: `CommandFailure` at the end when messages of a file or a pipe have no answer.
    func forEach(
        _ answer: (String) throws -> Bool, report: (any UserFacingError) throws -> Void
    ) throws {
        var lines = InputLines()
        var failures = 0
        while true {
            if let prompt { StandardError.prompt(prompt) }
            do {
                guard let line = try lines.next(), try answer(line) else { break }
            } catch let error as any UserFacingError where Self.passes(error) {
                failures += 1
                try report(error)
            }
            try StandardOutput.flush()
        }
        if failures > 0, prompt == nil {
            throw CommandFailure(.badData, "messages without an answer: \(failures)")
        }
    }

    /// Whether the next message may fare better.
    private static func passes(_ error: any UserFacingError) -> Bool {
        switch error {
        case FileError.tooLarge, FileError.notText, FileError.damaged, StoreError.busy, StoreError.full: true
        default: false
        }
    }
}
