internal import QuartetModels
internal import QuartetReports

/// How well a model reads and writes molecules that it was not trained on.
public struct MoleculeFigures: Sendable, Encodable {
    public let molecules: Int
    /// `-log p(x|z)` of molecules from their codes, the divergence of the codes, and `-log p(x)` of the decoder without a
    /// code, in nats per molecule.
    public let reconstruction, divergence, withoutCode: Double
    public let activeLatents: Int
    /// Share of the molecules that greedy decoding of the mean of their code gives back, token for token.
    public let reconstructed: Double
    /// Share of 1,000 strings, written without a code and without a rule, that are molecules.
    public let valid: Double
    /// R² of each property.
    public let determination: [String: Double]

    init(of model: MoleculeAutoencoder, _ molecules: TrainingMolecules, _ indices: [Int], seed: UInt64) throws
    {
        let sequences = indices.map(molecules.sequence)
        let evidence = try model.evidence(of: sequences, seed: seed)
        let codes = try model.codes(of: sequences)
        let read = try model.strings(ofLatents: codes.means, .greedy)
        let written = try model.strings(1000, withoutCode: .init(rule: nil, seed: seed))
        let known = PropertyTable(
            model.description.properties,
            values: indices.flatMap { molecules.properties.values(row: $0) })
        self.molecules = indices.count
        reconstruction = evidence.reconstruction
        divergence = evidence.divergence
        withoutCode = evidence.withoutCode
        activeLatents = evidence.code.activeUnits
        reconstructed =
            Double(zip(indices, read).count { molecules.smiles($0) == $1 }) / Double(max(indices.count, 1))
        valid = Double(written.count { (try? Molecule(smiles: $0)) != nil }) / 1000
        let pairs = zip(known.properties, known.determination(of: codes.properties))
        determination = Dictionary(pairs.compactMap { pair in pair.1.map { (pair.0.name, $0) } }) { $1 }
    }

    /// The part of the training's objective that sequences have, on these molecules.
    func loss(_ options: MoleculeTraining.Options) -> Double {
        let dropped = Double(options.codeDropout)
        return (1 - dropped) * reconstruction + dropped * withoutCode + Double(options.beta) * divergence
    }

    /// As one line for people.
    public var summary: String {
        let shares = determination.sorted { $0.key < $1.key }
            .map { "\($0.key) \($0.value.text(3))" }.joined(separator: ", ")
        return
            "\((100 * reconstructed).text(1)) % come back exactly, \((100 * valid).text(1)) % of samples are "
            + "valid; reconstruction \(reconstruction.text(2)) nats, divergence \(divergence.text(1)), "
            + "without a code \(withoutCode.text(2))" + (shares.isEmpty ? "" : "; R² of \(shares)")
    }
}
