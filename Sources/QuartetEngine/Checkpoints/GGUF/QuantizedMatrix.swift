internal import CKernels
internal import QuartetFiles

/// A frozen matrix `[rows, columns]` whose weights stay in a mapped file, in the file's own type. Products and rows are
/// computed without expanding the whole matrix.
///
/// Matrices with the same type and columns can be stacked, so that what a layer multiplies by the same vectors (queries,
/// keys and values) is one product.
public final class QuantizedMatrix: Sendable {
    struct Part: Sendable {
        let file: MappedFile
        let start: Int
        let rows: Int
    }

    /// Its name in the file.
    public let name: String
    public let type: WeightType
    public let rows: Int
    public let columns: Int
    let parts: [Part]

    public var shape: Shape { [rows, columns] }

    /// Bytes that it takes in the file.
    public var bytes: Int { rows * type.rowBytes(columns) }

    init(name: String, type: WeightType, rows: Int, columns: Int, file: MappedFile, bytes: Range<Int>)
        throws(CheckpointError)
    {
        guard rows > 0, columns > 0, columns % type.blockLength == 0,
            bytes.count == rows * type.rowBytes(columns)
        else {
            throw CheckpointError(
                file: file.path, tensor: name,
                "\(type.rawValue) [\(rows), \(columns)] does not take \(bytes.count) bytes")
        }
        let place = qk_weights_first_not_finite(
            file.bytes.baseAddress.map { $0 + bytes.lowerBound }, type.kernelType, Int64(columns), Int64(rows)
        )
        if place >= 0 {
            throw CheckpointError(
                file: file.path, tensor: name,
                "row \(place / Int64(columns)) contains a NaN or an infinity at column \(place % Int64(columns))"
            )
        }
        (self.name, self.type, self.rows, self.columns) = (name, type, rows, columns)
        parts = [Part(file: file, start: bytes.lowerBound, rows: rows)]
    }

    /// Stacks the rows of several matrices without copying them.
    ///
    /// - Throws: if their columns or types differ.
    public init(stacking matrices: [QuantizedMatrix]) throws(CheckpointError) {
        guard let first = matrices.first else { fatalError("QuantizedMatrix: no matrices to stack.") }
        for other in matrices where other.columns != first.columns || other.type != first.type {
            throw CheckpointError(
                file: other.parts[0].file.path, tensor: other.name,
                "\(other.type.rawValue) of \(other.columns) columns, expected \(first.type.rawValue) "
                    + "of \(first.columns) as \(first.name)")
        }
        name = matrices.map(\.name).joined(separator: " + ")
        (type, columns) = (first.type, first.columns)
        rows = matrices.reduce(0) { $0 + $1.rows }
        parts = matrices.flatMap(\.parts)
    }

    /// The parts for the kernels; valid as long as the matrix is.
    func kernelParts() -> Block<qk_weights_part> {
        Block(
            parts.map { part in
                qk_weights_part(
                    weights: part.file.bytes.baseAddress.map { $0 + part.start }, rows: Int64(part.rows))
            })
    }

    /// A row as float32.
    public func row(_ row: Int) -> [Float] {
        if row < 0 || row >= rows { fatalError("\(name): row \(row) of \(rows).") }
        let block = kernelParts()
        var index = Int32(row)
        return [Float](unsafeUninitializedCapacity: columns) { buffer, count in
            _ = qk_quantized_gather(
                block.base, Int32(parts.count), type.kernelType, Int64(columns), &index, 1,
                buffer.baseAddress, 1)
            count = columns
        }
    }
}
