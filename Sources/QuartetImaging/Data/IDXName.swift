internal import Foundation

/// The name of a published IDX file, such as `train-images-idx3-ubyte.gz` (MNIST, Fashion-MNIST, KMNIST),
/// `t10k-labels.idx1-ubyte` (as some programs unpack them) or `emnist-letters-test-images-idx3-ubyte`.
struct IDXName {
    enum Kind: String { case images, labels }

    /// Relative to the folder that was searched.
    let path: String
    let kind: Kind
    /// What stands before "images" or "labels": the same for pictures and their labels.
    let prefix: String
    let isCompressed: Bool

    init?(_ path: String) {
        let name = path.split(separator: "/").last.map { String($0) } ?? path
        let form = /(.*)(images|labels)[-._]idx\d[-._]ubyte(\.gz)?/.ignoresCase()
        guard let match = name.wholeMatch(of: form), let kind = Kind(rawValue: match.output.2.lowercased())
        else { return nil }
        (self.path, self.kind, prefix) = (path, kind, String(match.output.1))
        isCompressed = match.output.3 != nil
    }

    private var words: [Substring] { prefix.split { "-._".contains($0) } }

    var part: DataPart? { words.lazy.compactMap { DataPart(named: $0) }.first }

    /// The data set without its part: `emnist-letters`; empty for MNIST.
    var dataSet: String {
        words.filter { DataPart(named: $0) == nil }.joined(separator: "-").lowercased()
    }

    /// EMNIST's pictures are stored with rows and columns exchanged (Cohen et al., 2017).
    var isTransposed: Bool { dataSet.hasPrefix("emnist") }

    /// The files of this form below a folder, one of each: a plain file stands before its compressed copy.
    static func all(in files: [String]) -> [IDXName] {
        let names = files.compactMap { IDXName($0) }
        return names.filter { name in
            !names.contains { other in
                if other.kind != name.kind || other.prefix != name.prefix { return false }
                if other.isCompressed != name.isCompressed { return name.isCompressed }
                return other.path < name.path
            }
        }
    }
}
