/// What a file is that was given as a model's weights but is something else, told by its first bytes: the usual results
/// of a failed download, and formats that are not read.
public enum ForeignContent: Sendable, Equatable {
    case empty
    case webPage
    /// What a repository keeps in place of a large file.
    ///
    /// - Parameter size: bytes of the file that it stands for.
    case pointer(size: String?)
    /// A format from before GGUF, by its name.
    case oldModel(String)
    case pickle
    case zipArchive
    case hierarchicalData
    case compressed(String)

    private static let oldModels = ["ggml", "ggmf", "ggjt", "ggla"]

    /// Recognises a file's bytes; nil for anything else.
    public init?(_ bytes: UnsafeRawBufferPointer) {
        let head = bytes.prefix(512)
        // The header's length and a brace: safetensors, whose first byte can be any.
        if head.count > 8, head[8] == UInt8(ascii: "{") { return nil }
        func begins(_ text: String) -> Bool { head.starts(with: text.utf8) }
        if head.isEmpty {
            self = .empty
        } else if begins("version https://git-lfs") {
            let lines = String(decoding: head, as: UTF8.self).split(whereSeparator: \.isNewline)
            self = .pointer(size: lines.first { $0.hasPrefix("size ") }.map { String($0.dropFirst(5)) })
        } else if let name = Self.oldModels.first(where: { head.starts(with: $0.utf8.reversed()) }) {
            // The name is a number of four bytes in little-endian order.
            self = .oldModel(name.uppercased())
        } else if begins("PK\u{3}\u{4}") {
            self = Self.hasPickle(head) ? .pickle : .zipArchive
        } else if head.count > 1, head[0] == 0x80, 2...5 ~= head[1] {
            self = .pickle
        } else if head.starts(with: [0x89] + Array("HDF\r\n".utf8)) {
            self = .hierarchicalData
        } else if let kind = Self.compression(head) {
            self = .compressed(kind)
        } else if Self.isWebPage(head) {
            self = .webPage
        } else {
            return nil
        }
    }

    /// PyTorch's archives begin with the pickle of the model or a folder that holds it.
    private static func hasPickle(_ head: Slice<UnsafeRawBufferPointer>) -> Bool {
        let text = String(decoding: head, as: UTF8.self)
        return ["/data.pkl", "/byteorder", "/version", "/.format_version"].contains { text.contains($0) }
    }

    private static func compression(_ head: Slice<UnsafeRawBufferPointer>) -> String? {
        let kinds: [(name: String, bytes: [UInt8])] = [
            ("gzip", [0x1F, 0x8B]), ("Zstandard", [0x28, 0xB5, 0x2F, 0xFD]),
            ("xz", [0xFD, 0x37, 0x7A, 0x58, 0x5A]), ("bzip2", Array("BZh".utf8)),
        ]
        return kinds.first { head.starts(with: $0.bytes) }?.name
    }

    private static func isWebPage(_ head: Slice<UnsafeRawBufferPointer>) -> Bool {
        let text = String(decoding: head, as: UTF8.self).lowercased()
        let start = text.drop { $0.isWhitespace || $0 == "\u{FEFF}" }
        return ["<!doctype html", "<html", "<head", "<!-- "].contains { start.hasPrefix($0) }
    }

    /// What the file is and what to do, to follow its name.
    public var reason: String {
        switch self {
        case .empty: "is empty (0 bytes): the download failed; fetch the file again"
        case .webPage:
            "is a web page, not weights: the address leads to a page about the file or to a login; "
                + "download the file itself"
        case .pointer(let size):
            "is a Git LFS pointer, which stands for the file\(size.map { " of \($0) bytes" } ?? ""): "
                + "fetch the file itself with `git lfs pull`, or download it again"
        case .oldModel(let name):
            "is in the old format \(name), which GGUF replaced in 2023: download the model as GGUF"
        case .pickle:
            "is a PyTorch file (a pickle, which may run code when it is opened), and is not read: "
                + "download the model as safetensors, or as GGUF"
        case .zipArchive: "is a zip archive: unpack it, and give the file of weights in it"
        case .hierarchicalData:
            "is an HDF5 file, as Keras writes it, and is not read: download the model as safetensors, or as GGUF"
        case .compressed(let kind): "is compressed (\(kind)): unpack it first"
        }
    }
}
