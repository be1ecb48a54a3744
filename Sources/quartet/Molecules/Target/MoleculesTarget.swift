import ArgumentParser

/// `quartet molecules target`: models of measurements.
struct MoleculesTarget: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "target", abstract: "Learn activities from measurements and predict them.",
        discussion: """
            Learns pIC50, solubility, permeability, toxicity and the like from a file of molecules with values, and \
            predicts other molecules, each with an interval, a warning where the model knows too little, and the nearest \
            measured molecules. `evaluate` tells first what a model of the file is worth on scaffolds it has not seen.

            A model is a Gaussian process on counted fingerprints and descriptors, and a forest, each weighted by how \
            well it predicts scaffolds that were held back.

            EXAMPLES:
              quartet molecules target evaluate egfr.csv
              quartet molecules target train egfr.csv -o egfr.model
              quartet molecules target predict egfr.model candidates.smi
            """,
        subcommands: [TargetEvaluate.self, TargetTrain.self, TargetPredict.self])
}
