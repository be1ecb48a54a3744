internal import CKernels
internal import QuartetFiles

/// Reading tensors.
extension SafetensorsFile {
    private func entry(_ name: String) throws(CheckpointError) -> Entry {
        guard let entry = entries[name] else { throw CheckpointError(file: path, tensor: name, "is missing") }
        return entry
    }

    private func bytes(of entry: Entry) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: parts[entry.part].bytes[entry.bytes])
    }

    /// A matrix `[rows, columns]` that is used directly in the file's own type. It keeps the file mapped.
    ///
    /// - Parameter shape: the shape that the model expects, or nil for any.
    public func matrix(_ name: String, shape: Shape? = nil) throws(CheckpointError) -> QuantizedMatrix {
        let entry = try entry(name)
        let file = parts[entry.part]
        guard let type = WeightType(rawValue: entry.element.rawValue) else {
            throw CheckpointError(
                file: file.path, tensor: name, "is \(entry.element.rawValue), expected F32, F16 or BF16")
        }
        if entry.shape.count != 2 || entry.shape != shape ?? entry.shape {
            throw CheckpointError(
                file: file.path, tensor: name,
                "is \(entry.shape), expected \(shape.map { "\($0)" } ?? "a matrix")")
        }
        return try QuantizedMatrix(
            name: name, type: type, rows: entry.shape[0], columns: entry.shape[1], file: file,
            bytes: entry.bytes)
    }

    /// A tensor's bytes in the file.
    public func withBytes<Result>(of name: String, _ body: (UnsafeRawBufferPointer) -> Result)
        throws(CheckpointError)
        -> Result
    {
        body(bytes(of: try entry(name)))
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

    /// Copies a tensor's elements as float32 to a buffer of the same length.
    public func copyFloats(_ name: String, to buffer: UnsafeMutableBufferPointer<Float>)
        throws(CheckpointError)
    {
        let entry = try entry(name)
        let count = entry.shape.elementCount
        if buffer.count != count {
            throw CheckpointError(
                file: parts[entry.part].path, tensor: name, "\(count) elements, expected \(buffer.count)")
        }
        guard count > 0, let target = buffer.baseAddress else { return }
        let source = bytes(of: entry)
        switch entry.element {
        case .float32: UnsafeMutableRawBufferPointer(buffer).copyMemory(from: source)
        case .float16, .bfloat16:
            // Tensors may be unaligned: halves are copied to aligned memory in blocks.
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
            throw CheckpointError(
                file: parts[entry.part].path, tensor: name, "is I64, expected a floating-point tensor")
        }
    }

    /// The elements of an I64, I32 or U8 tensor.
    public func integers(_ name: String) throws(CheckpointError) -> [Int] {
        let entry = try entry(name)
        let source = bytes(of: entry)
        let indices = 0..<entry.shape.elementCount
        switch entry.element {
        case .int64: return indices.map { Int(source.loadUnaligned(fromByteOffset: $0 * 8, as: Int64.self)) }
        case .int32: return indices.map { Int(source.loadUnaligned(fromByteOffset: $0 * 4, as: Int32.self)) }
        case .uint8: return indices.map { Int(source[$0]) }
        default:
            throw CheckpointError(
                file: parts[entry.part].path, tensor: name,
                "is \(entry.element.rawValue), expected whole numbers")
        }
    }
}
