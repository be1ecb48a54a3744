public import QuartetModels

extension TokenVocabulary.Encoder {
    /// Tokens of a SMILES.
    ///
    /// - Throws: ``SmilesTokenError``; ``MoleculeError`` for marks of stereo that the model does not know; `UnknownToken`
    ///   for another token that no training molecule had.
    public func tokens(ofSMILES smiles: String) throws -> [Int32] {
        do {
            return try self(SmilesTokenizer.tokens(of: smiles))
        } catch let error as UnknownToken where error.token.contains(where: { "@/\\".contains($0) }) {
            throw MoleculeError(
                reason: "the model was trained without stereo: write the molecule without @, / and \\")
        }
    }
}
