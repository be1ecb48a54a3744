/// What one end of a connection has done so far.
struct FlowEnd {
    enum State: UInt8 {
        case silent, synSent, established
        /// First seen in the middle of the connection: it never sent a SYN.
        case partial
        case closed, reset
    }

    var state = State.silent
    var hasSequence = false
    /// The sequence number after the last byte seen (RFC 9293, modulo 2^32).
    var next: UInt32 = 0
    /// Bytes of the transport's payload; for TCP, of its stream, where retransmissions count once.
    var bytes = 0
    /// Bytes of the stream that are missing from the capture.
    var missed = 0
    var packets = 0
    /// Including the IP headers.
    var packetBytes = 0

    /// Counts a TCP segment.
    /// - Returns: whether it is a retransmission.
    mutating func take(sequence: UInt32, payload: Int, opens: Bool) -> Bool {
        if opens || !hasSequence {
            (hasSequence, next) = (true, sequence &+ (opens ? 1 : 0) &+ UInt32(truncatingIfNeeded: payload))
            bytes += payload
            return false
        }
        let gap = Int(Int32(bitPattern: sequence &- next))
        // Farther than the largest window (RFC 7323): damaged, or a new connection with the same ports.
        guard payload > 0, gap.magnitude < 1 << 30 else { return false }
        if gap + payload <= 0 {
            let late = min(missed, payload)
            missed -= late
            return late == 0
        }
        bytes += gap + payload
        missed += max(0, gap)
        next = sequence &+ UInt32(truncatingIfNeeded: payload)
        return gap < 0
    }
}

/// A connection: the packets between two addresses and ports; for a datagram protocol, those of one exchange.
struct Flow {
    let key: FlowKey
    /// Whether the originator is the key's second end.
    var isReversed: Bool
    let start: Int64
    var end: Int64
    var originator = FlowEnd()
    var responder = FlowEnd()
    var service: Service?
    var history = FlowHistory()

    var originatorAddress: NetworkAddress { isReversed ? key.second : key.first }
    var responderAddress: NetworkAddress { isReversed ? key.first : key.second }
    var originatorPort: UInt16 { isReversed ? key.secondPort : key.firstPort }
    var responderPort: UInt16 { isReversed ? key.firstPort : key.secondPort }
    var transport: UInt8 { key.transport }
    /// Whether the connection is over; later packets are stragglers.
    var isOver: Bool {
        originator.state == .reset || responder.state == .reset
            || (originator.state == .closed && responder.state == .closed)
    }

    init(key: FlowKey, isReversed: Bool, time: Int64) {
        (self.key, self.isReversed, start, end) = (key, isReversed, time, time)
    }

    /// Counts a packet of the connection.
    mutating func take(_ packet: Packet) {
        end = max(end, packet.time)
        let isForward = goesForward(packet)
        if service == nil {
            service = Service(packet, toPort: isForward ? packet.destinationPort : packet.sourcePort)
        }
        if isForward {
            Self.take(packet, from: &originator, to: &responder, &history, isForward)
        } else {
            Self.take(packet, from: &responder, to: &originator, &history, isForward)
        }
    }

    private func goesForward(_ packet: Packet) -> Bool {
        guard packet.source == originatorAddress else { return false }
        if key.isExchange {
            return packet.source != packet.destination || packet.sourcePort == originatorPort
        }
        return packet.sourcePort == originatorPort
    }

    private static func take(
        _ packet: Packet, from sender: inout FlowEnd, to other: inout FlowEnd, _ history: inout FlowHistory,
        _ isForward: Bool
    ) {
        sender.packets += 1
        sender.packetBytes += packet.length
        guard packet.transport == 6 else {
            sender.bytes += packet.payload
            sender.state = .established
            if packet.transport == 17 { history.note("D", isForward) }
            return
        }
        let flags = packet.flags
        let (opens, resets) = (flags.contains(.syn), flags.contains(.reset))
        // A reset's sequence number need not fit.
        let repeats =
            !resets && sender.take(sequence: packet.sequence, payload: packet.payload, opens: opens)
        if opens {
            history.note(flags.contains(.acknowledge) ? "H" : "S", isForward)
            let isNew = sender.state == .silent || sender.state == .partial
            if flags.contains(.acknowledge) {
                if isNew { sender.state = .established }
                if other.state == .synSent { other.state = .established }
            } else if isNew {
                sender.state = .synSent
            }
        } else if sender.state == .silent {
            sender.state = .partial
        }
        if packet.payload > 0 { history.note(repeats ? "T" : "D", isForward) }
        if flags.contains(.fin) {
            history.note("F", isForward)
            if sender.state != .reset { sender.state = .closed }
        }
        if resets {
            history.note("R", isForward)
            sender.state = .reset
        }
        if packet.payload == 0, flags.isDisjoint(with: [.syn, .fin, .reset]) { history.note("A", isForward) }
    }

    /// How the connection ended, as Zeek's `conn_state` (documentation of conn.log).
    var state: String {
        switch (transport, originator.state, responder.state) {
        case (6, .synSent, .reset): "REJ"
        case (6, .silent, .reset), (6, .partial, .reset): "RSTRH"
        case (6, _, .reset): "RSTR"
        case (6, .reset, .silent), (6, .reset, .partial): "RSTOS0"
        case (6, .reset, _): "RSTO"
        case (6, .closed, .closed): "SF"
        case (6, .closed, .silent), (6, .closed, .partial): "SH"
        case (6, .closed, _): "S2"
        case (6, .silent, .closed), (6, .partial, .closed): "SHR"
        case (6, _, .closed): "S3"
        case (6, .synSent, .silent): "S0"
        case (6, .established, .established): "S1"
        case (17, .established, .established): "SF"
        case (17, .established, _): "S0"
        case (17, _, .established): "SHR"
        default: "OTH"
        }
    }
}

/// What happened in a connection, one letter at the first occurrence of each event: S a SYN, H a SYN with an
/// acknowledgement, A an acknowledgement, D data, T a retransmission, F a FIN, R a reset; lower case for the responder.
struct FlowHistory {
    private var letters: (UInt64, UInt64) = (0, 0)
    private var seen: UInt64 = 0
    private(set) var count = 0

    @inline(__always) mutating func note(_ letter: Unicode.Scalar, _ isForward: Bool) {
        let byte = UInt64(isForward ? letter.value : letter.value | 32)
        // Seven letters in two cases: a flag for each fits into 64 bits, the letters into 16 bytes.
        let flag = UInt64(1) << (byte & 63)
        guard seen & flag == 0 else { return }
        seen |= flag
        if count < 8 {
            letters.0 |= byte << UInt64(count * 8)
        } else {
            letters.1 |= byte << UInt64(count * 8 - 64)
        }
        count += 1
    }

    subscript(place: Int) -> UInt8 {
        UInt8(
            truncatingIfNeeded: place < 8
                ? letters.0 >> UInt64(place * 8) : letters.1 >> UInt64(place * 8 - 64))
    }
}
