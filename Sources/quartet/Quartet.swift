import ArgumentParser
import Foundation

/// The program: everything that it can do hangs below this command.
@main
struct Quartet: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "quartet",
        abstract: "Generative models at work: designs, and a laboratory to try the models in.",
        discussion: """
            EXAMPLES:
              quartet design "a long blue dress with floral patterns"
              quartet design "a red and white striped t-shirt" --count 6 --out shirts
              quartet lab vae --data fashion-mnist/ --out lab/vae

            `quartet help COMMAND ...` or `quartet COMMAND ... --help` says what a command takes.

            EXIT STATUS:
              0   done
              1   failed, or was interrupted, while running
              64  wrong usage
              65  bad input: a prompt, damaged weights, a broken catalog or picture
              66  input not found
              73  output cannot be created
            """,
        version: "quartet 0.1.0",
        subcommands: [Design.self, Traffic.self, Lab.self, WriteCard.self, BenchCommand.self])

    static func main() {
        listenToSignals()
        do {
            var command = try parseAsRoot()
            try command.run()
            try StandardOutput.flush()
        } catch {
            CommandFailure.end(with: error)
        }
    }

    /// A reader that closes the pipe, such as `head`, ends the program without a word; Ctrl-C arrives even where the
    /// program that started this one blocked or ignored signals in the thread that did.
    private static func listenToSignals() {
        signal(SIGPIPE, SIG_DFL)
        var heard = sigset_t()
        sigemptyset(&heard)
        for number in [SIGINT, SIGTERM, SIGPIPE] { sigaddset(&heard, number) }
        pthread_sigmask(SIG_UNBLOCK, &heard, nil)
    }
}
