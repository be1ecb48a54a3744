/// Numbers and judgements about a candidate from one source: its properties, a screen, a model of activity.
public struct ScoreRecord: Codable, Sendable, Equatable {
    public struct Alert: Codable, Sendable, Equatable {
        public let name: String
        /// Atoms by their index in the candidate's SMILES.
        public let atoms: [Int]

        public init(name: String, atoms: [Int]) { (self.name, self.atoms) = (name, atoms) }
    }

    public let candidate: String
    /// What they come from: "properties", "screen oral-drug", "target egfr".
    public let source: String
    /// A fingerprint of the source's settings: with another one, it is computed again.
    public let version: String
    public var values: [String: Double]
    /// The ends of the 95 % interval of values that have one.
    public var intervals: [String: [Double]]?
    /// The verdict of a screen.
    public var isPassed: Bool?
    /// The rules that failed and by how much.
    public var reasons: [String]?
    public var alerts: [Alert]?
    /// Why the values may be worth little: "unlike all molecules of the training".
    public var warnings: [String]?

    public init(candidate: String, source: String, version: String, values: [String: Double] = [:]) {
        (self.candidate, self.source, self.version) = (candidate, source, version)
        self.values = values
    }
}
