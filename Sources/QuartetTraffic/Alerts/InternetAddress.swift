internal import Foundation

/// An IPv4 (RFC 791) or IPv6 (RFC 4291) address, read by the system's `inet_pton`. IPv4-mapped IPv6 addresses
/// (`::ffff:192.0.2.1`) equal the IPv4 addresses that they contain.
public struct InternetAddress: Hashable, Sendable {
    /// The 128 bits, IPv4 in the lowest 32.
    public let high: UInt64
    public let low: UInt64
    public let isVersion6: Bool

    /// - Returns: nil unless the text is an address. The zone of `fe80::1%eth0` is ignored.
    public init?(_ text: String) {
        // The longest address has 45 characters. `inet_pton` would stop at a NUL, which no address contains.
        guard (2...64).contains(text.utf8.count), !text.utf8.contains(0) else { return nil }
        var bytes = [UInt8](repeating: 0, count: 16)
        if inet_pton(AF_INET, text, &bytes) == 1 {
            (high, isVersion6) = (0, false)
            low = bytes[0..<4].reduce(0) { $0 << 8 | UInt64($1) }
            return
        }
        let address = text.split(separator: "%", maxSplits: 1, omittingEmptySubsequences: false)[0]
        guard inet_pton(AF_INET6, String(address), &bytes) == 1 else { return nil }
        let high = bytes[0..<8].reduce(0) { $0 << 8 | UInt64($1) }
        let low = bytes[8..<16].reduce(0) { $0 << 8 | UInt64($1) }
        let isMapped = high == 0 && low >> 32 == 0xFFFF
        (self.high, self.low) = (high, isMapped ? low & 0xFFFF_FFFF : low)
        isVersion6 = !isMapped
    }
}

/// All addresses with the same leading bits: `10.0.0.0/8`, `2001:db8::/32` (RFC 4632, RFC 4291), or one address.
public struct AddressRange: Hashable, Sendable {
    public let base: InternetAddress
    /// How many leading bits are compared, 0...32 or 0...128.
    public let prefixLength: Int

    /// - Returns: nil unless the text is an address, alone or with a prefix length that is valid for its version.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let base = InternetAddress(String(parts[0])) else { return nil }
        let longest = base.isVersion6 ? 128 : 32
        self.base = base
        guard parts.count == 2 else {
            prefixLength = longest
            return
        }
        guard (1...3).contains(parts[1].utf8.count), parts[1].utf8.allSatisfy({ (48...57).contains($0) }),
            let length = Int(parts[1]), length <= longest
        else { return nil }
        prefixLength = length
    }

    public func contains(_ address: InternetAddress) -> Bool {
        guard address.isVersion6 == base.isVersion6 else { return false }
        // A shift by the whole width gives 0 in Swift, so a prefix of 0 bits matches everything.
        guard base.isVersion6 else { return (address.low ^ base.low) >> UInt64(32 - prefixLength) == 0 }
        if prefixLength <= 64 { return (address.high ^ base.high) >> UInt64(64 - prefixLength) == 0 }
        return address.high == base.high && (address.low ^ base.low) >> UInt64(128 - prefixLength) == 0
    }

    /// Whether a text is an address in the range.
    public func contains(_ text: String?) -> Bool {
        text.flatMap { InternetAddress($0) }.map { contains($0) } ?? false
    }
}
