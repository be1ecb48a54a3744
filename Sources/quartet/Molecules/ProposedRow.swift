import QuartetMolecules
import QuartetReports

/// A candidate as the commands that propose print it.
struct ProposedRow: Encodable {
    /// In the project.
    var id: String?
    let smiles: String
    let properties: [String: Double]
    let scaffold: String
    /// To the most similar lead.
    let similarity: Double?
    let parents: [String]
    let note: String?
    /// Of the model's reading of the molecule, and whether decoding it gives the molecule again; nil without a model, and for
    /// a molecule with a token that the model lacks.
    let code: [Float]?
    let decodesToItself: Bool?

    static let headings =
        ["id", "smiles"] + PropertyLabels.usual.map(\.heading) + [
            "scaffold", "similarity", "parents", "note",
        ]

    var line: String {
        let numbers = PropertyLabels.usual.map { properties[$0.rawValue].map($0.cell) ?? "" }
        let cells =
            [id ?? "", smiles] + numbers
            + [scaffold, similarity?.text(2) ?? "", parents.joined(separator: " "), note ?? ""]
        return cells.map(SafeText.visible).joined(separator: "\t")
    }
}

/// Makes rows of molecules.
struct ProposedRows {
    private let model: MoleculeAutoencoder?
    private let leads: [MorganFingerprint]
    private let labels: PropertyLabels

    /// - Parameters:
    ///   - model: reads the molecules; without one, rows have no code.
    ///   - leads: what molecules are compared with.
    init(_ model: MoleculeAutoencoder?, comparedWith leads: [MorganFingerprint]) throws {
        (self.model, self.leads, labels) = (model, leads, try PropertyLabels())
    }

    func callAsFunction(_ molecules: [ProposedMolecule]) throws -> [ProposedRow] {
        let readings = try self.readings(of: molecules.map(\.smiles))
        let names = PropertyLabels.usual.map(\.rawValue)
        return try zip(molecules, readings).map { molecule, reading in
            let texts = try labels(molecule.molecule, names, beside: [])
            let values = zip(names, texts).compactMap { name, text in
                Double(text).map { (name, $0) }
            }
            let fingerprint = leads.isEmpty ? nil : molecule.molecule.fingerprint()
            return ProposedRow(
                smiles: molecule.smiles, properties: Dictionary(values) { first, _ in first },
                scaffold: molecule.scaffold.smiles,
                similarity: fingerprint.map { own in leads.reduce(0) { max($0, $1.similarity(to: own)) } },
                parents: molecule.source.parents, note: molecule.source.note, code: reading?.code,
                decodesToItself: reading.map { $0.decoded == molecule.smiles })
        }
    }

    /// The code of each molecule and the molecule that it decodes to; nil for one that the model cannot read: it was not the
    /// model that wrote it.
    private func readings(of smiles: [String]) throws -> [(code: [Float], decoded: String?)?] {
        guard let model else { return smiles.map { _ in nil } }
        let tokens = smiles.map { try? model.tokens(of: $0) }
        let known = tokens.compactMap(\.self)
        let codes = try model.codes(of: known).means
        var strings = try model.reconstructions(of: known)[...]
        var read = 0
        return tokens.map { tokens in
            guard tokens != nil else { return nil }
            defer { read += 1 }
            let code = Array(codes[read * model.latents..<(read + 1) * model.latents])
            return (code, try? Molecule(smiles: strings.removeFirst()).smiles())
        }
    }
}
