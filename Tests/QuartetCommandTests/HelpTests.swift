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
            let allValues: [String]?
            let completionKind: Completion?

            /// Of the kinds of completion: those that a file, a folder or a closed set of values may have.
            struct Completion: Decodable {
                struct Files: Decodable {}
                struct List: Decodable { let values: [String] }

                let file: Files?
                let directory: Files?
                let list: List?
            }
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
        // A full disk is an error, whatever is printed.
        let full = try Program.shell(
            "\"$0\" \(command.path.dropFirst().joined(separator: " ")) --help > /dev/full", command.path[0])
        #expect(full.status == 1 && full.errors.contains("standard output"), "\(full.errors)")
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

    /// Whatever takes a file or a folder offers those that there are.
    @Test(arguments: commands) func filesAreOffered(_ command: Command) {
        for argument in command.ownArguments {
            let names = argument.names?.map(\.name) ?? []
            let words = ([argument.valueName ?? ""] + names).joined(separator: " ")
            let takesFolder = words.contains(/\bfolder\b/)
            let takesFile = words.contains(/\b(file|path|log|logs|files)\b/)
            if takesFolder {
                #expect(argument.completionKind?.directory != nil, "\(words)")
            } else if takesFile {
                #expect(argument.completionKind?.file != nil, "\(words)")
            }
        }
    }

    /// A value of a few kinds is listed: in the help, and to complete.
    @Test(arguments: commands) func kindsAreListed(_ command: Command) {
        for argument in command.ownArguments where argument.valueName == "type" {
            #expect((argument.allValues ?? []).count > 1, "\(argument.names?.first?.name ?? "")")
        }
    }

    /// Whatever has a closed set of values completes them all; a list of several ("types") completes none.
    @Test(arguments: commands) func closedSetsAreCompleted(_ command: Command) {
        for argument in command.ownArguments where argument.kind == "option" && argument.valueName != "types"
        {
            let name = argument.names?.last?.name ?? ""
            let offered = argument.completionKind?.list?.values ?? []
            if let values = argument.allValues, !values.isEmpty { #expect(offered == values, "--\(name)") }
            if ["format", "part", "scale", "loss", "precision", "colours", "likelihood", "form"].contains(
                name)
            {
                #expect(offered.count > 1 && Set(offered).count == offered.count, "--\(name): \(offered)")
            }
        }
    }

    /// The sets that the test above depends on are there.
    @Test func closedSetsAreFound() {
        let sets = Self.commands.flatMap(\.ownArguments).filter {
            ($0.completionKind?.list?.values ?? []).count > 1
        }
        let names = Set(sets.flatMap { $0.names ?? [] }.map(\.name))
        #expect(
            names.isSuperset(of: ["format", "part", "scale", "loss", "precision", "likelihood"]), "\(names)")
    }

    @Test(arguments: commands) func examplesCanBePasted(_ command: Command) throws {
        guard let examples = command.discussion?.firstMatch(of: /(?s)\bEXAMPLES?:\n(.*?)(?:\n\n|$)/)?.1
        else { return }
        for line in examples.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
        let text = examples.replacing(#/ \\\n +/#, with: " ")
        for line in text.split(separator: "\n") {
            for call in line.matches(of: #/(?:^  |\| )(quartet(?:-bench)?) ((?:"[^"]*"|[^|>"])*)/#) {
                var words = Self.words(String(call.2))
                // An unknown option is what the parser complains about when everything else is right.
                words.append("--no-such-option")
                let run = try Program.run(words, program: String(call.1))
                #expect(run.errors.contains("Unknown option '--no-such-option'"), "\(line): \(run.errors)")
            }
        }
    }

    /// Words as a shell reads them, with quotes.
    private static func words(_ line: String) -> [String] {
        line.matches(of: /"([^"]*)"|\S+/).map { String($0.1 ?? $0.0) }
    }

    /// A command that has a default shows what the default takes.
    @Test(arguments: commands) func defaultsAreExplained(_ command: Command) throws {
        guard let name = command.defaultSubcommand,
            let usual = command.subcommands?.first(where: { $0.commandName == name })
        else { return }
        let help = try Program.run(command.path.dropFirst() + ["--help"], program: command.path[0]).output
        for argument in usual.ownArguments {
            for name in argument.names ?? [] where name.name.count > 1 {
                #expect(help.contains("--\(name.name)"), "\(name.name)")
            }
        }
    }

    /// One word, one meaning: an option that several commands take is of one kind in all.
    @Test func optionsAreOfOneKindEverywhere() {
        var kinds: [String: Set<String>] = [:]
        for argument in Self.commands.flatMap(\.ownArguments) {
            for name in argument.names ?? [] {
                kinds[name.name, default: []].insert(argument.valueName ?? "flag")
            }
        }
        for name in ["hold-back", "count", "context", "last", "steps", "data", "beams", "size", "rate"] {
            #expect(kinds[name]?.count == 1 || name == "data", "\(name): \(kinds[name] ?? [])")
        }
        for name in ["count-per-class"] { #expect(kinds[name] == nil) }
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
                OVERVIEW: Generative models for garments, network traffic, molecules and
                customer service, and a lab.

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

                USAGE: quartet <subcommand>

                OPTIONS:
                  --version               Show the version.
                  -h, --help              Show help information.

                SUBCOMMANDS:
                  design                  Design garments from a description.
                  traffic                 Find anomalous records in logs of network traffic.
                  molecules               Read, judge and propose molecules.
                  support                 Answer customers from a knowledge base, or hand over
                                          to a person.
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

    /// What bash offers after these words.
    @Test(arguments: [
        (["lab", "vae", "--lik"], ["--likelihood"]),
        (["lab", "vae", "--data", "x", "--likelihood", "ber"], ["bernoulli"]),
        (["lab", "vae", "sam"], ["sample"]),
        (["traffic", "inspect", "--format", "nsl"], ["nsl-kdd"]),
        (["traffic", "train", "x", "--scale", "rank"], ["rank"]),
        (["lab", "vae", "--data", "words"], ["words.txt"]),
        (["lab", "vae", "train", "--data", "words"], ["words.txt"]),
        (["design", "a dress", "--out", "fol"], ["folder"]),
        (["traffic", "flag", "conn.log", "--allow", "words"], ["words.txt"]),
    ])
    func bashCompletes(words: [String], offers: [String]) throws {
        try inFolder { folder in
            try "".write(toFile: folder + "/words.txt", atomically: true, encoding: .utf8)
            try FileManager.default.createDirectory(
                atPath: folder + "/folder", withIntermediateDirectories: true)
            let script = """
                source <("$0" --generate-completion-script bash)
                COMP_WORDS=(quartet "$@"); COMP_CWORD=$#; COMP_LINE="${COMP_WORDS[*]}"; COMP_POINT=${#COMP_LINE}
                _quartet quartet "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
                printf '%s\\n' "${COMPREPLY[@]}"
                """
            let run = try Program.shell(script, "quartet", words, in: folder)
            #expect(run.output.split(separator: "\n").map(String.init) == offers, "\(run.errors)")
        }
    }
}
