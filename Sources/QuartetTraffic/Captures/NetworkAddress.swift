internal import Glibc

/// An IPv4 or IPv6 address; IPv4 as an IPv4-mapped address, ::ffff:192.0.2.1 (RFC 4291, 2.5.5.2).
struct NetworkAddress: Hashable {
    var high: UInt64
    var low: UInt64

    init(version4 address: UInt32) { (high, low) = (0, 0xFFFF_0000_0000 | UInt64(address)) }

    init(high: UInt64, low: UInt64) { (self.high, self.low) = (high, low) }

    var version4: UInt32? { high == 0 && low >> 32 == 0xFFFF ? UInt32(truncatingIfNeeded: low) : nil }

    /// Whether it is private (RFC 1918, RFC 6598, RFC 4193) or does not leave the link.
    var isLocal: Bool {
        guard let address = version4 else {
            let first = UInt16(high >> 48)
            return first & 0xFE00 == 0xFC00 || first & 0xFFC0 == 0xFE80 || (high == 0 && low <= 1)
        }
        return address >> 24 == 10 || address >> 20 == 0xAC1 || address >> 16 == 0xC0A8
            || address >> 22 == 0x191 || address >> 16 == 0xA9FE || address >> 24 == 127 || address == 0
    }

    /// Appends the address in its textual form.
    func write(to text: inout [UInt8]) {
        if let address = version4 {
            for shift in [24, 16, 8, 0] {
                if shift < 24 { text.append(46) }
                text.append(decimal: UInt64(address >> UInt32(shift) & 255))
            }
            return
        }
        // The C library shortens IPv6 as in RFC 5952.
        var bytes = in6_addr()
        withUnsafeMutableBytes(of: &bytes) {
            $0.storeBytes(of: high.bigEndian, as: UInt64.self)
            $0.storeBytes(of: low.bigEndian, toByteOffset: 8, as: UInt64.self)
        }
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(INET6_ADDRSTRLEN)) { name in
            guard inet_ntop(AF_INET6, &bytes, name.baseAddress!, socklen_t(name.count)) != nil else { return }
            for letter in name.prefix(while: { $0 != 0 }) { text.append(UInt8(bitPattern: letter)) }
        }
    }
}

extension [UInt8] {
    mutating func append(decimal number: UInt64) {
        if number >= 10 { append(decimal: number / 10) }
        append(UInt8(48 + number % 10))
    }

    /// Nanoseconds as seconds with six decimal places.
    mutating func append(seconds nanoseconds: Int64) {
        if nanoseconds < 0 { append(45) }
        let micro = (nanoseconds.magnitude + 500) / 1000
        append(decimal: micro / 1_000_000)
        append(46)
        var unit: UInt64 = 100_000
        while unit > 0 {
            append(UInt8(48 + micro / unit % 10))
            unit /= 10
        }
    }
}
