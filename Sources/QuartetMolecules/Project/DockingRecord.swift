/// What docking of a candidate gave: the best pose, or why there is none.
public struct DockingRecord: Codable, Sendable, Equatable {
    public struct HydrogenBond: Codable, Sendable, Equatable {
        public let residue: String
        public let ligandGives: Bool
        /// Between hydrogen and acceptor, in ångström.
        public let distance: Double

        public init(residue: String, ligandGives: Bool, distance: Double) {
            (self.residue, self.ligandGives, self.distance) = (residue, ligandGives, distance)
        }
    }

    public let candidate: String
    /// The receptor's name.
    public let receptor: String
    /// A fingerprint of receptor, box, version of Vina, exhaustiveness and seed.
    public let version: String
    public var exhaustiveness: Int?
    /// In kcal/mol; nil when docking did not happen.
    public var affinity: Double?
    /// In kcal/mol for each heavy atom.
    public var ligandEfficiency: Double?
    /// Residues within 4 Å: "MET318:A".
    public var residues: [String]?
    public var hydrogenBonds: [HydrogenBond]?
    /// The file of the poses, within the project.
    public var poses: String?
    /// Why docking did not happen.
    public var failure: String?

    public init(candidate: String, receptor: String, version: String) {
        (self.candidate, self.receptor, self.version) = (candidate, receptor, version)
    }
}
