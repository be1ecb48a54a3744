/// The two ends of a connection, in an order that does not depend on who speaks.
struct FlowKey: Hashable {
    var first: NetworkAddress
    var second: NetworkAddress
    var firstPort: UInt16
    var secondPort: UInt16
    var transport: UInt8
    /// ICMP's request and its answer are one exchange, though their types differ.
    var isExchange: Bool

    /// - Returns: the key, and whether the packet goes from its second end to its first.
    static func of(_ packet: Packet) -> (key: FlowKey, isReversed: Bool) {
        var (source, destination) = (packet.sourcePort, packet.destinationPort)
        var isExchange = false
        if packet.transport == 1 || packet.transport == 58 {
            if let request = request(packet.transport, type: source) {
                (source, destination, isExchange) = (request, request, true)
            } else {
                // An answer that nobody asked for, such as "unreachable", goes one way: type and code name it.
                return (
                    FlowKey(
                        first: packet.source, second: packet.destination, firstPort: source,
                        secondPort: destination, transport: packet.transport, isExchange: false), false
                )
            }
        }
        let isReversed =
            (packet.source.high, packet.source.low, source)
            > (packet.destination.high, packet.destination.low, destination)
        return (
            FlowKey(
                first: isReversed ? packet.destination : packet.source,
                second: isReversed ? packet.source : packet.destination,
                firstPort: isReversed ? destination : source, secondPort: isReversed ? source : destination,
                transport: packet.transport, isExchange: isExchange), isReversed
        )
    }

    /// The type of request that a message of ICMP (RFC 792) or ICMPv6 (RFC 4443, 4861) is, or answers.
    static func request(_ transport: UInt8, type: UInt16) -> UInt16? {
        switch (transport, type) {
        case (1, 0), (1, 8): 8
        case (1, 13), (1, 14): 13
        case (1, 15), (1, 16): 15
        case (1, 17), (1, 18): 17
        case (1, 9), (1, 10): 10
        case (58, 128), (58, 129): 128
        case (58, 133), (58, 134): 133
        case (58, 135), (58, 136): 135
        default: nil
        }
    }

    /// The type of answer to a request.
    static func answer(_ transport: UInt8, to request: UInt16) -> UInt16 {
        switch (transport, request) {
        case (1, 8): 0
        case (1, 10): 9
        default: request + 1
        }
    }
}
