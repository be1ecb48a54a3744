internal import QuartetFiles

/// An array in a GGUF file's metadata. It stays in the file until its elements are read.
public struct GGUFArray: Sendable {
    /// Its key in the metadata.
    public let name: String
    public let elementType: GGUFValueType
    public let count: Int
    let file: MappedFile
    let start: Int
    let depth: Int

    /// The elements of an array of strings.
    public func strings() throws(CheckpointError) -> [String] {
        guard elementType == .string else { throw wrong("strings") }
        var cursor = GGUFCursor(file, at: start)
        var result: [String] = []
        result.reserveCapacity(count)
        for index in 0..<count { result.append(try cursor.string("\(name)[\(index)]")) }
        return result
    }

    /// The elements of an array of whole numbers (or booleans, as 0 and 1).
    public func integers() throws(CheckpointError) -> [Int] {
        switch elementType {
        case .uint8, .boolean: return numbers(UInt8.self)
        case .int8: return numbers(Int8.self)
        case .uint16: return numbers(UInt16.self)
        case .int16: return numbers(Int16.self)
        case .uint32: return numbers(UInt32.self)
        case .int32: return numbers(Int32.self)
        case .int64: return numbers(Int64.self)
        case .uint64:
            var cursor = GGUFCursor(file, at: start)
            var result: [Int] = []
            result.reserveCapacity(count)
            for index in 0..<count {
                let number = try cursor.number(UInt64.self, name)
                guard let number = Int(exactly: number) else {
                    throw CheckpointError(
                        file: file.path, "\(name)[\(index)] is \(number), expected less than 2^63")
                }
                result.append(number)
            }
            return result
        default: throw wrong("whole numbers")
        }
    }

    private func numbers<Number: FixedWidthInteger>(_ type: Number.Type) -> [Int] {
        let bytes = file.bytes
        let size = MemoryLayout<Number>.size
        return (0..<count).map {
            Int(Number(littleEndian: bytes.loadUnaligned(fromByteOffset: start + $0 * size, as: Number.self)))
        }
    }

    /// The elements of an array of numbers.
    public func floats() throws(CheckpointError) -> [Float] {
        let bytes = file.bytes
        switch elementType {
        case .float32:
            return (0..<count).map {
                let bits = bytes.loadUnaligned(fromByteOffset: start + $0 * 4, as: UInt32.self)
                return Float(bitPattern: UInt32(littleEndian: bits))
            }
        case .float64:
            return (0..<count).map {
                let bits = bytes.loadUnaligned(fromByteOffset: start + $0 * 8, as: UInt64.self)
                return Float(Double(bitPattern: UInt64(littleEndian: bits)))
            }
        case .boolean, .string, .array: throw wrong("numbers")
        default: return try integers().map { Float($0) }
        }
    }

    /// The elements of an array of arrays.
    public func arrays() throws(CheckpointError) -> [GGUFArray] {
        guard elementType == .array else { throw wrong("arrays") }
        var cursor = GGUFCursor(file, at: start)
        var result: [GGUFArray] = []
        for index in 0..<count {
            result.append(
                try GGUFMetadata.array(from: &cursor, "\(name)[\(index)]", depth: depth + 1))
        }
        return result
    }

    private func wrong(_ expected: String) -> CheckpointError {
        CheckpointError(
            file: file.path,
            "\(name) is an array of \(count) \(elementType.rawName), expected \(expected)")
    }
}
