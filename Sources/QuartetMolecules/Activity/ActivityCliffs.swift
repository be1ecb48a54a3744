internal import QuartetEngine

/// Pairs of similar molecules with very different activities (Maggiora, J. Chem. Inf. Model. 2006, 46, 1535), by the
/// structure-activity landscape index SALI = |difference| / (1 - similarity) (Guha & Van Drie, J. Chem. Inf. Model. 2008,
/// 48, 646).
public struct ActivityCliffs: Sendable {
    public struct Cliff: Sendable, Equatable {
        /// Indices of the less and the more active member: the second has the larger value.
        public let lower: Int
        public let higher: Int
        public let similarity: Double
        /// Activity of the higher one less that of the lower, above 0.
        public let difference: Double
        /// Whether the two differ in stereo alone.
        public let isStereoOnly: Bool

        /// Infinite for equal fingerprints.
        public var index: Double { difference / (1 - similarity) }
    }

    /// By falling index; of equals, by falling difference.
    public let cliffs: [Cliff]

    /// - Parameters:
    ///   - similarity: Tanimoto similarity of a pair, at least.
    ///   - difference: of its activities, at least.
    /// - Throws: ``SeriesError`` for too many pairs.
    public init(
        of series: Series, similarity: Double = 0.65, difference: Double = 1, progress: ShareDone? = nil
    ) throws {
        let members = series.members
        let fingerprints = parallelMap(members.count) { members[$0].molecule.fingerprint() }
        let activities = members.map { $0.activity ?? .nan }
        let pairs = try SimilarPairs(fingerprints).atLeast(similarity, progress: progress) { one, other in
            let found = abs(activities[one] - activities[other])
            return found > 0 && found >= difference
        }
        let cliffs = pairs.compactMap { pair -> Cliff? in
            let (one, other) = (Int(pair.first), Int(pair.second))
            // A structure that was measured twice is noise and no cliff.
            if members[one].smiles == members[other].smiles { return nil }
            let isStereoOnly =
                pair.similarity == 1
                && members[one].molecule.smiles(withStereo: false)
                    == members[other].molecule.smiles(withStereo: false)
            let rises = activities[one] <= activities[other]
            return Cliff(
                lower: rises ? one : other, higher: rises ? other : one, similarity: pair.similarity,
                difference: abs(activities[one] - activities[other]), isStereoOnly: isStereoOnly)
        }
        self.cliffs = cliffs.sorted {
            ($1.index, $1.difference, $0.lower, $0.higher) < ($0.index, $0.difference, $1.lower, $1.higher)
        }
    }
}
