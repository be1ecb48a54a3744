/// The part of an IP packet that describes its connection.
struct Packet {
    /// Nanoseconds since 1970.
    var time: Int64
    var source: NetworkAddress
    var destination: NetworkAddress
    /// IANA's number: 6 TCP, 17 UDP, 1 ICMP, 58 ICMPv6.
    var transport: UInt8
    /// For ICMP, type and code.
    var sourcePort: UInt16 = 0
    var destinationPort: UInt16 = 0
    /// Length with the IP header, as stated there; a capture may contain less.
    var length: Int
    /// Length after the transport's header, as stated in the IP header.
    var payload = 0
    var flags = TCPFlags()
    var sequence: UInt32 = 0
    /// The part of the payload that was captured.
    var content = UnsafeRawBufferPointer(start: nil, count: 0)
}

struct TCPFlags: OptionSet {
    let rawValue: UInt8
    static let fin = TCPFlags(rawValue: 1)
    static let syn = TCPFlags(rawValue: 2)
    static let reset = TCPFlags(rawValue: 4)
    static let acknowledge = TCPFlags(rawValue: 16)
}

/// Parses IP packets: IPv4 (RFC 791), IPv6 with its extension headers (RFC 8200), TCP, UDP, ICMP.
struct PacketDecoder {
    /// Ports from the first fragments of datagrams: later fragments contain no ports.
    private var fragments: [Fragment: (UInt16, UInt16)] = [:]
    private static let mostFragments = 4096

    private struct Fragment: Hashable {
        var source: NetworkAddress
        var destination: NetworkAddress
        var identification: UInt32
    }

    /// - Parameter bytes: starting at the IP header.
    /// - Returns: nil for anything but an IP packet with a complete header.
    mutating func packet(_ bytes: UnsafeRawBufferPointer, time: Int64) -> Packet? {
        guard let first = bytes.first else { return nil }
        switch first >> 4 {
        case 4: return version4(bytes, time)
        case 6: return version6(bytes, time)
        default: return nil
        }
    }

    private mutating func version4(_ bytes: UnsafeRawBufferPointer, _ time: Int64) -> Packet? {
        let header = Int(bytes[0] & 15) * 4
        guard header >= 20, bytes.count >= header, let total = bytes.big16(2), let place = bytes.big16(6),
            let source = bytes.big32(12), let destination = bytes.big32(16)
        else { return nil }
        // The length is 0 where the network card does the segmentation.
        let length = total == 0 ? bytes.count : Int(total)
        guard length >= header else { return nil }
        let packet = Packet(
            time: time, source: NetworkAddress(version4: source),
            destination: NetworkAddress(version4: destination), transport: bytes[9], length: length)
        let identification = UInt32(bytes.big16(4) ?? 0)
        return transport(
            packet, bytes, from: header, fragment: place & 0x1FFF, more: place & 0x2000 != 0, identification)
    }

    private mutating func version6(_ bytes: UnsafeRawBufferPointer, _ time: Int64) -> Packet? {
        guard let payload = bytes.big16(4), let sourceHigh = bytes.big64(8), let sourceLow = bytes.big64(16),
            let high = bytes.big64(24), let low = bytes.big64(32)
        else { return nil }
        let length = payload == 0 ? bytes.count : Int(payload) + 40
        var packet = Packet(
            time: time, source: NetworkAddress(high: sourceHigh, low: sourceLow),
            destination: NetworkAddress(high: high, low: low), transport: bytes[6], length: length)
        var start = 40
        var (fragment, more, identification): (UInt16, Bool, UInt32) = (0, false, 0)
        while start + 8 <= bytes.count {
            switch packet.transport {
            case 0, 43, 60, 135:
                packet.transport = bytes[start]
                start += Int(bytes[start + 1]) * 8 + 8
            case 51:
                packet.transport = bytes[start]
                start += Int(bytes[start + 1]) * 4 + 8
            case 44:
                packet.transport = bytes[start]
                let place = bytes.big16(start + 2) ?? 0
                (fragment, more) = (place >> 3, place & 1 != 0)
                identification = bytes.big32(start + 4) ?? 0
                start += 8
            default:
                return transport(packet, bytes, from: start, fragment: fragment, more: more, identification)
            }
        }
        return transport(packet, bytes, from: start, fragment: fragment, more: more, identification)
    }

    private mutating func transport(
        _ given: Packet, _ bytes: UnsafeRawBufferPointer, from start: Int, fragment: UInt16, more: Bool,
        _ identification: UInt32
    ) -> Packet? {
        var packet = given
        packet.payload = max(0, packet.length - start)
        let key = Fragment(
            source: packet.source, destination: packet.destination, identification: identification)
        if fragment > 0 {
            (packet.sourcePort, packet.destinationPort) = fragments[key] ?? (0, 0)
            return packet
        }
        switch packet.transport {
        case 6:
            guard let word = bytes.big16(start + 12), let sequence = bytes.big32(start + 4) else {
                return nil
            }
            packet.flags = TCPFlags(rawValue: UInt8(truncatingIfNeeded: word))
            packet.sequence = sequence
            let header = Int(word >> 12) * 4
            guard header >= 20 else { return nil }
            takePorts(&packet, bytes, start, header)
        case 17:
            takePorts(&packet, bytes, start, 8)
        case 1, 58:
            guard start + 2 <= bytes.count else { return nil }
            (packet.sourcePort, packet.destinationPort) = (UInt16(bytes[start]), UInt16(bytes[start + 1]))
            packet.payload = max(0, packet.payload - 8)
        default: break
        }
        if more {
            if fragments.count >= Self.mostFragments { fragments.removeAll(keepingCapacity: true) }
            fragments[key] = (packet.sourcePort, packet.destinationPort)
        }
        return packet
    }

    private func takePorts(
        _ packet: inout Packet, _ bytes: UnsafeRawBufferPointer, _ start: Int, _ header: Int
    ) {
        packet.sourcePort = bytes.big16(start) ?? 0
        packet.destinationPort = bytes.big16(start + 2) ?? 0
        packet.payload = max(0, packet.payload - header)
        let end = min(bytes.count, packet.length)
        guard start + header < end else { return }
        packet.content = UnsafeRawBufferPointer(rebasing: bytes[(start + header)..<end])
    }
}
