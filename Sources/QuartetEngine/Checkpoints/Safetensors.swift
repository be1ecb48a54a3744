internal import CKernels
internal import Foundation

/// A safetensors file: named tensors behind a JSON header, memory-mapped. Whatever the header says is checked against
/// the file before any of it is used.
///
/// Format: 8 bytes with the header's length (little endian), the header, the tensors' bytes without gaps
/// (https://github.com/huggingface/safetensors, version 0.4 and later).
public final class SafetensorsFile: Sendable {
    /// An element type of the format that this reader knows.
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
        /// Position in the file.
        let bytes: Range<Int>
    }

    public let path: String
    /// What the file says about itself.
    public let metadata: [String: String]
    public let entries: [String: Entry]
    private let file: MappedFile

    static let largestHeader = 100_000_000

    public init(path: String) throws(CheckpointError) {
        file = try MappedFile(path: path)
        self.path = path
        guard file.count >= 8 else {
            throw CheckpointError(file: path, "\(file.count) bytes: too short for a safetensors file")
        }
        let length = UInt64(littleEndian: file.bytes.loadUnaligned(as: UInt64.self))
        guard length <= UInt64(file.count - 8), length <= UInt64(Self.largestHeader) else {
            throw CheckpointError(
                file: path,
                "the header claims \(length) bytes, \(file.count - 8) follow: truncated, or no safetensors file"
            )
        }
        let dataStart = 8 + Int(length)
        let text = UnsafeRawBufferPointer(rebasing: file.bytes[8..<dataStart])
        guard text.first == UInt8(ascii: "{"), !text.contains(0) else {
            throw CheckpointError(file: path, "the header is damaged: no JSON object in UTF-8")
        }
        let header: SafetensorsHeader
        do {
            header = try JSONDecoder().decode(SafetensorsHeader.self, from: Data(text))
        } catch {
            throw CheckpointError(file: path, "the header is damaged: \(SafetensorsHeader.reason(error))")
        }
        if let name = header.repeatedName(in: text) {
            throw CheckpointError(file: path, tensor: name, "is in the header twice")
        }
        metadata = header.metadata
        var entries: [String: Entry] = [:]
        for (name, raw) in header.tensors.sorted(by: { $0.name < $1.name }) {
            entries[name] = try Self.check(
                raw, name: name, path: path, dataStart: dataStart, fileSize: file.count)
        }
        try Self.checkLayout(entries, path: path, dataStart: dataStart, fileSize: file.count)
        self.entries = entries
    }

    private static func check(
        _ raw: SafetensorsHeader.Raw, name: String, path: String, dataStart: Int, fileSize: Int
    ) throws(CheckpointError) -> Entry {
        guard let element = Element(rawValue: raw.dtype) else {
            throw CheckpointError(
                file: path, tensor: name,
                "element type \(raw.dtype) is not one of F32, F16, BF16, I64, I32, U8")
        }
        var size = element.size
        for extent in raw.shape {
            let (product, overflow) = size.multipliedReportingOverflow(by: extent)
            if extent < 0 || overflow {
                throw CheckpointError(file: path, tensor: name, "shape \(raw.shape) is absurd")
            }
            size = product
        }
        guard raw.offsets.count == 2, raw.offsets[0] >= 0, raw.offsets[0] <= raw.offsets[1],
            raw.offsets[1] <= fileSize - dataStart
        else {
            throw CheckpointError(
                file: path, tensor: name,
                "bytes \(raw.offsets) lie outside the file's \(fileSize - dataStart) bytes of data: truncated or damaged"
            )
        }
        guard raw.offsets[1] - raw.offsets[0] == size else {
            throw CheckpointError(
                file: path, tensor: name,
                "\(raw.dtype) \(raw.shape) takes \(size) bytes, the file gives it \(raw.offsets[1] - raw.offsets[0])"
            )
        }
        return Entry(
            element: element, shape: raw.shape, bytes: dataStart + raw.offsets[0]..<dataStart + raw.offsets[1]
        )
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

    private func entry(_ name: String) throws(CheckpointError) -> Entry {
        guard let entry = entries[name] else { throw CheckpointError(file: path, tensor: name, "is missing") }
        return entry
    }

    /// A tensor's bytes as they lie in the file.
    public func withBytes<Result>(of name: String, _ body: (UnsafeRawBufferPointer) -> Result)
        throws(CheckpointError)
        -> Result
    {
        body(UnsafeRawBufferPointer(rebasing: file.bytes[try entry(name).bytes]))
    }

    /// A tensor's elements as float32: floating-point types are widened, int32 and uint8 converted.
    public func floats(_ name: String) throws(CheckpointError) -> [Float] {
        let entry = try entry(name)
        var result = [Float](repeating: 0, count: entry.shape.elementCount)
        try result.withUnsafeMutableBufferPointer { buffer throws(CheckpointError) in
            try copyFloats(name, to: buffer)
        }
        return result
    }

    /// The same into memory that the caller provides, as long as the tensor.
    public func copyFloats(_ name: String, to buffer: UnsafeMutableBufferPointer<Float>)
        throws(CheckpointError)
    {
        let entry = try entry(name)
        let count = entry.shape.elementCount
        if buffer.count != count {
            throw CheckpointError(file: path, tensor: name, "\(count) elements, expected \(buffer.count)")
        }
        guard count > 0, let target = buffer.baseAddress else { return }
        let source = UnsafeRawBufferPointer(rebasing: file.bytes[entry.bytes])
        switch entry.element {
        case .float32: UnsafeMutableRawBufferPointer(buffer).copyMemory(from: source)
        case .float16, .bfloat16:
            // Tensors may begin at odd addresses: halves are copied in blocks to where they are aligned.
            withUnsafeTemporaryAllocation(of: UInt16.self, capacity: 4096) { block in
                var done = 0
                while done < count {
                    let n = min(4096, count - done)
                    UnsafeMutableRawPointer(block.baseAddress!)
                        .copyMemory(from: source.baseAddress! + done * 2, byteCount: n * 2)
                    if entry.element == .float16 {
                        qk_from_float16(block.baseAddress!, target + done, Int64(n))
                    } else {
                        qk_from_bfloat16(block.baseAddress!, target + done, Int64(n))
                    }
                    done += n
                }
            }
        case .int32:
            for i in 0..<count {
                target[i] = Float(source.loadUnaligned(fromByteOffset: i * 4, as: Int32.self))
            }
        case .uint8: for i in 0..<count { target[i] = Float(source[i]) }
        case .int64:
            throw CheckpointError(file: path, tensor: name, "is I64, expected a floating-point tensor")
        }
    }

    /// The elements of an I64, I32 or U8 tensor.
    public func integers(_ name: String) throws(CheckpointError) -> [Int] {
        let entry = try entry(name)
        let source = UnsafeRawBufferPointer(rebasing: file.bytes[entry.bytes])
        let indices = 0..<entry.shape.elementCount
        switch entry.element {
        case .int64: return indices.map { Int(source.loadUnaligned(fromByteOffset: $0 * 8, as: Int64.self)) }
        case .int32: return indices.map { Int(source.loadUnaligned(fromByteOffset: $0 * 4, as: Int32.self)) }
        case .uint8: return indices.map { Int(source[$0]) }
        default:
            throw CheckpointError(
                file: path, tensor: name, "is \(entry.element.rawValue), expected whole numbers")
        }
    }
}
