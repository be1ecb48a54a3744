/// A choice of molecules that are as different as can be: each is the one whose nearest molecule among those before it is
/// farthest away (MaxMin; Ashton et al., Quant. Struct.-Act. Relat. 2002, 21, 598).
public struct DiversityPicks: Sendable {
    public struct Pick: Sendable, Equatable {
        public let index: Int
        /// Tanimoto similarity to the nearest anchor or earlier pick; nil for the first without anchors.
        public let nearest: Double?
    }

    public let picks: [Pick]

    /// - Parameters:
    ///   - count: picks; fewer if there are fewer molecules.
    ///   - anchors: molecules at hand, from which the picks must differ too.
    ///   - first: the first pick where there are no anchors.
    public init(
        _ count: Int, of fingerprints: [MorganFingerprint], anchors: [MorganFingerprint] = [], first: Int = 0
    ) {
        var nearest = fingerprints.map { fingerprint in
            anchors.map { fingerprint.similarity(to: $0) }.max() ?? -1
        }
        var isPicked = [Bool](repeating: false, count: fingerprints.count)
        var picks: [Pick] = []
        while picks.count < min(count, fingerprints.count) {
            var index = first
            if !anchors.isEmpty || !picks.isEmpty {
                let free = fingerprints.indices.lazy.filter { !isPicked[$0] }
                // The first of equals: `min` keeps it.
                index = free.min { nearest[$0] < nearest[$1] } ?? first
            }
            picks.append(Pick(index: index, nearest: nearest[index] < 0 ? nil : nearest[index]))
            isPicked[index] = true
            let pick = fingerprints[index]
            for other in fingerprints.indices where !isPicked[other] {
                nearest[other] = max(nearest[other], fingerprints[other].similarity(to: pick))
            }
        }
        self.picks = picks
    }
}
