import ArgumentParser
import QuartetCommandLine
import QuartetMolecules

/// `quartet molecules standardise`.
struct MoleculesStandardise: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "standardise", abstract: "Find parents, keys and duplicates.",
        discussion: """
            Prints for every row its parent (counter-ions and solvents taken away, charges balanced that hydrogen can \
            balance) as canonical SMILES, its InChIKey, its SMILES without stereo, what was done, and whether it repeats \
            an earlier row: the same compound, a salt form, a stereo variant or, with --tautomers, a tautomer. Repeats stay \
            in the table. Compounds that are no drugs by their kind are set aside with the reason: metal compounds, \
            mixtures, radicals, structures with dummy atoms, and large ones.

            The tautomer stays the one that was written. The tautomer key only says which structures are tautomers of \
            each other; it is often not the form that exists.

            --project adds the parents to a project as candidates, each structure once.

            EXAMPLES:
              quartet molecules standardise hits.sdf
              quartet molecules standardise hits.csv.gz --to csv > clean.csv
              quartet molecules standardise hits.smi --tautomers --json
              quartet molecules standardise vendor.sdf --project egfr
            """)

    @OptionGroup var input: MoleculeInput

    @OptionGroup var output: StructureOutput

    @Flag(help: "Take isotopes away as well.")
    var isotopes = false

    @Flag(help: "Give tautomer keys too, and mark tautomers as repeats; this takes longest.")
    var tautomers = false

    @Option(help: ArgumentHelp("Set parents of more heavy atoms aside.", valueName: "atoms"))
    var largest = Standardizer.Options().heavyAtomLimit

    @OptionGroup var project: ProjectOptions

    private struct Standardised: StructureResult {
        static let headings = [
            "smiles", "inchikey", "without_stereo", "tautomer_key", "duplicate", "of_row", "notes",
        ]
        let parent: Parent
        let key: StructureKey
        let inChIKey: String?
        var notes: [String]
        var duplicate: Duplicate?

        init(_ parent: Parent, withTautomer: Bool) {
            (self.parent, notes) = (parent, parent.notes)
            key = StructureKey(of: parent, withTautomer: withTautomer)
            do throws(MoleculeError) {
                inChIKey = try parent.molecule.inChIKey()
            } catch {
                inChIKey = nil
                notes.append("no InChIKey (\(error.reason))")
            }
        }

        var smiles: String { key.exact }

        var cells: [String] {
            [
                smiles, inChIKey ?? "", key.withoutStereo, key.tautomer ?? "", duplicate?.kind.rawValue ?? "",
                duplicate.map { "\($0.row)" } ?? "", notes.joined(separator: "; "),
            ]
        }

        private enum CodingKeys: CodingKey {
            case smiles, inChIKey, withoutStereo, tautomerKey, removed, notes, duplicate
        }
        private struct Mark: Encodable {
            let kind: String
            let row: Int
        }

        func encode(to encoder: any Encoder) throws {
            var members = encoder.container(keyedBy: CodingKeys.self)
            try members.encode(smiles, forKey: .smiles)
            try members.encodeIfPresent(inChIKey, forKey: .inChIKey)
            try members.encode(key.withoutStereo, forKey: .withoutStereo)
            try members.encodeIfPresent(key.tautomer, forKey: .tautomerKey)
            try members.encode(parent.removed, forKey: .removed)
            try members.encode(notes, forKey: .notes)
            let mark = duplicate.map { Mark(kind: $0.kind.rawValue, row: $0.row) }
            try members.encodeIfPresent(mark, forKey: .duplicate)
        }
    }

    func validate() throws {
        try output.check(input)
        try check(largest, in: 1...Molecule.atomLimit, "--largest")
    }

    func run() throws {
        var options = Standardizer.Options()
        (options.removesIsotopes, options.heavyAtomLimit) = (isotopes, largest)
        let standardizer = Standardizer(counterIons: try CounterIons(), options: options)
        let withTautomer = tautomers
        var finder = DuplicateFinder()
        var counts: [Duplicate.Kind: Int] = [:]
        var keeping = try keeping()
        do {
            try output.print(input) { compound, _ in
                [Standardised(try standardizer.parent(of: compound), withTautomer: withTautomer)]
            } noting: { row, found in
                var marked: Standardised = found
                marked.duplicate = finder.note(found.key, of: found.parent, row: row.number)
                if let kind = marked.duplicate?.kind { counts[kind, default: 0] += 1 }
                try keeping?.add(row, smiles: marked.smiles, notes: marked.notes)
                return marked
            } refusing: { row, error in
                try keeping?.refuse(row, error)
            }
        } catch {
            _ = try keeping?.finish(isFinished: false)
            throw error
        }
        if let note = try keeping?.finish(isFinished: true) { input.common.note(note) }
        let repeats = Duplicate.Kind.allCases.compactMap { kind in
            counts[kind].map { "\(kind.rawValue) \($0)" }
        }
        if !repeats.isEmpty {
            let total = counts.values.reduce(0, +)
            input.common.note(
                "rows that repeat an earlier one: \(total) (\(repeats.joined(separator: ", ")))")
        }
    }

    private func keeping() throws -> ProjectParents? {
        guard project.project != nil else { return nil }
        try project.check()
        var settings = ["file": input.file]
        if isotopes { settings["isotopes"] = "removed" }
        if largest != Standardizer.Options().heavyAtomLimit { settings["largest"] = "\(largest)" }
        return ProjectParents(project, settings: settings)
    }
}
