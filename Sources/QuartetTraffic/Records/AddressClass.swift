/// The kind of network that an address belongs to. It is stored in the lowest three bits of an address's cell, where an
/// encoder sees it without the text.
public enum AddressClass: UInt8, Sendable, Codable, CaseIterable {
    case missing = 0
    /// RFC 1918, RFC 6598 (carrier-grade NAT) and RFC 4193.
    case privateUse
    case publicUse
    case multicast
    case broadcast
    /// 127.0.0.0/8, 169.254.0.0/16, fe80::/10, ::1, and the unspecified address.
    case local
    /// A name, a hardware address or the number of an autonomous system.
    case name

    /// The class in a cell.
    public init(key: UInt64) { self = AddressClass(rawValue: UInt8(key & 7)) ?? .name }

    /// The cell of an address.
    public static func key(_ text: String) -> UInt64 {
        var text = text
        return text.withUTF8 { key($0) }
    }

    @inline(__always) static func key(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
        if bytes.isEmpty { return 0 }
        return RecordBatch.hash(bytes) & ~7 | UInt64(classify(bytes).rawValue)
    }

    /// The class of an address in textual form: dotted IPv4 (RFC 791) or IPv6 (RFC 4291).
    static func classify(_ bytes: UnsafeBufferPointer<UInt8>) -> AddressClass {
        if let address = version4(bytes) { return classify(address) }
        return version6(bytes)
    }

    @inline(__always) static func version4(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt32? {
        if bytes.count > 15 || bytes.count < 7 { return nil }
        var address: UInt32 = 0
        var (part, digits, dots): (UInt32, Int, Int) = (0, 0, 0)
        for byte in bytes {
            if byte >= 48, byte <= 57 {
                part = part * 10 + UInt32(byte - 48)
                digits += 1
                if digits > 3 || part > 255 { return nil }
            } else if byte == 46, digits > 0, dots < 3 {
                address = address << 8 | part
                (part, digits, dots) = (0, 0, dots + 1)
            } else {
                return nil
            }
        }
        return dots == 3 && digits > 0 ? address << 8 | part : nil
    }

    private static func classify(_ address: UInt32) -> AddressClass {
        switch address >> 24 {
        case 10: return .privateUse
        case 127, 0: return .local
        case 224...239: return .multicast
        case 100 where address >> 22 == 0x191: return .privateUse
        case 169 where address >> 16 == 0xA9FE: return .local
        case 172 where address >> 20 == 0xAC1: return .privateUse
        case 192 where address >> 16 == 0xC0A8: return .privateUse
        case 255 where address == .max: return .broadcast
        default: return .publicUse
        }
    }

    private static func version6(_ bytes: UnsafeBufferPointer<UInt8>) -> AddressClass {
        var (first, digits, colons, doubled): (UInt32, Int, Int, Bool) = (0, 0, 0, false)
        var group = 0
        for (index, byte) in bytes.enumerated() {
            switch byte {
            case 58:
                colons += 1
                if index > 0, bytes[index - 1] == 58 { doubled = true }
                group = 0
            case 48...57, 65...70, 97...102:
                group += 1
                if group > 4 { return .name }
                if colons == 0 {
                    first = first << 4 | UInt32(byte > 57 ? (byte | 32) - 87 : byte - 48)
                    digits += 1
                }
            case 46 where colons >= 2:
                // The last 32 bits in IPv4 notation, as in ::ffff:192.0.2.1.
                guard let start = bytes.lastIndex(of: 58) else { return .name }
                let tail = UnsafeBufferPointer(rebasing: bytes[(start + 1)...])
                return version4(tail).map { classify($0) } ?? .name
            case 37 where colons >= 2: return classify(first, isShort: bytes.count <= 3)
            default: return .name
            }
        }
        guard colons == 7 || (doubled && colons >= 2 && colons <= 8) else { return .name }
        return classify(first, isShort: digits == 0 && bytes.count <= 3)
    }

    private static func classify(_ first: UInt32, isShort: Bool) -> AddressClass {
        if isShort { return .local }
        if first >> 8 == 0xFF { return .multicast }
        if first & 0xFFC0 == 0xFE80 { return .local }
        if first & 0xFE00 == 0xFC00 { return .privateUse }
        return .publicUse
    }
}
