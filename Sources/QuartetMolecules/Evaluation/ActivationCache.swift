internal import Foundation
public import QuartetFiles

/// A folder of sums of ChemNet's activations, each in a file of its own that is named by the molecules: those of a reference
/// are computed once, whatever is compared with it.
public struct ActivationCache: Sendable {
    private let folder: String
    private let network: ChemNet
    /// Tells the weights from others.
    private let weights: String

    /// - Throws: `FileError` when the folder cannot be made, or the weights cannot be read.
    public init(folder: String, of network: ChemNet) throws(FileError) {
        try OutputFolder.prepare(folder)
        (self.folder, self.network) = (folder, network)
        let file = try MappedFile(path: network.path)
        weights = withExtendedLifetime(file) { Fingerprint(file.bytes).text }
    }

    /// The sums of molecules, from the folder where it has them.
    ///
    /// - Parameters:
    ///   - smiles: canonical, in an order that stays the same.
    ///   - progress: is told how many are done, of those that are computed.
    /// - Throws: `FileError` when the folder cannot be written to.
    func sums(of smiles: [String], progress: (Int) -> Void) throws -> GaussianSums {
        if smiles.isEmpty { return GaussianSums(width: ChemNet.width) }
        let path = self.path(of: smiles)
        // A damaged file is replaced.
        if let bytes = try? FileBytes.read(path, limit: 1 << 26),
            let sums = GaussianSums(bytes: bytes, width: ChemNet.width), sums.count == smiles.count
        {
            return sums
        }
        let sums = try network.sums(of: smiles, progress: progress)
        try AtomicFile.write(sums.bytes, to: path)
        return sums
    }

    private func path(of smiles: [String]) -> String {
        var fingerprint = Fingerprint(weights)
        for text in smiles {
            fingerprint.add(text.utf8)
            fingerprint.add(UInt64(0x0A))
        }
        return folder + "/" + String(format: "%016lx", fingerprint.value) + ".chemnet"
    }
}

/// The sums as a file: the number of rows, the sums, the products, each number in 8 bytes, little-endian.
extension GaussianSums {
    var bytes: [UInt8] {
        let words = [UInt64(count)] + (sums + products).map(\.bitPattern)
        return words.flatMap { word in withUnsafeBytes(of: word.littleEndian) { Array($0) } }
    }

    /// Nil for bytes that are not sums of this width.
    init?(bytes: [UInt8], width: Int) {
        guard bytes.count == 8 * (1 + width + width * width) else { return nil }
        let words = bytes.withUnsafeBytes { buffer in
            (0..<buffer.count / 8).map {
                UInt64(littleEndian: buffer.loadUnaligned(fromByteOffset: 8 * $0, as: UInt64.self))
            }
        }
        let values = words.dropFirst().map { Double(bitPattern: $0) }
        guard let count = Int(exactly: words[0]), values.allSatisfy(\.isFinite) else { return nil }
        self.init(
            width: width, count: count, sums: Array(values[..<width]), products: Array(values[width...]))
    }
}
