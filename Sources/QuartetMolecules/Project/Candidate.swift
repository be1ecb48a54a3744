/// A molecule of a project, under a short name that stays.
public struct Candidate: Codable, Sendable, Equatable, Identifiable {
    /// "Q00017", by the order of arrival.
    public let id: String
    /// Canonical SMILES.
    public let smiles: String
    /// What the chemist calls it.
    public let name: String?
    public let origin: Origin

    /// How a candidate was made: enough to make it again.
    public struct Origin: Codable, Sendable, Equatable {
        /// The command: "add", "propose", "analogs", "optimise".
        public var command: String
        /// The run that made it; see ``Run``.
        public var run: String?
        public var seed: UInt64?
        /// The fingerprint of the model's weights.
        public var model: String?
        /// The latent code that it was decoded from.
        public var code: [Float]?
        /// What it was made from: candidates or SMILES.
        public var parents: [String]?
        /// What else is to be known: the row of a file, the mutation, the pieces that were joined.
        public var note: String?

        public init(
            command: String, run: String? = nil, seed: UInt64? = nil, model: String? = nil,
            code: [Float]? = nil, parents: [String]? = nil, note: String? = nil
        ) {
            (self.command, self.run, self.seed, self.model) = (command, run, seed, model)
            (self.code, self.parents, self.note) = (code, parents, note)
        }
    }

    static func id(_ number: Int) -> String {
        let digits = String(number)
        return "Q" + String(repeating: "0", count: max(0, 5 - digits.count)) + digits
    }
}

/// A molecule that may become a candidate.
public struct NewCandidate: Sendable {
    /// Canonical SMILES.
    public var smiles: String
    public var name: String?
    public var origin: Candidate.Origin

    public init(smiles: String, name: String? = nil, origin: Candidate.Origin) {
        (self.smiles, self.name, self.origin) = (smiles, name, origin)
    }
}
