/// Writes small GGUF files, valid and invalid ones: every number that a real writer derives can be set.
public struct GGUFBuilder {
    public struct Tensor {
        public var name: String
        /// Innermost first, as in the file.
        public var extents: [UInt64]
        public var type: UInt32
        public var data: [UInt8]
        /// Nil for the next multiple of the alignment.
        public var offset: UInt64?
    }

    public var magic = Array("GGUF".utf8)
    public var version: UInt32 = 3
    public var alignment = 32
    public var valueCount: UInt64?
    public var tensorCount: UInt64?
    public private(set) var values: [[UInt8]] = []
    public var tensors: [Tensor] = []

    public init() {}

    public static func number<Number: FixedWidthInteger>(_ value: Number) -> [UInt8] {
        withUnsafeBytes(of: value.littleEndian) { Array($0) }
    }

    public static func string(_ text: String) -> [UInt8] { number(UInt64(text.utf8.count)) + text.utf8 }

    public static func array(_ type: UInt32, count: UInt64, _ elements: [UInt8]) -> [UInt8] {
        number(type) + number(count) + elements
    }

    public static func strings(_ texts: [String]) -> [UInt8] {
        array(8, count: UInt64(texts.count), texts.flatMap { string($0) })
    }

    /// Adds a value by its type number and its bytes.
    public mutating func add(_ name: String, type: UInt32, _ bytes: [UInt8]) {
        values.append(Self.string(name) + Self.number(type) + bytes)
    }

    public mutating func add(_ name: String, _ text: String) { add(name, type: 8, Self.string(text)) }
    public mutating func add(_ name: String, _ number: UInt32) { add(name, type: 4, Self.number(number)) }

    public mutating func add(
        tensor name: String, _ extents: [UInt64], type: UInt32, _ data: [UInt8], at offset: UInt64? = nil
    ) {
        tensors.append(Tensor(name: name, extents: extents, type: type, data: data, offset: offset))
    }

    public var bytes: [UInt8] {
        var file = magic + Self.number(version)
        file += Self.number(tensorCount ?? UInt64(tensors.count))
        file += Self.number(valueCount ?? UInt64(values.count))
        file += values.joined()
        var next = 0
        for tensor in tensors {
            file += Self.string(tensor.name) + Self.number(UInt32(tensor.extents.count))
            file += tensor.extents.flatMap { Self.number($0) }
            file += Self.number(tensor.type) + Self.number(tensor.offset ?? UInt64(next))
            next = (next + tensor.data.count + alignment - 1) / alignment * alignment
        }
        for tensor in tensors {
            while file.count % alignment != 0 { file.append(0) }
            file += tensor.data
        }
        return file
    }
}
