/// The 32-bit cyclic redundancy check of gzip (RFC 1952) and PNG: polynomial 0xEDB88320, reflected.
package struct CRC32: Sendable {
    private var state: UInt32 = .max

    package init() {}

    package mutating func update(_ bytes: ArraySlice<UInt8>) {
        var state = state
        Self.table.withUnsafeBufferPointer { table in
            for byte in bytes { state = table[Int(UInt8(truncatingIfNeeded: state) ^ byte)] ^ state >> 8 }
        }
        self.state = state
    }

    package var value: UInt32 { ~state }

    package static func of(_ bytes: [UInt8]) -> UInt32 {
        var check = CRC32()
        check.update(bytes[...])
        return check.value
    }

    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ value >> 1 : value >> 1 }
    }
}
