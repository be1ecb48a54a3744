internal import QuartetFiles

/// Completes fragments with BRICS pieces of known molecules: what the model cannot write, chemists have made.
public final class PieceSource: CandidateSource {
    private let fragments: [BuildingBlock]
    private let pieces: [(block: BuildingBlock, count: Int)]
    private let parents: [String]
    /// Pairs of a piece and, for a link, two of its ends, in the order in which they are tried.
    private var tried = 0

    /// One fragment takes pieces of one end, two are linked by pieces of two ends.
    ///
    /// - Parameters:
    ///   - fragments: one or two, each with one open end.
    ///   - pieces: the most frequent are tried first.
    /// - Throws: ``FragmentError``.
    public init(completing fragments: [Molecule], with pieces: BuildingBlocks) throws {
        self.fragments = fragments.map(BuildingBlock.init)
        for fragment in self.fragments where fragment.ends.count != 1 {
            throw FragmentError.ends(found: fragment.ends.count, needed: 1)
        }
        parents = fragments.map { $0.smiles() }
        let ends = fragments.count
        self.pieces = pieces.frequent().compactMap { piece in
            guard let block = try? BuildingBlock(smiles: piece.smiles), block.ends.count == ends else {
                return nil
            }
            return (block, piece.count)
        }
    }

    public func next(_ count: Int) throws -> [CandidateString] {
        var strings: [CandidateString] = []
        while strings.count < count, tried < pieces.count {
            let piece = pieces[tried]
            tried += 1
            strings += completed(piece.block).map { smiles in
                CandidateString(
                    text: smiles, parents: parents,
                    note: "piece \(piece.block.molecule.smiles()), in \(piece.count) known molecules")
            }
        }
        return strings
    }

    /// The fragments with a piece: for a link each way round.
    private func completed(_ piece: BuildingBlock) -> [String] {
        let orders = fragments.count == 1 ? [[0]] : [[0, 1], [1, 0]]
        return orders.compactMap { order -> String? in
            var whole = piece
            for index in order {
                // The ends that are left stand first to last, those of the fragments are all bound.
                guard let end = whole.ends.first,
                    let joined = try? whole.joined(end, to: fragments[index], fragments[index].ends[0])
                else { return nil }
                whole = joined
            }
            return whole.ends.isEmpty ? whole.molecule.smiles() : nil
        }
    }
}
