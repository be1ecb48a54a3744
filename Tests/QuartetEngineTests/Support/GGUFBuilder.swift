import Foundation
import QuartetTestSupport

/// Writes small GGUF files, valid and invalid ones: every number that a real writer derives can be set.
struct GGUFBuilder {
    struct Tensor {
        var name: String
        /// Innermost first, as in the file.
        var extents: [UInt64]
        var type: UInt32
        var data: [UInt8]
        /// Nil for the next multiple of the alignment.
        var offset: UInt64?
    }

    var magic = Array("GGUF".utf8)
    var version: UInt32 = 3
    var alignment = 32
    var valueCount: UInt64?
    var tensorCount: UInt64?
    private(set) var values: [[UInt8]] = []
    var tensors: [Tensor] = []

    static func number<Number: FixedWidthInteger>(_ value: Number) -> [UInt8] {
        withUnsafeBytes(of: value.littleEndian) { Array($0) }
    }

    static func string(_ text: String) -> [UInt8] { number(UInt64(text.utf8.count)) + text.utf8 }

    static func array(_ type: UInt32, count: UInt64, _ elements: [UInt8]) -> [UInt8] {
        number(type) + number(count) + elements
    }

    static func strings(_ texts: [String]) -> [UInt8] {
        array(8, count: UInt64(texts.count), texts.flatMap { string($0) })
    }

    /// Adds a value by its type number and its bytes.
    mutating func add(_ name: String, type: UInt32, _ bytes: [UInt8]) {
        values.append(Self.string(name) + Self.number(type) + bytes)
    }

    mutating func add(_ name: String, _ text: String) { add(name, type: 8, Self.string(text)) }
    mutating func add(_ name: String, _ number: UInt32) { add(name, type: 4, Self.number(number)) }

    mutating func add(
        tensor name: String, _ extents: [UInt64], type: UInt32, _ data: [UInt8], at offset: UInt64? = nil
    ) {
        tensors.append(Tensor(name: name, extents: extents, type: type, data: data, offset: offset))
    }

    var bytes: [UInt8] {
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

/// Blocks of quantised weights for tests.
enum QuantizedBlocks {
    static let bytesOfBlock: [UInt32: Int] = [2: 18, 3: 20, 8: 34]

    /// Random rows of a type, given by its number in the format.
    static func random(_ type: UInt32, rows: Int, columns: Int, _ generator: inout SeededGenerator) -> [UInt8]
    {
        var bytes: [UInt8] = []
        for _ in 0..<rows * columns / 32 {
            switch type {
            case 0, 1, 30:
                for _ in 0..<32 {
                    let value = Float.random(in: -1...1, using: &generator)
                    switch type {
                    case 0: bytes += GGUFBuilder.number(value.bitPattern)
                    case 1: bytes += half(value)
                    default: bytes += GGUFBuilder.number(UInt16(value.bitPattern >> 16))
                    }
                }
            default:
                bytes += half(Float.random(in: 0.001...0.02, using: &generator))
                if type == 3 { bytes += half(Float.random(in: -0.2...0, using: &generator)) }
                for _ in 0..<(type == 8 ? 32 : 16) { bytes.append(.random(in: 0...255, using: &generator)) }
            }
        }
        return bytes
    }

    static func half(_ value: Float) -> [UInt8] { GGUFBuilder.number(Float16(value).bitPattern) }

    private static func half(_ bytes: ArraySlice<UInt8>) -> Double {
        let at = bytes.startIndex
        return Double(Float16(bitPattern: UInt16(bytes[at]) | UInt16(bytes[at + 1]) << 8))
    }

    /// The rows' elements, by the format's description.
    static func elements(_ bytes: [UInt8], _ type: UInt32) -> [Double] {
        func word<Number: FixedWidthInteger>(_ type: Number.Type, _ at: Int) -> Number {
            bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: at, as: Number.self) }
        }
        switch type {
        case 0:
            return stride(from: 0, to: bytes.count, by: 4).map {
                Double(Float(bitPattern: word(UInt32.self, $0)))
            }
        case 1: return stride(from: 0, to: bytes.count, by: 2).map { half(bytes[$0..<$0 + 2]) }
        case 30:
            return stride(from: 0, to: bytes.count, by: 2).map {
                Double(Float(bitPattern: UInt32(word(UInt16.self, $0)) << 16))
            }
        default: break
        }
        let size = bytesOfBlock[type]!
        return stride(from: 0, to: bytes.count, by: size).flatMap { at -> [Double] in
            let scale = half(bytes[at..<at + 2])
            if type == 8 {
                return (0..<32).map { scale * Double(Int8(bitPattern: bytes[at + 2 + $0])) }
            }
            let minimum = type == 3 ? half(bytes[at + 2..<at + 4]) : -8 * scale
            let first = at + size - 16
            let low = (0..<16).map { scale * Double(bytes[first + $0] & 15) + minimum }
            return low + (0..<16).map { scale * Double(bytes[first + $0] >> 4) + minimum }
        }
    }
}
