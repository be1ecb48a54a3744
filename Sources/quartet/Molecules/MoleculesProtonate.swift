import ArgumentParser
import Foundation
import QuartetCommandLine
import QuartetMolecules
import QuartetReports

/// `quartet molecules protonate`.
struct MoleculesProtonate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "protonate", abstract: "Give molecules the charges that they have in water.",
        discussion: """
            Prints a row for each state of the parent (as `standardise` finds it) at a pH, the likeliest first, at most \
            \(Protonation.stateLimit). share is the share of the molecules in that state if the groups knew nothing of \
            each other; groups lists those that can be charged, with the atom of the neutral parent and the share of the \
            molecules in which it is.

            These are rules, not pKa predictions: each kind of group has its usual pKa \
            (catalogs/molecules/protonation.xml), and neighbours can shift it by units.

            EXAMPLES:
              quartet molecules protonate hits.smi --ph 7.4
              quartet molecules protonate hits.sdf --ph 2 --to smi > stomach.smi
            """)

    @OptionGroup var input: MoleculeInput

    @OptionGroup var output: StructureOutput

    @Option(name: .customLong("ph"), help: ArgumentHelp("The pH of the water.", valueName: "number"))
    var acidity = 7.4

    private struct State: StructureResult {
        struct Group: Encodable {
            let name: String
            /// Counted from 0 in the parent's SMILES.
            let atom: Int
            let charged: Double
        }

        static let headings = ["smiles", "state", "states", "charge", "share", "parent", "groups"]
        let smiles: String
        /// Counted from 1.
        let state: Int
        let states: Int
        let charge: Int
        let share: Double
        let parent: String
        let groups: [Group]
        /// What was done to find the parent.
        let notes: [String]

        var cells: [String] {
            let groups = groups.map { "\($0.name), atom \($0.atom): \($0.charged.text(3))" }
            return [
                smiles, "\(state)", "\(states)", "\(charge)", share.text(3), parent,
                groups.joined(separator: "; "),
            ]
        }

    }

    func validate() throws {
        try output.check(input)
        try check(acidity, in: 0...14, "--ph")
    }

    func run() throws {
        let pH = acidity
        let standardizer = Standardizer(counterIons: try CounterIons())
        let protonation = try Protonation()
        try output.print(input, rowsAtOnce: 16) { compound, _ in
            let found = try standardizer.parent(of: compound)
            // Read from its SMILES, so that atoms are counted as the output shows them.
            let parent = try Molecule(smiles: found.smiles)
            let groups = protonation.sites(of: parent, pH: pH).map {
                State.Group(name: $0.name, atom: $0.atom, charged: $0.charged)
            }
            let states = protonation.states(of: parent, pH: pH)
            return states.enumerated().map { index, state in
                State(
                    smiles: state.molecule.smiles(), state: index + 1, states: states.count,
                    charge: state.charge, share: state.share, parent: found.smiles, groups: groups,
                    notes: found.notes)
            }
        }
        input.common.note("States are given by rules for kinds of groups; they are not pKa predictions.")
    }
}
