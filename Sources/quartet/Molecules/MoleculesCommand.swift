import ArgumentParser

/// `quartet molecules`: candidates for a chemist to look at.
struct MoleculesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "molecules", abstract: "Read, judge and propose molecules.",
        discussion: """
            Molecules are read from SMILES lines, tables with a column of SMILES, and SDF, plain or compressed; the form \
            is recognised by the content.

            Commands that describe molecules (convert, standardise, score, encode and target predict among them) print \
            a row for each row of the input, in order, and the reason in place of one that cannot be read; those that list \
            or dock the forms of a molecule print a row for each form. With --to, only what can be read is printed. Commands \
            that study a set or make molecules print what they found, and say on standard error what was left out.

            EXAMPLES:
              quartet molecules standardise hits.sdf
              quartet molecules convert hits.csv.gz --to sdf > hits.sdf
              quartet molecules score hits.sdf --screen oral-drug
            """,
        subcommands: [
            MoleculesConvert.self,
            MoleculesStandardise.self,
            MoleculesStereoisomers.self,
            MoleculesTautomers.self,
            MoleculesProtonate.self,
            MoleculesScore.self,
            MoleculesIndex.self,
            MoleculesAnalyse.self,
            MoleculesEvaluate.self,
            MoleculesTrain.self,
            MoleculesSample.self,
            MoleculesReconstruct.self,
            MoleculesEncode.self,
            MoleculesDecode.self,
            MoleculesPropose.self,
            MoleculesAnalogs.self,
            MoleculesInterpolate.self,
            MoleculesGrow.self,
            MoleculesLink.self,
            MoleculesHop.self,
            MoleculesPieces.self,
            MoleculesOptimise.self,
            MoleculesTarget.self,
            MoleculesAdd.self,
            MoleculesMark.self,
            MoleculesStatus.self,
            MoleculesReport.self,
            MoleculesDock.self,
            MoleculesBox.self,
        ])
}
