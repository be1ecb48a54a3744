import ArgumentParser
import QuartetCommandLine
import QuartetSupport

/// `quartet support mask`.
struct SupportMask: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mask", abstract: "Show how messages are stored: with personal items masked.",
        discussion: """
            Reads one message a line and prints it with e-mail addresses, telephone, card and account numbers, street \
            addresses, dates of birth and secrets replaced by marks such as [card]. The shop's order numbers stay.

            EXAMPLE:
              quartet support mask messages.txt
            """)

    @Argument(help: "Files of messages; - reads standard input.", completion: .file())
    var files: [String] = ["-"]

    func run() throws {
        let masking = Masking(keeping: [try DeskCatalog().order?.pattern].compactMap { $0 })
        for file in files {
            for line in try TextInput.lines(file) {
                StandardOutput.show(masking.masked(SafeMessage(line).text))
            }
        }
    }
}
