import ArgumentParser
import Foundation
import QuartetCommandLine
import QuartetFiles
import QuartetMolecules

/// What proposed molecules must be, whatever makes them.
struct ProposalOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Number of candidates.", valueName: "number"))
    var count = 20

    @Option(
        help: ArgumentHelp(
            "Strings to write at most; the search ends there (default: 1,000 for each candidate).",
            valueName: "number"))
    var most: Int?

    @Option(
        help: ArgumentHelp("Candidates for each scaffold at most (default: no limit).", valueName: "number"))
    var perScaffold: Int?

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("Patterns that every candidate must contain.", valueName: "SMARTS"))
    var keep: [String] = []

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("Patterns that a candidate must not contain.", valueName: "SMARTS"))
    var avoid: [String] = []

    @Option(
        help: ArgumentHelp("Elements that may occur, by comma, such as C,N,O,F.", valueName: "symbols"))
    var elements: String?

    @Option(help: ArgumentHelp("Heavy atoms, such as 15..30.", valueName: "range"))
    var atoms: NumberRange?

    @Option(
        help: ArgumentHelp(
            "Molecules that are not proposed again, such as those of the training.", valueName: "file"),
        completion: .file())
    var known: String?

    @Option(
        name: .customLong("screen"),
        help: ArgumentHelp(
            "Screen that every candidate must pass, as `quartet molecules score` has them; may be repeated.",
            valueName: "name or file"), completion: .file())
    var screens: [String] = []

    func validate() throws {
        try check(count, in: 1...10_000_000, "--count")
        if let most { try check(most, in: 1...1_000_000_000, "--most") }
        if let perScaffold { try check(perScaffold, in: 1...1_000_000, "--per-scaffold") }
        if let atoms, atoms.range.lowerBound.rounded(.up) > atoms.range.upperBound {
            throw ValidationError("--atoms \(atoms.text): no whole number lies in this range.")
        }
    }

    /// The rules as a project records them: those that were given. A screen has the fingerprint of its file.
    func settings() throws -> [String: String] {
        let catalog = try ScreenCatalog()
        let screens = try self.screens.map { name in
            let file = try ProjectSettings.Source(path: catalog.path(of: name))
            return "\(name) (\(file.fingerprint))"
        }
        let all: [String: String?] = [
            "count": "\(count)", "most": most.map { "\($0)" }, "per scaffold": perScaffold.map { "\($0)" },
            "keep": keep.joined(separator: " "), "avoid": avoid.joined(separator: " "),
            "elements": elements, "atoms": atoms?.text, "known": known,
            "screens": screens.joined(separator: ", "),
        ]
        return all.compactMapValues(\.self).filter { !$0.value.isEmpty }
    }

    /// Strings to write at most.
    var limit: Int { most ?? count * 1000 }

    func rules(_ common: CommonOptions) throws -> ProposalRules {
        var rules = ProposalRules()
        rules.keeps = try keep.map(SubstructureRule.init)
        rules.avoids = try avoid.map(SubstructureRule.init)
        if let elements {
            try rules.allow(
                elements: elements.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) })
        }
        rules.heavyAtoms = atoms.map { Int($0.range.lowerBound.rounded(.up))...Int($0.range.upperBound) }
        if let known {
            var structures = KnownStructures()
            try MoleculeInput.reading(known, common).read(
                { molecule, _ in molecule.smiles() },
                { _, smiles in
                    if case .success(let smiles) = smiles { structures.insert(smiles) }
                })
            rules.known = structures
        }
        rules.screen = try screen()
        return rules
    }

    /// The first rule of a screen that a molecule breaks.
    private func screen() throws -> (@Sendable (Molecule) throws -> String?)? {
        if screens.isEmpty { return nil }
        var catalog = try ScreenCatalog()
        let (chosen, scorer) = (try screens.map { try catalog.screen($0) }, try MoleculeScorer())
        return { molecule in
            let scores = try scorer.scores(of: molecule)
            for screen in chosen {
                let verdict = try screen.verdict(on: molecule, scores: scores)
                if let failure = verdict.failures.first(where: \.breaksRule) {
                    return verdict.name(ofRule: failure.rule)
                }
            }
            return nil
        }
    }
}

/// Two numbers as `low..high`.
struct NumberRange: ExpressibleByArgument {
    let range: ClosedRange<Double>

    init(_ range: ClosedRange<Double>) { self.range = range }

    /// Whole numbers without decimals.
    var text: String { String(format: "%g..%g", range.lowerBound, range.upperBound) }
    var defaultValueDescription: String { text }

    init?(argument: String) {
        let bounds = argument.split(separator: "..", omittingEmptySubsequences: false).map { Double($0) }
        guard bounds.count == 2, let low = bounds[0], let high = bounds[1], low <= high, abs(low) < 1e9,
            abs(high) < 1e9
        else { return nil }
        range = low...high
    }
}
