import Foundation
import QuartetTestSupport
import Testing

/// Options that several commands on molecules take.
@Suite struct MoleculesOptionsTests {
    private struct Command: Decodable {
        struct Argument: Decodable {
            struct Name: Decodable { let name: String }
            let names: [Name]?
            let defaultValue: String?
        }

        let commandName: String
        let arguments: [Argument]?
        let subcommands: [Command]?

        var all: [Command] { [self] + (subcommands ?? []).flatMap(\.all) }
    }

    private struct Dump: Decodable { let command: Command }

    @Test func everySeedHasTheSameDefault() throws {
        let dump = try Program.run(["--experimental-dump-help"])
        let root = try JSONDecoder().decode(Dump.self, from: Data(dump.output.utf8)).command
        let molecules = try #require(root.all.first { $0.commandName == "molecules" })
        let seeds = molecules.all.flatMap { command in
            (command.arguments ?? []).filter { $0.names?.contains { $0.name == "seed" } == true }
                .map { "\(command.commandName) \($0.defaultValue ?? "none")" }
        }
        #expect(seeds.count > 8)
        #expect(seeds.allSatisfy { $0.hasSuffix(" 1") }, "\(seeds)")
    }

    @Test func aRangeOfAtomsHoldsAWholeNumber() throws {
        let outcome = try Program.run(["molecules", "propose", "--atoms", "5.2..5.8"])
        #expect(outcome.status == 64 && outcome.errors.contains("--atoms 5.2..5.8"), "\(outcome.errors)")
    }
}
