internal import CRDKit
public import QuartetFiles

/// The nearest of the known molecules to one that was asked for.
public struct NearestMolecule: Sendable, Equatable {
    /// Its canonical SMILES.
    public let smiles: String
    /// Empty where the file had none.
    public let name: String
    /// Tanimoto similarity of the fingerprints.
    public let similarity: Double
    /// Whether it is the same structure, stereo included: not only one with the same fingerprint.
    public let isSame: Bool
}

/// Known molecules in a mapped file, for the nearest by Tanimoto similarity of Morgan fingerprints of radius 2 and 1,024
/// bits. ``KnownMoleculesBuilder`` writes the file.
///
/// Molecules are sorted by the number of bits that are set. Two with `a` and `b` bits are at most `min(a, b) / max(a, b)`
/// similar, so the search begins at the same number and ends where nothing nearer can be (Swamidass and Baldi, J. Chem.
/// Inf. Model. 2007, 47, 302).
///
/// The file, little endian: "QKNOWN1\n"; the number of molecules and of bytes of text, 64 bits each; for each number of
/// bits from 0 to 1,025 the first molecule that has it or more, 32 bits each, filled up to 64 bytes; for each number of
/// bits the first halves of its fingerprints and then the second halves; the end of each molecule's text, 64 bits each;
/// the texts: SMILES, a tab and the name.
public final class KnownMolecules: Sendable {
    public let count: Int
    private let file: MappedFile
    private let firsts: [Int]
    private let textEnds: Int
    private let texts: Int

    static let magic = Array("QKNOWN1\n".utf8)
    static let bits = 1024
    static let rowBytes = bits / 8
    /// Magic, two counts, the table of first molecules, up to a whole cache line.
    static let headerBytes = (magic.count + 16 + 4 * (bits + 2) + 63) / 64 * 64

    /// - Throws: `FileError` for a file that is no index, or that is cut or contradicts itself.
    public init(path: String) throws(FileError) {
        file = try MappedFile(path: path)
        let bytes = file.bytes
        guard Self.isIndex(bytes), bytes.count >= Self.headerBytes else {
            throw .damaged(file: path, reason: "it is not an index of known molecules")
        }
        let rows = bytes.word(at: 8)
        let textBytes = bytes.word(at: 16)
        // Against overflow: neither can be larger than the file.
        let size = UInt64(bytes.count)
        guard rows < size, textBytes < size,
            UInt64(Self.headerBytes) + rows * UInt64(Self.rowBytes + 8) + textBytes == size
        else { throw .damaged(file: path, reason: "its length does not fit its \(rows) molecules") }
        count = Int(rows)
        firsts = (0...Self.bits + 1).map { bytes.index(at: 24 + 4 * $0) }
        guard firsts.first == 0, firsts.last == count, zip(firsts, firsts.dropFirst()).allSatisfy(<=) else {
            throw .damaged(file: path, reason: "the table of its molecules contradicts itself")
        }
        textEnds = Self.headerBytes + count * Self.rowBytes
        texts = textEnds + 8 * count
    }

    /// Whether a file begins as an index does.
    public static func isIndex(path: String) -> Bool {
        guard let file = try? MappedFile(path: path) else { return false }
        return isIndex(file.bytes)
    }

    private static func isIndex(_ bytes: UnsafeRawBufferPointer) -> Bool {
        bytes.prefix(magic.count).elementsEqual(magic)
    }

    /// The nearest known molecule: the same structure if it is known, else the first of the most similar ones. Nil if no
    /// known molecule shares a bit.
    public func nearest(to molecule: Molecule) -> NearestMolecule? {
        let query = molecule.fingerprint(radius: 2, bits: Self.bits)
        var best = Found(row: -1, shared: 0, either: 1)
        for bits in Self.order(from: query.bitCount) {
            // The most that two such fingerprints can share.
            let most = min(bits, query.bitCount)
            let total = bits + query.bitCount
            // Shared bits that do not beat the best: s / (total - s) = shared / either.
            let enough = best.shared * total / (best.shared + best.either)
            if enough >= most { break }
            if let found = search(query.words, bits: bits, moreThan: enough) {
                best = Found(row: found.row, shared: found.shared, either: max(total - found.shared, 1))
            }
        }
        if best.row < 0 { return nil }
        let similarity = min(Double(best.shared) / Double(best.either), 1)
        let smiles = molecule.withoutMaps.smiles()
        if similarity == 1, let same = same(smiles, query, from: best.row) { return same }
        let (found, name) = text(best.row)
        return NearestMolecule(
            smiles: found, name: name, similarity: similarity, isSame: found == smiles)
    }

    private struct Found {
        let row: Int
        let shared: Int
        /// Bits that either of the two has.
        let either: Int
    }

    /// Numbers of bits, those first that allow a higher similarity.
    private static func order(from count: Int) -> [Int] {
        var order: [Int] = []
        var (low, high) = (count, count + 1)
        while low > 0 || high <= bits {
            // low / count against count / high.
            if high > bits || low > 0 && low * high >= count * count {
                order.append(low)
                low -= 1
            } else {
                order.append(high)
                high += 1
            }
        }
        return order
    }

    /// The first of the molecules with a number of bits that share the most with the query, among those from `row` on.
    private func search(
        _ query: [UInt64], bits: Int, moreThan enough: Int, from row: Int = 0
    ) -> (row: Int, shared: Int)? {
        let block = firsts[bits]..<firsts[bits + 1]
        let begin = max(row, block.lowerBound)
        guard begin < block.upperBound, let start = file.bytes.baseAddress else { return nil }
        let first = start + Self.headerBytes + block.lowerBound * Self.rowBytes
        let second = first + block.count * Self.rowBytes / 2
        let skipped = (begin - block.lowerBound) * Self.rowBytes / 2
        var shared = Int32(clamping: enough)
        let found = rd_most_shared_bits(
            (first + skipped).assumingMemoryBound(to: UInt64.self),
            (second + skipped).assumingMemoryBound(to: UInt64.self),
            Int64(block.upperBound - begin), Int32(bits), query, &shared)
        return found < 0 ? nil : (begin + Int(found), Int(shared))
    }

    /// The molecule of that SMILES among those with the query's fingerprint.
    private func same(_ smiles: String, _ query: MorganFingerprint, from first: Int) -> NearestMolecule? {
        var row = first
        while let found = search(
            query.words, bits: query.bitCount, moreThan: query.bitCount - 1, from: row)
        {
            let (text, name) = text(found.row)
            if text == smiles {
                return NearestMolecule(smiles: text, name: name, similarity: 1, isSame: true)
            }
            row = found.row + 1
        }
        return nil
    }

    /// SMILES and name of a molecule; empty where the file is damaged.
    private func text(_ row: Int) -> (smiles: String, name: String) {
        let size = UInt64(file.bytes.count - texts)
        let begin = row == 0 ? 0 : file.bytes.word(at: textEnds + 8 * (row - 1))
        let end = file.bytes.word(at: textEnds + 8 * row)
        guard begin <= end, end <= size else { return ("", "") }
        let bytes = file.bytes[texts + Int(begin)..<texts + Int(end)]
        let parts = bytes.split(separator: 0x09, maxSplits: 1, omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        return (parts.first ?? "", parts.dropFirst().first ?? "")
    }
}

extension UnsafeRawBufferPointer {
    fileprivate func word(at offset: Int) -> UInt64 {
        UInt64(littleEndian: loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }

    fileprivate func index(at offset: Int) -> Int {
        Int(UInt32(littleEndian: loadUnaligned(fromByteOffset: offset, as: UInt32.self)))
    }
}
