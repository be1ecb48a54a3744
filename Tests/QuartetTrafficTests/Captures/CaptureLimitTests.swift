import QuartetTraffic
import Testing

@Suite struct CaptureLimitTests {
    typealias Builder = CaptureBuilder

    @Test func idleConnectionsEnd() {
        var capture = Builder()
        for seconds in [0.0, 59, 120, 400] { capture.addUDP([1], ports: (5000, 6000), at: seconds) }
        #expect(ReadCapture(capture.bytes).connections.map { $0["orig_pkts"] } == ["2", "1", "1"])
    }

    @Test func longConnectionsAreReportedInParts() {
        var capture = Builder()
        for step in 0..<200 {
            capture.addUDP([1], ports: (5000, 6000), reply: step % 2 == 1, at: Double(step * 30))
        }
        let read = ReadCapture(capture.bytes)
        #expect(read.connections.count == 2)
        #expect(read.connections.allSatisfy { $0["id.orig_h"] == "192.0.2.10" })
        #expect(read.counted == 200)
    }

    @Test func portsCanBeReused() {
        var capture = Builder()
        capture.addConversation(at: 0)
        capture.addConversation(at: 1)
        #expect(ReadCapture(capture.bytes).connections.map { $0["conn_state"] } == ["SF", "SF"])
    }

    @Test func aFullTableLosesNoPackets() {
        var limits = FlowLimits()
        limits.mostFlows = 16
        var capture = Builder()
        capture.addConversation(at: 0)
        for port in 0..<1000 { capture.addTCP(.syn, 1, ports: (1000 + port, 80), at: 0.1) }
        let read = ReadCapture(capture.bytes, limits: limits)
        #expect(read.connections.count == 1001)
        #expect(read.counted == capture.packets)
    }

    @Test func clocksMayJump() {
        var capture = Builder()
        for seconds in [500_000.0, 0, 900_000_000, 1, 2, 3] {
            capture.addUDP([1], ports: (5000, 6000), at: seconds)
        }
        let read = ReadCapture(capture.bytes)
        #expect(read.counted == 6)
        #expect(read.connections.allSatisfy { !($0["duration"] ?? "").hasPrefix("-0") })
    }

    @Test(arguments: [1, 3, 40, 4096])
    func anyPiecesOfInput(chunk: Int) {
        var capture = Builder()
        for second in 0..<20 { capture.addConversation(at: Double(second) * 10) }
        #expect(ReadCapture(capture.bytes, chunk: chunk).log == ReadCapture(capture.bytes).log)
    }

    @Test func aTruncatedCapture() {
        var capture = Builder()
        capture.addConversation(at: 0)
        let read = ReadCapture(Array(capture.bytes.dropLast(10)))
        #expect(read.connections.first?["orig_pkts"] == "4")
        guard case .damaged(file: "test.pcap", _, packets: 8) = read.error else {
            Issue.record("\(String(describing: read.error))")
            return
        }
    }

    @Test func unknownFramesAndHeaders() {
        let wireless = ReadCapture(Builder(linkType: 105).bytes)
        #expect(wireless.error == .unknownLinkType(file: "test.pcap", name: "IEEE802_11"))
        guard case .unreadable = ReadCapture([0xD4, 0xC3, 0xB2, 0xA1, 9]).error else {
            Issue.record("half a header was read")
            return
        }
    }

    @Test func magics() {
        #expect(CaptureStream.isCapture(Builder().bytes))
        #expect(CaptureStream.isCapture([0x0A, 0x0D, 0x0D, 0x0A, 0x1C]))
        #expect(!CaptureStream.isCapture(Array("#separator".utf8)))
    }

    /// Every packet is counted in a connection or as skipped, whatever its bytes.
    @Test(arguments: CaptureBuilder.Frame.allCases)
    func damagedPackets(frame: CaptureBuilder.Frame) {
        var state: UInt64 = 88_172_645_463_325_252
        func random(_ bound: Int) -> Int {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return Int(state % UInt64(bound))
        }
        var capture = Builder(frame: frame)
        let packets = [
            Builder.version4(6, Builder.tcp(.syn, sequence: 1, payload: [1, 2, 3])),
            Builder.version4(17, Builder.udp(Builder.query, ports: (5000, 53))),
            Builder.version4(1, [8, 0, 0, 0, 0, 1, 0, 1]),
            [0x60, 0, 0, 0, 0, 24, 44, 64] + [UInt8](repeating: 1, count: 56),
        ]
        for round in 0..<4000 {
            var packet = packets[round % packets.count]
            for _ in 0..<random(6) { packet[random(packet.count)] = UInt8(random(256)) }
            if packet[0] >> 4 != 4 { packet[0] = 0x60 }
            capture.add(packet: Array(packet.prefix(1 + random(packet.count))), at: Double(random(10000)))
        }
        let read = ReadCapture(capture.bytes)
        #expect(read.error == nil)
        #expect(read.packets == 4000)
        #expect(read.counted + read.skipped == 4000)
    }
}
