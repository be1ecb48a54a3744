/// The two ends of a connection, in an order that does not depend on the direction of a packet.
struct FlowKey: Hashable {
    var first: NetworkAddress
    var second: NetworkAddress
    var firstPort: UInt16
    var secondPort: UInt16
    var transport: UInt8
    /// An ICMP request and its answer are one exchange, although their types differ.
    var isExchange: Bool

    /// - Returns: the key, and whether the packet goes from its second end to its first.
    static func of(_ packet: Packet) -> (key: FlowKey, isReversed: Bool) {
        var (source, destination) = (packet.sourcePort, packet.destinationPort)
        var isExchange = false
        if packet.transport == 1 || packet.transport == 58 {
            if let request = request(packet.transport, type: source) {
                (source, destination, isExchange) = (request, request, true)
            } else {
                // An unsolicited message, such as "unreachable", has one direction: type and code identify it.
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

    /// The request type of an ICMP (RFC 792) or ICMPv6 (RFC 4443, 4861) message, which is the request or its answer.
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

    /// The type of the answer to a request.
    static func answer(_ transport: UInt8, to request: UInt16) -> UInt16 {
        switch (transport, request) {
        case (1, 8): 0
        case (1, 10): 9
        default: request + 1
        }
    }
}
