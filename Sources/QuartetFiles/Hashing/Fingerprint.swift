/// A number that distinguishes one piece of data from another: the 64-bit hash FNV-1a (Fowler, Noll and Vo; RFC 9923).
public struct Fingerprint: Sendable, Equatable {
    public private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

    public init() {}

    /// The fingerprint of bytes.
    public init(_ bytes: some Sequence<UInt8>) { add(bytes) }

    /// The fingerprint of a text in UTF-8.
    public init(_ text: String) { add(text.utf8) }

    public mutating func add(_ bytes: some Sequence<UInt8>) { for byte in bytes { add(UInt64(byte)) } }

    /// Adds a number in one step, where FNV-1a proper adds its bytes one by one.
    public mutating func add(_ number: UInt64) { value = (value ^ number) &* 0x0000_0100_0000_01B3 }

    /// In hexadecimal digits, without leading zeros.
    public var text: String { String(value, radix: 16) }

    /// The 32-bit hash FNV-1a of a name: the number of the random stream that belongs to the name.
    public static func stream(of name: String) -> UInt32 {
        name.utf8.reduce(2_166_136_261) { ($0 ^ UInt32($1)) &* 16_777_619 }
    }
}
