import Foundation
import QuartetTestSupport
import Testing

/// What the programs say about themselves: every command that `--experimental-dump-help` lists is examined.
@Suite struct HelpTests {
    /// The part of the dump that is examined.
    struct Command: Decodable, CustomTestStringConvertible {
        struct Argument: Decodable {
            struct Name: Decodable { let name: String }

            let kind: String
            let abstract: String?
            let names: [Name]?
            let valueName: String?
            let shouldDisplay: Bool
        }

        let commandName: String
        let superCommands: [String]?
        let abstract: String?
        let discussion: String?
        let defaultSubcommand: String?
        let arguments: [Argument]?
        let subcommands: [Command]?

        var path: [String] { (superCommands ?? []) + [commandName] }
        var testDescription: String { path.joined(separator: " ") }

        /// Arguments of its own, beside those that every command has.
        var ownArguments: [Argument] {
            (arguments ?? []).filter { argument in
                argument.shouldDisplay
                    && argument.names?.contains { ["help", "version"].contains($0.name) } != true
            }
        }

        /// This command and all below it.
        var all: [Command] { [self] + (subcommands ?? []).filter { $0.commandName != "help" }.flatMap(\.all) }
    }

    private struct Dump: Decodable { let command: Command }

    private static func root(_ program: String) throws -> Command {
        let dump = try Program.run(["--experimental-dump-help"], program: program)
        return try JSONDecoder().decode(Dump.self, from: Data(dump.output.utf8)).command
    }

    static let roots = (try? ["quartet", "quartet-bench"].map(root)) ?? []
    static let commands = roots.flatMap(\.all)

    @Test func allCommandsAreExamined() {
        #expect(Self.roots.count == 2)
        for path in [
            "quartet design train fabric", "quartet traffic feedback", "quartet lab translate text",
            "quartet-bench verify",
        ] { #expect(Self.commands.contains { $0.testDescription == path }, "\(path)") }
    }

    @Test(arguments: commands) func everyCommandExplainsItself(_ command: Command) throws {
        let abstract = try #require(command.abstract)
        #expect(abstract.wholeMatch(of: /[A-Z`][^\n]*[^.]\./) != nil, "\(abstract)")
        #expect(!abstract.contains("  ") && abstract.count <= 100, "\(abstract)")
        #expect(!abstract.contains("(the default)"), "the list of subcommands marks the default one")
        for argument in command.ownArguments {
            let name = argument.names?.map(\.name).joined(separator: ", ") ?? argument.valueName ?? ""
            let help = try #require(argument.abstract, "\(name) has no help")
            #expect(help.wholeMatch(of: /[A-Z][^\n]*[^.]\./) != nil, "\(name): \(help)")
        }
        if !command.ownArguments.isEmpty {
            #expect(command.discussion?.contains(/^EXAMPLES?:$/.anchorsMatchLineEndings()) == true)
        }
        let help = try Program.run(
            command.path.dropFirst() + ["--help"], program: command.path[0])
        #expect(help.status == 0 && help.errors.isEmpty)
        #expect(help.output.hasPrefix("OVERVIEW: "))
        #expect(help.output.contains("USAGE: \(command.testDescription)"))
    }

    /// Options that several commands take have one wording.
    @Test(arguments: ["json", "seed", "threads", "quiet", "resume", "precision"])
    func optionsMeanTheSameEverywhere(_ name: String) {
        let helps = Self.commands.filter { $0.path[0] == "quartet" && $0.commandName != "flag" }
            .flatMap(\.ownArguments).filter { $0.names?.contains { $0.name == name } == true }
            .compactMap(\.abstract)
        #expect(helps.count > 1)
        #expect(Set(helps).count == 1, "\(Set(helps))")
    }

    /// Each example names a command that exists and options that it takes.
    @Test(arguments: commands) func examplesCanBeTyped(_ command: Command) throws {
        for line in (command.discussion ?? "").split(separator: "\n") {
            guard let program = line.firstMatch(of: #/(?:^  |\| )(quartet(?:-bench)?) /#) else { continue }
            let words = line[program.range.upperBound...].prefix { $0 != "|" && $0 != ">" }
                .split(separator: " ").map(String.init)
            var called = try #require(Self.roots.first { $0.commandName == String(program.1) })
            for word in words {
                guard let next = called.subcommands?.first(where: { $0.commandName == word }) else { break }
                called = next
            }
            while let name = called.defaultSubcommand,
                let next = called.subcommands?.first(where: { $0.commandName == name })
            { called = next }
            #expect(called.subcommands?.isEmpty ?? true, "\(line)")
            let known = (called.arguments ?? []).flatMap { $0.names ?? [] }.map(\.name)
            for word in words where word.hasPrefix("--") {
                let option = String(word.dropFirst(2))
                #expect(known.contains(option), "\(line): --\(option)")
            }
        }
    }

    @Test func theRootHelpNamesEveryScenario() throws {
        let help = try Program.run(["--help"])
        #expect(
            help.output == """
                OVERVIEW: Generative models for garment design and network traffic, and a lab
                for your own data.

                EXAMPLES:
                  quartet design "a long blue dress with floral patterns"
                  quartet traffic flag conn.log --model network.safetensors
                  quartet lab vae --data fashion-mnist/ --out lab/vae

                `quartet COMMAND --help` describes a command and its options.

                EXIT STATUS:
                  0   success
                  1   failed or interrupted while running
                  64  wrong usage
                  65  bad input, such as a damaged file
                  66  input not found
                  73  output cannot be created

                USAGE: quartet <subcommand>

                OPTIONS:
                  --version               Show the version.
                  -h, --help              Show help information.

                SUBCOMMANDS:
                  design                  Design garments from a description.
                  traffic                 Find anomalous records in logs of network traffic.
                  lab                     Train and try VAEs, GANs and transformers on your own
                                          pictures and texts.
                  card                    Write the model card of a weights file.

                  See 'quartet help <subcommand>' for detailed help.

                """)
    }

    @Test func theVersionIsPrinted() throws {
        let version = try Program.run(["--version"])
        #expect(version.status == 0)
        #expect(version.output.hasPrefix("quartet "))
    }

    @Test(arguments: ["bash", "zsh", "fish"])
    func completionsAreMade(_ shell: String) throws {
        let script = try Program.run(["--generate-completion-script", shell])
        #expect(script.status == 0)
        #expect(script.output.contains("quartet"))
    }
}
