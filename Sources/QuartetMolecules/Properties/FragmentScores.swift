internal import QuartetCatalogs
package import QuartetFiles

/// Scores of fragments by their Morgan code, in a mapped file of `catalogs/molecules/tables` that
/// `scripts/pack-fragment-scores` writes.
package struct FragmentScores: Sendable {
    private let file: MappedFile
    private let scoreCount: Int
    private let codeCount: Int

    private static let magic = Array("QFRAGS1\n".utf8)
    private static let headerBytes = 16

    /// - Parameter name: a table that is installed with the program.
    init(installed name: String) throws {
        try self.init(
            path: ResourceLocator().file("molecules/tables/\(name).fragments", in: .catalogs))
    }

    package init(path: String) throws(FileError) {
        file = try MappedFile(path: path)
        let bytes = file.bytes
        guard bytes.count >= Self.headerBytes, bytes.prefix(Self.magic.count).elementsEqual(Self.magic) else {
            throw .damaged(file: path, reason: "it is not a table of fragment scores")
        }
        scoreCount = Int(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt32.self)))
        codeCount = Int(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 12, as: UInt32.self)))
        let expected = Self.headerBytes + 8 * scoreCount + 6 * codeCount
        guard bytes.count == expected else {
            throw .damaged(file: path, reason: "it has \(bytes.count) bytes where \(expected) belong")
        }
    }

    /// The score of a fragment; nil for one that the table lacks.
    package subscript(code: UInt32) -> Double? {
        let bytes = file.bytes
        let codes = Self.headerBytes + 8 * scoreCount
        var low = 0
        var high = codeCount
        while low < high {
            let middle = (low + high) / 2
            let found = bytes.loadUnaligned(fromByteOffset: codes + 4 * middle, as: UInt32.self)
            if UInt32(littleEndian: found) < code { low = middle + 1 } else { high = middle }
        }
        guard low < codeCount,
            UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: codes + 4 * low, as: UInt32.self))
                == code
        else { return nil }
        let place = bytes.loadUnaligned(fromByteOffset: codes + 4 * codeCount + 2 * low, as: UInt16.self)
        let index = Int(UInt16(littleEndian: place))
        // A damaged file may point past its scores.
        guard index < scoreCount else { return nil }
        let bits = bytes.loadUnaligned(fromByteOffset: Self.headerBytes + 8 * index, as: UInt64.self)
        return Double(bitPattern: UInt64(littleEndian: bits))
    }
}
