/// How long connections of a capture stay open, in nanoseconds, and how many.
package struct FlowLimits: Sendable {
    /// After a FIN from both ends or a reset: later packets are stragglers.
    package var afterEnd: Int64 = 5_000_000_000
    /// A SYN without an answer.
    package var unanswered: Int64 = 5_000_000_000
    package var datagrams: Int64 = 60_000_000_000
    package var established: Int64 = 300_000_000_000
    /// A longer connection is reported in parts.
    package var active: Int64 = 3_600_000_000_000
    /// A full table, of about 50 MB, drops the longest idle connection, of the least valuable kind first.
    package var mostFlows = 1 << 17

    package init() {}
}

/// The open connections, in bounded memory. A connection leaves when it has been idle for the limit of its kind, when it
/// exceeds the maximum age, or, in a full table, as the longest idle of the least valuable kind.
struct FlowTable {
    /// Connections of one kind are in one list, the longest idle first, so only its head needs to be checked.
    private enum Wait: Int, CaseIterable { case unanswered, ended, datagrams, established }

    private struct Slot {
        var flow: Flow
        var wait: Wait
        var before: Int32 = -1
        var after: Int32 = -1
    }

    private let limits: FlowLimits
    private var slots: [Slot] = []
    private var free: [Int32] = []
    private var places: [FlowKey: Int32] = [:]
    private var heads = [Int32](repeating: -1, count: Wait.allCases.count)
    private var tails = [Int32](repeating: -1, count: Wait.allCases.count)
    private var now: Int64 = 0
    init(limits: FlowLimits) { self.limits = limits }

    var count: Int { places.count }

    /// Counts a packet, and passes on the connections that ended before it.
    mutating func take(_ packet: Packet, ended: (Flow) -> Void) {
        // A clock that was set back by more than an hour starts over; slight disorder is usual.
        now = packet.time < now - 3_600_000_000_000 ? packet.time : max(now, packet.time)
        expire(ended)
        let (key, isReversed) = FlowKey.of(packet)
        if let place = places[key] {
            let isNew = packet.flags == .syn && slots[Int(place)].flow.isOver
            if !isNew, packet.time - slots[Int(place)].flow.start <= limits.active {
                slots[Int(place)].flow.take(packet)
                move(place)
                return
            }
            let old = remove(place)
            ended(old)
            var next = Flow(
                key: key, isReversed: isNew ? isReversed : old.isReversed, time: packet.time)
            if !isNew { next.service = old.service }
            insert(next, packet)
            return
        }
        if places.count >= limits.mostFlows, let place = heads.first(where: { $0 >= 0 }) {
            ended(remove(place))
        }
        insert(Flow(key: key, isReversed: isReversed != Self.isAnswer(packet), time: packet.time), packet)
    }

    /// Passes on the remaining connections.
    mutating func end(_ ended: (Flow) -> Void) {
        let rest = places.values.map { slots[Int($0)].flow }.sorted { $0.end < $1.end }
        self = FlowTable(limits: limits)
        rest.forEach(ended)
    }

    /// Whether the first packet comes from the responder because the capture began late.
    private static func isAnswer(_ packet: Packet) -> Bool {
        switch packet.transport {
        case 6 where packet.flags.contains([.syn, .acknowledge]): true
        case 6 where packet.flags.contains(.syn): false
        case 6, 17: isServer(packet.sourcePort) && !isServer(packet.destinationPort)
        case 1, 58:
            FlowKey.request(packet.transport, type: packet.sourcePort).map { $0 != packet.sourcePort }
                ?? false
        default: false
        }
    }

    /// System ports (RFC 6335), and those that conventionally stand for one service.
    private static func isServer(_ port: UInt16) -> Bool {
        port < 1024 || [1433, 1521, 3306, 3389, 5060, 5353, 5432, 6379, 8080, 8443].contains(port)
    }

    private mutating func expire(_ ended: (Flow) -> Void) {
        for wait in Wait.allCases {
            let time =
                switch wait {
                case .unanswered: limits.unanswered
                case .ended: limits.afterEnd
                case .datagrams: limits.datagrams
                case .established: limits.established
                }
            while heads[wait.rawValue] >= 0, now - slots[Int(heads[wait.rawValue])].flow.end > time {
                ended(remove(heads[wait.rawValue]))
            }
        }
    }

    private mutating func insert(_ flow: Flow, _ packet: Packet) {
        var flow = flow
        flow.take(packet)
        let slot = Slot(flow: flow, wait: Self.wait(flow))
        let place: Int32
        if let used = free.popLast() {
            place = used
            slots[Int(place)] = slot
        } else {
            place = Int32(slots.count)
            slots.append(slot)
        }
        places[flow.key] = place
        link(place)
    }

    private mutating func remove(_ place: Int32) -> Flow {
        unlink(place)
        free.append(place)
        let flow = slots[Int(place)].flow
        places[flow.key] = nil
        return flow
    }

    private mutating func move(_ place: Int32) {
        unlink(place)
        slots[Int(place)].wait = Self.wait(slots[Int(place)].flow)
        link(place)
    }

    private static func wait(_ flow: Flow) -> Wait {
        guard flow.transport == 6 else { return .datagrams }
        if flow.isOver { return .ended }
        return flow.originator.state == .synSent && flow.responder.state == .silent
            ? .unanswered : .established
    }

    private mutating func link(_ place: Int32) {
        let list = slots[Int(place)].wait.rawValue
        let last = tails[list]
        (slots[Int(place)].before, slots[Int(place)].after) = (last, -1)
        if last >= 0 { slots[Int(last)].after = place } else { heads[list] = place }
        tails[list] = place
    }

    private mutating func unlink(_ place: Int32) {
        let (before, after) = (slots[Int(place)].before, slots[Int(place)].after)
        let list = slots[Int(place)].wait.rawValue
        if before >= 0 { slots[Int(before)].after = after } else { heads[list] = after }
        if after >= 0 { slots[Int(after)].before = before } else { tails[list] = before }
    }
}
