import ArgumentParser
import QuartetCommandLine
import QuartetModels
import QuartetMolecules

/// A molecule as a model reads it.
struct ModelMolecule: Sendable {
    /// Canonical, as the molecules of the training.
    let smiles: String
    let tokens: [Int32]
}

extension MoleculeInput {
    /// A file that another option names.
    static func reading(_ file: String, _ common: CommonOptions) throws -> MoleculeInput {
        var input = try MoleculeInput.parse([file])
        input.common = common
        return input
    }

    /// Molecules that a model reads at the same time.
    private static let block = 1024

    /// Reads every row as the model does, and passes blocks of rows in order.
    func readBlocks(
        for model: MoleculeAutoencoder,
        _ body: ([(row: MoleculeRow, molecule: Result<ModelMolecule, MoleculeError>)]) throws -> Void
    ) throws {
        let vocabulary = model.description.vocabulary.encoder
        var block: [(row: MoleculeRow, molecule: Result<ModelMolecule, MoleculeError>)] = []
        try read(
            { molecule, _ in
                let smiles = molecule.smiles()
                return ModelMolecule(
                    smiles: smiles, tokens: try vocabulary.tokens(ofSMILES: smiles))
            },
            { row, molecule in
                block.append((row, molecule))
                if block.count == Self.block {
                    try body(block)
                    block = []
                }
            })
        if !block.isEmpty { try body(block) }
    }
}
