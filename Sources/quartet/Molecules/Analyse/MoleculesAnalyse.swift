import ArgumentParser

/// `quartet molecules analyse`.
struct MoleculesAnalyse: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "analyse", abstract: "Study a series of molecules and its activities.",
        discussion: """
            Every molecule stands for its parent: counter-ions are taken away, and charges are balanced. Rows that cannot be \
            read, metal compounds and mixtures are named and left out. Similarity is that of Tanimoto of Morgan \
            fingerprints of radius 2 with 2,048 bits. A series has at most 20,000 molecules.

            Values are read as `target` reads them: a concentration becomes its negative logarithm (IC50 in nM becomes \
            pIC50), and values with > or < are left out, unless --limits take.

            Without the name of a study the most important lines of all are printed.

            EXAMPLES:
              quartet molecules analyse hits.csv --value pIC50
              quartet molecules analyse pairs hits.csv --value pIC50 --at-least 5
              quartet molecules analyse picks hits.sdf --pick 20 --anchors known.smi
            """,
        subcommands: [
            AnalyseSummary.self, AnalyseClusters.self, AnalysePicks.self, AnalyseScaffolds.self,
            AnalyseGroups.self, AnalysePairs.self, AnalyseCliffs.self,
        ], defaultSubcommand: AnalyseSummary.self)
}
