internal import CPCAP

/// The frames around packets: where in a frame the IP packet begins.
enum LinkLayer {
    case ethernet, cooked, cooked2, raw, loopback, ppp

    /// - Parameter type: libpcap's number. Returns nil for an unsupported one.
    init?(type: Int32) {
        switch type {
        case DLT_EN10MB: self = .ethernet
        case DLT_LINUX_SLL: self = .cooked
        case 276: self = .cooked2
        // The value differs between systems, and files contain each of them.
        case DLT_RAW, 14, 101, 228, 229: self = .raw
        case DLT_NULL, DLT_LOOP: self = .loopback
        case DLT_PPP, DLT_PPP_SERIAL: self = .ppp
        default: return nil
        }
    }

    /// Where the IP packet begins; nil for frames that hold something else, such as ARP.
    func packetStart(_ frame: UnsafeRawBufferPointer) -> Int? {
        switch self {
        case .raw: return 0
        case .loopback:
            // The address family is in the writer's byte order, and the number of IPv6 differs between systems.
            return frame.count > 4 && [4, 6].contains(frame[4] >> 4) ? 4 : nil
        case .ppp:
            let start = frame.starts(with: [0xFF, 0x03]) ? 2 : 0
            guard let type = frame.big16(start) else { return nil }
            return type == 0x21 || type == 0x57 ? start + 2 : nil
        case .ethernet: return Self.skipTags(frame, typeAt: 12)
        case .cooked: return Self.skipTags(frame, typeAt: 14)
        case .cooked2:
            guard let type = frame.big16(0) else { return nil }
            return type == 0x0800 || type == 0x86DD ? 20 : nil
        }
    }

    /// Skips VLAN tags (IEEE 802.1Q, 802.1ad), PPPoE (RFC 2516) and MPLS labels (RFC 3032).
    private static func skipTags(_ frame: UnsafeRawBufferPointer, typeAt start: Int) -> Int? {
        var place = start
        for _ in 0..<8 {
            guard let type = frame.big16(place) else { return nil }
            switch type {
            case 0x0800, 0x86DD: return place + 2
            case 0x8100, 0x88A8, 0x9100: place += 4
            case 0x8864:
                guard let inner = frame.big16(place + 8), inner == 0x21 || inner == 0x57 else { return nil }
                return place + 10
            case 0x8847:
                place += 2
                while place + 4 <= frame.count, frame[place + 2] & 1 == 0 { place += 4 }
                place += 4
                return place < frame.count && [4, 6].contains(frame[place] >> 4) ? place : nil
            default: return nil
            }
        }
        return nil
    }
}

extension UnsafeRawBufferPointer {
    @inline(__always) func big16(_ offset: Int) -> UInt16? {
        guard offset >= 0, offset + 2 <= count else { return nil }
        return loadUnaligned(fromByteOffset: offset, as: UInt16.self).bigEndian
    }

    @inline(__always) func big32(_ offset: Int) -> UInt32? {
        guard offset >= 0, offset + 4 <= count else { return nil }
        return loadUnaligned(fromByteOffset: offset, as: UInt32.self).bigEndian
    }

    @inline(__always) func big64(_ offset: Int) -> UInt64? {
        guard offset >= 0, offset + 8 <= count else { return nil }
        return loadUnaligned(fromByteOffset: offset, as: UInt64.self).bigEndian
    }
}
