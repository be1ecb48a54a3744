internal import CKernels
internal import QuartetFiles

/// A memory-mapped GGUF file: a model's description, vocabulary and weights. The whole header is checked against the file
/// before any of it is used.
///
/// Format: the letters GGUF, a version (2 or 3), the numbers of tensors and of values, the values, the tensors' names,
/// extents, types and places, and at a multiple of the alignment the tensors
/// (https://github.com/ggml-org/ggml/blob/master/docs/gguf.md). Little endian.
public final class GGUFFile: Sendable {
    /// A tensor of the file.
    public struct Entry: Sendable {
        /// Outermost extent first, as everywhere in the engine (the file stores them in reverse).
        public let shape: Shape
        /// The type's name in the format, such as `Q4_1`.
        public var typeName: String { type.name }
        /// The type, or nil if the engine does not support it.
        public var weightType: WeightType? { type.weightType }
        let type: GGUFTensorType
        /// The tensor's bytes in the file.
        let bytes: Range<Int>
    }

    public let path: String
    public let version: Int
    public let metadata: GGUFMetadata
    public let entries: [String: Entry]
    let file: MappedFile

    public init(path: String) throws(CheckpointError) {
        self.path = path
        file = try MappedFile.tensors(path)
        var cursor = GGUFCursor(file)
        guard file.count >= 24, file.bytes.starts(with: "GGUF".utf8) else {
            throw CheckpointError(
                file: path, "does not begin with the letters GGUF: it is not a GGUF file, or damaged")
        }
        try cursor.skip(4, "the letters GGUF")
        let version = try cursor.number(UInt32.self, "the version")
        guard version == 2 || version == 3 else {
            let isSwapped = version.byteSwapped == 2 || version.byteSwapped == 3
            throw CheckpointError(
                file: path,
                isSwapped
                    ? "is big endian, expected little endian"
                    : "has version \(version), expected 2 or 3")
        }
        self.version = Int(version)
        let tensorCount = try cursor.number(UInt64.self, "the number of tensors")
        let valueCount = try cursor.number(UInt64.self, "the number of values")
        metadata = try GGUFMetadata.read(valueCount, from: &cursor)
        if metadata.contains("split.count"), try metadata.integer("split.count") > 1 {
            throw CheckpointError(
                file: path,
                "is one of \(try metadata.integer("split.count")) parts of a model: merge them into one file first"
            )
        }
        let alignment = try Self.alignment(metadata)
        let infos = try GGUFTensorInfo.read(tensorCount, from: &cursor)
        entries = try GGUFTensorInfo.place(
            infos, in: file, after: cursor.offset, alignment: alignment)
    }

    private static func alignment(_ metadata: GGUFMetadata) throws(CheckpointError) -> Int {
        let name = "general.alignment"
        if !metadata.contains(name) { return 32 }
        let alignment = try metadata.integer(name)
        guard alignment >= 1, alignment <= 1 << 30, alignment & (alignment - 1) == 0 else {
            throw CheckpointError(
                file: metadata.path, "\(name) is \(alignment), expected a power of two up to 2^30")
        }
        return alignment
    }

    func entry(_ name: String) throws(CheckpointError) -> Entry {
        guard let entry = entries[name] else { throw CheckpointError(file: path, tensor: name, "is missing") }
        return entry
    }

    func weightType(_ name: String) throws(CheckpointError) -> WeightType {
        let entry = try entry(name)
        guard let type = entry.weightType else {
            throw CheckpointError(
                file: path, tensor: name,
                "has type \(entry.typeName), expected one of "
                    + WeightType.allCases.map(\.rawValue).joined(separator: ", "))
        }
        return type
    }

    /// A tensor's bytes in the file.
    public func withBytes<Result>(of name: String, _ body: (UnsafeRawBufferPointer) -> Result)
        throws(CheckpointError) -> Result
    {
        body(UnsafeRawBufferPointer(rebasing: file.bytes[try entry(name).bytes]))
    }

    /// A tensor's elements as float32, whichever `WeightType` it has: for vectors and small matrices. Large matrices are
    /// used in their own type: see `matrix`.
    public func floats(_ name: String) throws(CheckpointError) -> [Float] {
        let entry = try entry(name)
        let type = try weightType(name)
        let columns = entry.shape.last ?? 1
        let rows = entry.shape.elementCount / columns
        let bytes = UnsafeRawBufferPointer(rebasing: file.bytes[entry.bytes])
        let result = [Float](unsafeUninitializedCapacity: rows * columns) { buffer, count in
            if let target = buffer.baseAddress, let source = bytes.baseAddress {
                for row in 0..<rows {
                    qk_weights_expand(
                        source + row * type.rowBytes(columns), type.kernelType, Int64(columns),
                        target + row * columns)
                }
            }
            count = rows * columns
        }
        let place = result.withUnsafeBufferPointer { qk_first_not_finite($0.baseAddress, Int64($0.count)) }
        if place >= 0 {
            throw CheckpointError(
                file: path, tensor: name, "element \(place) is \(result[Int(place)]), expected finite numbers"
            )
        }
        return result
    }

    /// A matrix `[rows, columns]` that is used directly in the file's own type. It keeps the file mapped.
    ///
    /// - Parameter shape: the shape that the model expects, or nil for any.
    public func matrix(_ name: String, shape: Shape? = nil) throws(CheckpointError) -> QuantizedMatrix {
        let entry = try entry(name)
        let type = try weightType(name)
        if entry.shape.count != 2 {
            throw CheckpointError(file: path, tensor: name, "is \(entry.shape), expected a matrix")
        }
        if let shape, shape != entry.shape {
            throw CheckpointError(file: path, tensor: name, "is \(entry.shape), expected \(shape)")
        }
        return try QuantizedMatrix(
            name: name, type: type, rows: entry.shape[0], columns: entry.shape[1], file: file,
            bytes: entry.bytes)
    }
}
