internal import QuartetEngine

/// The BRICS pieces of known molecules, with the number of molecules that have each: what has been made can be made.
public struct BuildingBlocks: Sendable {
    /// How much of a molecule consists of known pieces.
    public struct Coverage: Sendable, Equatable {
        /// A piece, and the number of known molecules that have it.
        public struct Piece: Sendable, Equatable {
            public let smiles: String
            public let count: Int
        }

        /// Heavy atoms in known pieces as a share of all.
        public let share: Double
        /// Different pieces, the rarest first; of equals in the order of the alphabet.
        public let pieces: [Piece]

        public var rarest: Piece? { pieces.first }
    }

    /// Molecules that have each piece, by its SMILES with the environments at its ends.
    public private(set) var counts: [String: Int] = [:]
    public private(set) var moleculeCount = 0

    public init() {}

    /// - Parameter counts: pieces, as ``counts`` gives them.
    public init(counts: [String: Int], moleculeCount: Int) {
        (self.counts, self.moleculeCount) = (counts, moleculeCount)
    }

    /// Counts the pieces of molecules, on all cores.
    public init(of molecules: [Molecule], progress: ShareDone? = nil) {
        for pieces in parallelMap(molecules.count, progress: progress, { molecules[$0].fragments }) {
            add(pieces)
        }
    }

    /// Counts the pieces of a molecule.
    public mutating func add(_ molecule: Molecule) { add(molecule.fragments) }

    /// Counts pieces that ``Molecule/fragments`` has found, each once.
    public mutating func add(_ pieces: [String]) {
        moleculeCount += 1
        for piece in Set(pieces) { counts[piece, default: 0] += 1 }
    }

    /// Pieces in at least some molecules, the most frequent first; of equals in the order of the alphabet.
    public func frequent(atLeast count: Int = 1) -> [Coverage.Piece] {
        counts.filter { $0.value >= count }.map { Coverage.Piece(smiles: $0.key, count: $0.value) }
            .sorted { ($1.count, $0.smiles) < ($0.count, $1.smiles) }
    }

    /// What of a molecule is known.
    /// - Throws: ``MoleculeError`` if a piece cannot be read again.
    public func coverage(of molecule: Molecule) throws(MoleculeError) -> Coverage {
        var (known, all) = (0, 0)
        var found: Set<String> = []
        for piece in molecule.fragments {
            let size = try BuildingBlock(smiles: piece).heavyAtoms
            all += size
            if counts[piece] != nil { known += size }
            found.insert(piece)
        }
        return Coverage(
            share: all == 0 ? 0 : Double(known) / Double(all),
            pieces: found.map { Coverage.Piece(smiles: $0, count: counts[$0] ?? 0) }
                .sorted { ($0.count, $0.smiles) < ($1.count, $1.smiles) })
    }
}
