/// Connections as lines of a Zeek conn log: everything that reads such a log also reads a capture, and a report can show a
/// line for each connection.
enum FlowLine {
    private static let columns: [(name: String, type: String)] = [
        ("ts", "time"), ("uid", "string"), ("id.orig_h", "addr"), ("id.orig_p", "port"),
        ("id.resp_h", "addr"),
        ("id.resp_p", "port"), ("proto", "enum"), ("service", "string"), ("duration", "interval"),
        ("orig_bytes", "count"), ("resp_bytes", "count"), ("conn_state", "string"), ("local_orig", "bool"),
        ("local_resp", "bool"), ("missed_bytes", "count"), ("history", "string"), ("orig_pkts", "count"),
        ("orig_ip_bytes", "count"), ("resp_pkts", "count"), ("resp_ip_bytes", "count"),
    ]

    static let header: String =
        "#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\tconn\n#fields\t"
        + columns.map(\.name).joined(separator: "\t") + "\n#types\t"
        + columns.map(\.type).joined(separator: "\t") + "\n"

    static func write(_ flow: Flow, to text: inout [UInt8]) {
        func end() { text.append(9) }
        func count(_ number: Int) {
            text.append(decimal: UInt64(max(0, number)))
            end()
        }
        func word(_ word: String) {
            text.append(contentsOf: word.utf8)
            end()
        }
        let ports = ports(flow)
        text.append(seconds: flow.start)
        end()
        writeIdentifier(flow, to: &text)
        flow.originatorAddress.write(to: &text)
        end()
        count(Int(ports.originator))
        flow.responderAddress.write(to: &text)
        end()
        count(Int(ports.responder))
        word(transport(flow.transport))
        word(flow.service?.rawValue ?? "-")
        // A single packet has no duration, and Zeek omits its bytes, too.
        if flow.end > flow.start {
            text.append(seconds: flow.end - flow.start)
            end()
            count(flow.originator.bytes)
            count(flow.responder.bytes)
        } else {
            word("-\t-\t-")
        }
        word(flow.state)
        word(flow.originatorAddress.isLocal ? "T" : "F")
        word(flow.responderAddress.isLocal ? "T" : "F")
        count(flow.originator.missed + flow.responder.missed)
        writeHistory(flow, to: &text)
        count(flow.originator.packets)
        count(flow.originator.packetBytes)
        count(flow.responder.packets)
        text.append(decimal: UInt64(max(0, flow.responder.packetBytes)))
        text.append(10)
    }

    /// For ICMP, the types of both ends, or type and code of a message with one direction.
    private static func ports(_ flow: Flow) -> (originator: UInt16, responder: UInt16) {
        guard flow.key.isExchange else { return (flow.originatorPort, flow.responderPort) }
        let request = flow.originatorPort
        return (request, FlowKey.answer(flow.transport, to: request))
    }

    private static func transport(_ number: UInt8) -> String {
        switch number {
        case 6: "tcp"
        case 17: "udp"
        case 1, 58: "icmp"
        default: "unknown_transport"
        }
    }

    /// "C" and 17 letters and digits derived from ends and start: the same capture gives the same identifiers.
    private static func writeIdentifier(_ flow: Flow, to text: inout [UInt8]) {
        var hash: UInt64 = 0x9E37_79B9_7F4A_7C15
        func mix(_ word: UInt64) {
            hash = (hash ^ word) &* 0xFF51_AFD7_ED55_8CCD
            hash ^= hash >> 32
        }
        for address in [flow.originatorAddress, flow.responderAddress] {
            mix(address.high)
            mix(address.low)
        }
        mix(UInt64(flow.originatorPort) << 32 | UInt64(flow.responderPort) << 8 | UInt64(flow.transport))
        mix(UInt64(bitPattern: flow.start))
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8)
        text.append(67)
        for place in 0..<17 {
            if place == 9 { mix(1) }
            text.append(letters[Int(hash % 62)])
            hash /= 62
        }
        text.append(9)
    }

    private static func writeHistory(_ flow: Flow, to text: inout [UInt8]) {
        if flow.history.count == 0 { text.append(45) }
        for place in 0..<flow.history.count { text.append(flow.history[place]) }
        text.append(9)
    }
}
