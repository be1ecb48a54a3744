internal import Foundation
internal import QuartetFiles

/// A memory-mapped safetensors file: a JSON header and named tensors. The whole header is checked against the file before
/// any of it is used.
///
/// Format: 8 bytes with the header's length (little endian), the header, the tensors' bytes without gaps
/// (https://github.com/huggingface/safetensors, version 0.4 and later).
public final class SafetensorsFile: Sendable {
    /// An element type that this reader supports.
    public enum Element: String, Sendable {
        case float32 = "F32"
        case float16 = "F16"
        case bfloat16 = "BF16"
        case int64 = "I64"
        case int32 = "I32"
        case uint8 = "U8"

        public var size: Int {
            switch self {
            case .int64: 8
            case .float32, .int32: 4
            case .float16, .bfloat16: 2
            case .uint8: 1
            }
        }
    }

    public struct Entry: Sendable {
        public let element: Element
        public let shape: Shape
        /// The tensor's bytes in the file.
        let bytes: Range<Int>
        /// The part that contains it.
        let part: Int
    }

    public let path: String
    /// The file's metadata; for an index, the metadata of its parts.
    public let metadata: [String: String]
    public let entries: [String: Entry]
    /// The file, or the parts of an index.
    let parts: [MappedFile]

    static let largestHeader = 100_000_000

    /// Opens a file, or by its index (`model.safetensors.index.json`) a model in several files.
    public init(path: String) throws(CheckpointError) {
        self.path = path
        if path.hasSuffix(".json") {
            (parts, metadata, entries) = try SafetensorsIndex(path: path).open()
        } else {
            let file = try MappedFile.tensors(path)
            (metadata, entries) = try Self.read(file, part: 0)
            parts = [file]
        }
    }

    /// Reads a file's header.
    static func read(_ file: MappedFile, part: Int) throws(CheckpointError) -> (
        [String: String], [String: Entry]
    ) {
        let path = file.path
        if file.bytes.starts(with: "GGUF".utf8) {
            throw CheckpointError(
                file: path,
                "is a GGUF file, expected safetensors: `quartet lab generate --model` runs the language models in GGUF files"
            )
        }
        if let kind = otherContent(file.bytes) {
            throw CheckpointError(file: path, "is \(kind), not weights: give a .safetensors file")
        }
        guard file.count >= 8 else {
            throw CheckpointError(file: path, "\(file.count) bytes: too short for a safetensors file")
        }
        let length = UInt64(littleEndian: file.bytes.loadUnaligned(as: UInt64.self))
        guard length <= UInt64(file.count - 8), length <= UInt64(Self.largestHeader) else {
            throw CheckpointError(
                file: path,
                "the header should have \(length) bytes, \(file.count - 8) follow: truncated, or not a safetensors file"
            )
        }
        let dataStart = 8 + Int(length)
        let text = UnsafeRawBufferPointer(rebasing: file.bytes[8..<dataStart])
        guard text.first == UInt8(ascii: "{"), !text.contains(0) else {
            throw CheckpointError(file: path, "the header is damaged: it is not a JSON object in UTF-8")
        }
        let header: SafetensorsHeader
        do {
            header = try JSONDecoder().decode(SafetensorsHeader.self, from: Data(text))
        } catch {
            throw CheckpointError(file: path, "the header is damaged: \(DecodingError.reason(of: error))")
        }
        if let name = SafetensorsHeader.repeatedName(in: text, count: header.nameCount) {
            throw CheckpointError(file: path, tensor: name, "is in the header twice")
        }
        var entries: [String: Entry] = [:]
        for (name, raw) in header.tensors.sorted(by: { $0.name < $1.name }) {
            entries[name] = try Self.check(
                raw, name: name, path: path, dataStart: dataStart, fileSize: file.count, part: part)
        }
        try Self.checkLayout(entries, path: path, dataStart: dataStart, fileSize: file.count)
        return (header.metadata, entries)
    }

    /// What a file is that cannot be safetensors: known by its signature, or a text, which has no zero bytes as the length of
    /// a header has.
    private static func otherContent(_ bytes: UnsafeRawBufferPointer) -> String? {
        let head = bytes.prefix(200)
        if head.isEmpty || (head.count > 8 && head[8] == UInt8(ascii: "{")) { return nil }
        if let kind = FileSignature.name(head) { return kind }
        guard head.allSatisfy({ $0 >= 0x20 || [0x09, 0x0A, 0x0D].contains($0) }) else { return nil }
        let line = String(decoding: head, as: UTF8.self).prefix { !$0.isNewline }.prefix(40)
        return "a text that begins with '\(line)'"
    }

    private static func check(
        _ raw: SafetensorsHeader.Raw, name: String, path: String, dataStart: Int, fileSize: Int, part: Int
    ) throws(CheckpointError) -> Entry {
        guard let element = Element(rawValue: raw.dtype) else {
            throw CheckpointError(
                file: path, tensor: name,
                "element type \(raw.dtype) is not one of F32, F16, BF16, I64, I32, U8")
        }
        guard let shape = Shape(checking: raw.shape) else {
            throw CheckpointError(
                file: path, tensor: name, "shape \(raw.shape) has a negative extent or is too large")
        }
        let size = shape.elementCount * element.size
        guard raw.offsets.count == 2, raw.offsets[0] >= 0, raw.offsets[0] <= raw.offsets[1],
            raw.offsets[1] <= fileSize - dataStart
        else {
            throw CheckpointError(
                file: path, tensor: name,
                "bytes \(raw.offsets) are outside the file's \(fileSize - dataStart) bytes of data: truncated or damaged"
            )
        }
        guard raw.offsets[1] - raw.offsets[0] == size else {
            throw CheckpointError(
                file: path, tensor: name,
                "\(raw.dtype) \(raw.shape) takes \(size) bytes, the header gives it \(raw.offsets[1] - raw.offsets[0])"
            )
        }
        return Entry(
            element: element, shape: shape,
            bytes: dataStart + raw.offsets[0]..<dataStart + raw.offsets[1],
            part: part)
    }

    /// Tensors follow one another without gaps or overlaps, to the end of the file.
    private static func checkLayout(
        _ entries: [String: Entry], path: String, dataStart: Int, fileSize: Int
    ) throws(CheckpointError) {
        var end = dataStart
        let order = entries.sorted {
            ($0.value.bytes.lowerBound, $0.value.bytes.upperBound, $0.key)
                < ($1.value.bytes.lowerBound, $1.value.bytes.upperBound, $1.key)
        }
        for (name, entry) in order {
            if entry.bytes.lowerBound != end {
                throw CheckpointError(
                    file: path, tensor: name,
                    "begins at byte \(entry.bytes.lowerBound), expected \(end): tensors overlap or leave a gap"
                )
            }
            end = entry.bytes.upperBound
        }
        if end != fileSize {
            throw CheckpointError(file: path, "\(fileSize - end) bytes follow the last tensor")
        }
    }
}
