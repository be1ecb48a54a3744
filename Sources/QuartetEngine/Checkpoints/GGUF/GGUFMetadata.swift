internal import QuartetFiles

/// A GGUF file's metadata: keys such as `llama.block_count` and their values.
public struct GGUFMetadata: Sendable {
    public enum Value: Sendable {
        case unsigned(UInt64)
        case signed(Int64)
        case float(Double)
        case boolean(Bool)
        case string(String)
        case array(GGUFArray)

        /// The kind of value, for error messages.
        var kind: String {
            switch self {
            case .unsigned, .signed: "a whole number"
            case .float: "a floating-point number"
            case .boolean: "a boolean"
            case .string: "a string"
            case .array(let array): "an array of \(array.count) \(array.elementType.rawName)"
            }
        }
    }

    /// The file's name, for errors.
    public let path: String
    let values: [String: Value]

    public var names: [String] { values.keys.sorted() }

    public func contains(_ name: String) -> Bool { values[name] != nil }

    /// The value of a key, or nil.
    public subscript(_ name: String) -> Value? { values[name] }

    /// A whole number.
    public func integer(_ name: String) throws(CheckpointError) -> Int {
        switch try value(name) {
        case .unsigned(let number):
            guard let number = Int(exactly: number) else { throw wrong(name, "a whole number below 2^63") }
            return number
        case .signed(let number): return Int(number)
        default: throw wrong(name, "a whole number")
        }
    }

    /// A number, whole ones included.
    public func float(_ name: String) throws(CheckpointError) -> Float {
        switch try value(name) {
        case .float(let number): return Float(number)
        case .unsigned(let number): return Float(number)
        case .signed(let number): return Float(number)
        default: throw wrong(name, "a number")
        }
    }

    public func boolean(_ name: String) throws(CheckpointError) -> Bool {
        guard case .boolean(let value) = try value(name) else { throw wrong(name, "a boolean") }
        return value
    }

    public func string(_ name: String) throws(CheckpointError) -> String {
        guard case .string(let text) = try value(name) else { throw wrong(name, "a string") }
        return text
    }

    public func array(_ name: String) throws(CheckpointError) -> GGUFArray {
        guard case .array(let array) = try value(name) else { throw wrong(name, "an array") }
        return array
    }

    /// The elements of an array of strings.
    public func strings(_ name: String) throws(CheckpointError) -> [String] { try array(name).strings() }
    /// The elements of an array of whole numbers.
    public func integers(_ name: String) throws(CheckpointError) -> [Int] { try array(name).integers() }
    /// The elements of an array of numbers.
    public func floats(_ name: String) throws(CheckpointError) -> [Float] { try array(name).floats() }

    private func value(_ name: String) throws(CheckpointError) -> Value {
        guard let value = values[name] else {
            throw CheckpointError(file: path, "metadata key \"\(name)\" is missing")
        }
        return value
    }

    private func wrong(_ name: String, _ expected: String) -> CheckpointError {
        CheckpointError(
            file: path, "\(name) is \(values[name]?.kind ?? "missing"), expected \(expected)")
    }
}

/// A type of value in a GGUF file's metadata, by its number in the format.
public enum GGUFValueType: UInt32, Sendable {
    case uint8, int8, uint16, int16, uint32, int32, float32, boolean, string, array, uint64, int64, float64

    /// Bytes of a value, or nil if they vary.
    var size: Int? {
        switch self {
        case .uint8, .int8, .boolean: 1
        case .uint16, .int16: 2
        case .uint32, .int32, .float32: 4
        case .uint64, .int64, .float64: 8
        case .string, .array: nil
        }
    }

    var rawName: String {
        switch self {
        case .string: "strings"
        case .array: "arrays"
        case .boolean: "booleans"
        case .float32, .float64: "floating-point numbers"
        default: "whole numbers"
        }
    }
}

extension GGUFMetadata {
    /// The limit to nested arrays; real files nest two.
    private static let deepest = 8

    /// Reads the number of values that a file's header gives.
    static func read(_ count: UInt64, from cursor: inout GGUFCursor) throws(CheckpointError) -> GGUFMetadata {
        var values: [String: Value] = [:]
        for index in 0..<count {
            let name = try cursor.string("the name of value \(index) of \(count)")
            let type = try valueType(from: &cursor, name)
            if values[name] != nil {
                throw CheckpointError(file: cursor.file.path, "\(name) is in the header twice")
            }
            values[name] = try value(type, from: &cursor, name)
        }
        return GGUFMetadata(path: cursor.file.path, values: values)
    }

    private static func valueType(from cursor: inout GGUFCursor, _ name: String)
        throws(CheckpointError) -> GGUFValueType
    {
        let number = try cursor.number(UInt32.self, "the type of \(name)")
        guard let type = GGUFValueType(rawValue: number) else {
            throw CheckpointError(
                file: cursor.file.path, "\(name) has the value type \(number), expected 0 to 12")
        }
        return type
    }

    static func value(_ type: GGUFValueType, from cursor: inout GGUFCursor, _ name: String)
        throws(CheckpointError) -> Value
    {
        switch type {
        case .uint8: return .unsigned(UInt64(try cursor.number(UInt8.self, name)))
        case .uint16: return .unsigned(UInt64(try cursor.number(UInt16.self, name)))
        case .uint32: return .unsigned(UInt64(try cursor.number(UInt32.self, name)))
        case .uint64: return .unsigned(try cursor.number(UInt64.self, name))
        case .int8: return .signed(Int64(try cursor.number(Int8.self, name)))
        case .int16: return .signed(Int64(try cursor.number(Int16.self, name)))
        case .int32: return .signed(Int64(try cursor.number(Int32.self, name)))
        case .int64: return .signed(try cursor.number(Int64.self, name))
        case .float32: return .float(Double(Float(bitPattern: try cursor.number(UInt32.self, name))))
        case .float64: return .float(Double(bitPattern: try cursor.number(UInt64.self, name)))
        case .string: return .string(try cursor.string(name))
        case .array: return .array(try array(from: &cursor, name, depth: 1))
        case .boolean:
            let byte = try cursor.number(UInt8.self, name)
            if byte > 1 {
                throw CheckpointError(file: cursor.file.path, "\(name) is \(byte), expected a boolean")
            }
            return .boolean(byte == 1)
        }
    }

    /// Skips an array and records its position.
    static func array(from cursor: inout GGUFCursor, _ name: String, depth: Int)
        throws(CheckpointError) -> GGUFArray
    {
        let path = cursor.file.path
        let type = try valueType(from: &cursor, "\(name)'s elements")
        let count = try cursor.number(UInt64.self, "the length of \(name)")
        let start = cursor.offset
        // The fewest bytes of an element: the length of a string, or the type and the length of an array.
        let least = type.size ?? (type == .string ? 8 : 12)
        guard count <= UInt64(cursor.file.count - start) / UInt64(least) else {
            throw CheckpointError(
                file: path,
                "\(name) should have \(count) \(type.rawName) at byte \(start), "
                    + "\(cursor.file.count - start) bytes are left: truncated or damaged")
        }
        if let size = type.size {
            try cursor.skip(count * UInt64(size), name)
        } else if type == .string {
            for _ in 0..<count { _ = try cursor.stringBytes(name) }
        } else {
            if depth == deepest {
                throw CheckpointError(file: path, "\(name) contains arrays nested more than \(deepest) deep")
            }
            for _ in 0..<count { _ = try array(from: &cursor, name, depth: depth + 1) }
        }
        return GGUFArray(
            name: name, elementType: type, count: Int(count), file: cursor.file, start: start, depth: depth)
    }
}
