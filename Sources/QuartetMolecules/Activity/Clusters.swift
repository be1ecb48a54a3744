/// Groups of similar molecules, each around a centre (Taylor, J. Chem. Inf. Comput. Sci. 1995, 35, 59; Butina, J. Chem. Inf.
/// Comput. Sci. 1999, 39, 747).
///
/// Neighbours are molecules with at least a Tanimoto similarity. The molecule with the most neighbours becomes a centre and
/// takes those that no centre has taken before; of equals, the first one comes first. So every member is similar to its
/// centre, but not always to the other members.
public struct Clusters: Sendable {
    public struct Cluster: Sendable, Equatable {
        /// The centre's index, and those of all members by falling similarity to it: the centre is the first.
        public let centre: Int
        public let members: [Int]
        /// Tanimoto similarity of each member to the centre.
        public let similarities: [Double]
    }

    /// The largest first; of equals, the one whose centre comes first.
    public let clusters: [Cluster]

    /// - Parameter similarity: of neighbours, at least.
    /// - Throws: ``SeriesError`` for more molecules than ``Series/limit``, or for too many pairs of neighbours.
    public init(
        of fingerprints: [MorganFingerprint], similarity: Double = 0.65, progress: ShareDone? = nil
    ) throws {
        if fingerprints.count > Series.limit { throw SeriesError.tooManyMembers(fingerprints.count) }
        let pairs = try SimilarPairs(fingerprints).atLeast(similarity, progress: progress)
        let table = Neighbours(pairs, count: fingerprints.count)
        let order = fingerprints.indices.sorted { (table.count(of: $1), $0) < (table.count(of: $0), $1) }
        var isTaken = [Bool](repeating: false, count: fingerprints.count)
        var found: [Cluster] = []
        for centre in order where !isTaken[centre] {
            let free = table.neighbours(of: centre).filter { !isTaken[Int($0.index)] }
            let sorted = free.sorted { ($1.similarity, $0.index) < ($0.similarity, $1.index) }
            let members = [centre] + sorted.map { Int($0.index) }
            for member in members { isTaken[member] = true }
            found.append(
                Cluster(centre: centre, members: members, similarities: [1] + sorted.map(\.similarity)))
        }
        clusters = found.sorted { ($1.members.count, $0.centre) < ($0.members.count, $1.centre) }
    }
}

/// The neighbours of each molecule, in one list.
private struct Neighbours {
    struct Neighbour {
        let index: Int32
        let similarity: Double
    }

    private let list: [Neighbour]
    /// Where the list of each molecule begins, and where the last one ends.
    private let begins: [Int]

    init(_ pairs: [SimilarPair], count: Int) {
        var begins = [Int](repeating: 0, count: count + 1)
        for pair in pairs {
            begins[Int(pair.first) + 1] += 1
            begins[Int(pair.second) + 1] += 1
        }
        for index in 0..<count { begins[index + 1] += begins[index] }
        var next = begins
        var list = [Neighbour](repeating: Neighbour(index: 0, similarity: 0), count: 2 * pairs.count)
        for pair in pairs {
            for (one, other) in [(pair.first, pair.second), (pair.second, pair.first)] {
                list[next[Int(one)]] = Neighbour(index: other, similarity: pair.similarity)
                next[Int(one)] += 1
            }
        }
        (self.list, self.begins) = (list, begins)
    }

    func count(of index: Int) -> Int { begins[index + 1] - begins[index] }

    func neighbours(of index: Int) -> ArraySlice<Neighbour> { list[begins[index]..<begins[index + 1]] }
}
