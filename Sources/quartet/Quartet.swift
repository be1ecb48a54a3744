import ArgumentParser
import QuartetCommandLine

/// The program.
@main
struct Quartet: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "quartet",
        abstract:
            "Generative models for garments, network traffic, molecules and customer service, and a lab.",
        discussion: """
            EXAMPLES:
              quartet design "a long blue dress with floral patterns"
              quartet traffic flag conn.log --model network.safetensors
              quartet support ask "how long do refunds take?"
              quartet lab vae --data fashion-mnist/ --out lab/vae

            `quartet COMMAND --help` describes a command and its options.

            EXIT STATUS:
              0   success
              1   failed or interrupted while running
              64  wrong usage
              65  bad input, such as a damaged file
              66  input not found
              73  output cannot be created
            """,
        version: "quartet 0.1.0",
        subcommands: [
            Design.self, Traffic.self, MoleculesCommand.self, Support.self, Lab.self, WriteCard.self,
        ])

    static func main() { runProgram() }
}
