internal import Foundation
public import QuartetFiles

/// Collects known molecules and writes the file that ``KnownMolecules`` searches. It needs as much memory as the file is
/// large.
public struct KnownMoleculesBuilder: Sendable {
    /// What a molecule is in the index: made on any thread.
    public struct Entry: Sendable {
        fileprivate let words: [UInt64]
        fileprivate let bitCount: Int
        fileprivate let text: String

        /// - Parameter name: what it is called where it is found; a tab or line end becomes a blank.
        public init(_ molecule: Molecule, name: String) {
            let fingerprint = molecule.fingerprint(radius: 2, bits: KnownMolecules.bits)
            (words, bitCount) = (fingerprint.words, fingerprint.bitCount)
            let plain = name.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            text = molecule.withoutMaps.smiles() + "\t" + plain
        }
    }

    /// The molecules with one number of bits, in the order in which they came.
    private struct Block {
        var first: [UInt64] = []
        var second: [UInt64] = []
        var texts = Data()
        var textLengths: [UInt32] = []
    }

    private var blocks = [Block](repeating: Block(), count: KnownMolecules.bits + 1)
    public private(set) var count = 0

    public init() {}

    public mutating func add(_ entry: Entry) {
        count += 1
        let half = entry.words.count / 2
        let utf8 = Data(entry.text.utf8)
        // In place: an array that is taken out of the other is copied.
        blocks[entry.bitCount].first.append(contentsOf: entry.words[..<half])
        blocks[entry.bitCount].second.append(contentsOf: entry.words[half...])
        blocks[entry.bitCount].texts.append(utf8)
        blocks[entry.bitCount].textLengths.append(UInt32(utf8.count))
    }

    /// Writes the index.
    public func write(to path: String) throws(FileError) {
        try AtomicFile.write(parts, to: path)
    }

    /// The molecules as an index that no name leads to: its file is gone with the last use.
    public func mapped() throws(FileError) -> KnownMolecules {
        let path = FileManager.default.temporaryDirectory.path + "/known-\(UUID().uuidString)"
        defer { unlink(path) }
        try write(to: path)
        return try KnownMolecules(path: path)
    }

    private var parts: [Data] {
        var header = Data(KnownMolecules.magic)
        header.append(UInt64(count))
        header.append(UInt64(blocks.reduce(0) { $0 + $1.texts.count }))
        var first = 0
        for block in blocks {
            header.append(UInt32(first))
            first += block.textLengths.count
        }
        header.append(UInt32(first))
        header.append(Data(count: KnownMolecules.headerBytes - header.count))
        var ends = Data(capacity: 8 * count)
        var end: UInt64 = 0
        for length in blocks.lazy.flatMap(\.textLengths) {
            end += UInt64(length)
            ends.append(end)
        }
        let fingerprints = blocks.flatMap { block in
            [block.first, block.second].map { words in words.withUnsafeBytes { Data($0) } }
        }
        return [header] + fingerprints + [ends] + blocks.map(\.texts)
    }
}

extension Data {
    fileprivate mutating func append<Number: FixedWidthInteger>(_ number: Number) {
        Swift.withUnsafeBytes(of: number.littleEndian) { append(contentsOf: $0) }
    }
}
