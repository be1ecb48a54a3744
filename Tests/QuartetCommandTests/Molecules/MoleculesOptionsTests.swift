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

    @Test func anOptimisationIsNotOverwritten() throws {
        let folder = TemporaryFolder()
        try folder.write("CCO\nCCCO\nc1ccccc1O\nCCN\n", to: "start.smi")
        let optimise =
            ["molecules", "optimise", "--objective", "qed", "--start", "start.smi", "--out", "run"]
            + ["--budget", "3", "--starters", "3", "--no-baselines", "--quiet"]
        #expect(try Program.run(optimise, in: folder.path).status == 0)
        let scored = try folder.bytes("run/genetic.jsonl")
        let again = try Program.run(optimise, in: folder.path)
        #expect(again.status == 73)
        #expect(again.errors.contains("run: contains an optimisation already"), "\(again.errors)")
        #expect(try folder.bytes("run/genetic.jsonl") == scored)
        #expect(try Program.run(optimise + ["--resume"], in: folder.path).status == 0)
        let unknown = try Program.run(
            ["molecules", "optimise", "--objective", "foo>1", "--start", "start.smi", "--out", "x"],
            in: folder.path)
        #expect(unknown.errors.contains("unknown property 'foo'; expected one of "), "\(unknown.errors)")
    }

    @Test func aRangeOfAtomsHoldsAWholeNumber() throws {
        let outcome = try Program.run(["molecules", "propose", "--atoms", "5.2..5.8"])
        #expect(outcome.status == 64 && outcome.errors.contains("--atoms 5.2..5.8"), "\(outcome.errors)")
    }
}
