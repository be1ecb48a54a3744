import QuartetTraffic
import Testing

@Suite struct CaptureTests {
    typealias Builder = CaptureBuilder

    @Test func conversation() throws {
        var capture = Builder()
        capture.addConversation(at: 0)
        let read = ReadCapture(capture.bytes)
        #expect(read.error == nil)
        let connection = try #require(read.connections.first)
        #expect(read.connections.count == 1)
        let expected = [
            "ts": "1700000000.000000", "id.orig_h": "192.0.2.10", "id.orig_p": "40000",
            "id.resp_h": "198.51.100.20",
            "id.resp_p": "443", "proto": "tcp", "service": "ssl", "duration": "0.080000", "orig_bytes": "300",
            "resp_bytes": "1000", "conn_state": "SF", "local_orig": "F", "missed_bytes": "0",
            "history": "ShADadFf",
            "orig_pkts": "5", "orig_ip_bytes": "500", "resp_pkts": "4", "resp_ip_bytes": "1160",
        ]
        for (name, value) in expected { #expect(connection[name] == value, "\(name)") }
        let uid = try #require(connection["uid"])
        #expect(uid.count == 18 && uid.hasPrefix("C"))
    }

    @Test(arguments: Builder.Frame.allCases)
    func frames(frame: Builder.Frame) {
        var plain = Builder()
        plain.addConversation(at: 0)
        var framed = Builder(frame: frame)
        framed.addConversation(at: 0)
        #expect(ReadCapture(framed.bytes).log == ReadCapture(plain.bytes).log)
    }

    @Test(arguments: [[0x81, 0, 0, 7], [0x88, 0xA8, 0, 7, 0x81, 0, 0, 9]] as [[UInt8]])
    func tags(tags: [UInt8]) {
        var capture = Builder()
        capture.tags = tags
        capture.addConversation(at: 0)
        #expect(ReadCapture(capture.bytes).connections.first?["history"] == "ShADadFf")
    }

    /// Steps of a connection, and the state that Zeek assigns.
    @Test(
        arguments: [
            ([(.syn, false)], "S0", "S"),
            ([(.syn, false), (.reset, true)], "REJ", "Sr"),
            ([(.syn, false), (.synAcknowledge, true)], "S1", "Sh"),
            (
                [(.syn, false), (.synAcknowledge, true), (.acknowledge, false), (.reset, false)], "RSTO",
                "ShAR"
            ),
            (
                [(.syn, false), (.synAcknowledge, true), (.acknowledge, false), (.reset, true)], "RSTR",
                "ShAr"
            ),
            ([(.syn, false), (.synAcknowledge, true), (.finAcknowledge, false)], "S2", "ShF"),
            ([(.syn, false), (.synAcknowledge, true), (.finAcknowledge, true)], "S3", "Shf"),
            ([(.syn, false), (.reset, false)], "RSTOS0", "SR"),
            ([(.syn, false), (.finAcknowledge, false)], "SH", "SF"),
            ([(.acknowledge, false), (.acknowledge, true)], "OTH", "Aa"),
            // The first packet is the answer: the capture began late.
            ([(.synAcknowledge, true), (.reset, true)], "RSTRH", "hr"),
            ([(.synAcknowledge, true), (.finAcknowledge, true)], "SHR", "hf"),
        ] as [([(Builder.Flags, Bool)], String, String)])
    func states(steps: [(Builder.Flags, Bool)], state: String, history: String) {
        var capture = Builder()
        for (index, step) in steps.enumerated() {
            capture.addTCP(step.0, step.1 ? 500 : 100, reply: step.1, at: Double(index) / 10)
        }
        let connection = ReadCapture(capture.bytes).connections.first
        #expect(connection?["conn_state"] == state)
        #expect(connection?["history"] == history)
        #expect(connection?["id.orig_h"] == "192.0.2.10")
    }

    @Test func repeatedLostAndWrappingSegments() {
        var capture = Builder()
        let payload = [UInt8](repeating: 65, count: 100)
        let start = UInt32.max - 149
        capture.addTCP(.syn, start &- 1, at: 0)
        capture.addTCP(.acknowledge, start, payload, at: 0.1)
        capture.addTCP(.acknowledge, start, payload, at: 0.2)
        capture.addTCP(.acknowledge, start &+ 100, payload, at: 0.3)
        // 100 bytes are lost; another 100 arrive after later ones.
        capture.addTCP(.acknowledge, start &+ 400, payload, at: 0.4)
        capture.addTCP(.acknowledge, start &+ 300, payload, at: 0.5)
        let connection = ReadCapture(capture.bytes).connections.first
        #expect(connection?["orig_bytes"] == "500")
        #expect(connection?["missed_bytes"] == "100")
        #expect(connection?["history"] == "SDT")
    }

    @Test func datagrams() throws {
        var capture = Builder()
        capture.addUDP(Builder.query, ports: (5000, 53), at: 0)
        capture.addUDP(Builder.query + [1, 2, 3], ports: (5000, 53), reply: true, at: 0.25)
        capture.addUDP([1, 2, 3], ports: (5001, 9999), at: 0.5)
        let connections = ReadCapture(capture.bytes).connections
        #expect(connections.count == 2)
        let (answered, alone) = (try #require(connections.first), try #require(connections.last))
        #expect(answered["conn_state"] == "SF" && answered["service"] == "dns" && answered["history"] == "Dd")
        #expect(answered["orig_bytes"] == "12" && answered["resp_bytes"] == "15")
        #expect(alone["conn_state"] == "S0" && alone["duration"] == "-" && alone["orig_bytes"] == "-")
        #expect(alone["orig_ip_bytes"] == "31")
    }

    @Test func messagesOfICMP() {
        var capture = Builder()
        capture.add(packet: Builder.version4(1, [8, 0, 0, 0, 0, 1, 0, 1, 5, 5]), at: 0)
        capture.add(packet: Builder.version4(1, [0, 0, 0, 0, 0, 1, 0, 1, 5, 5], reply: true), at: 0.5)
        capture.add(packet: Builder.version4(1, [3, 1, 0, 0, 0, 0, 0, 0], reply: true), at: 1)
        let connections = ReadCapture(capture.bytes).connections
        #expect(connections.map { $0["id.orig_p"] } == ["8", "3"])
        #expect(connections.map { $0["id.resp_p"] } == ["0", "1"])
        #expect(connections.map { $0["id.orig_h"] } == ["192.0.2.10", "198.51.100.20"])
        #expect(connections.first?["orig_bytes"] == "2" && connections.first?["resp_pkts"] == "1")
    }

    @Test func version6WithExtensionHeaders() {
        let ends: [UInt8] =
            [0x20, 1, 0x0D, 0xB8] + [UInt8](repeating: 0, count: 11) + [1] + [0x20, 1, 0x0D, 0xB8]
            + [UInt8](repeating: 0, count: 11) + [2]
        let content = [6, 0, 1, 4, 0, 0, 0, 0] + Builder.tcp(.syn, sequence: 1)
        var capture = Builder()
        capture.add(packet: [0x60, 0, 0, 0] + Builder.big(content.count) + [0, 64] + ends + content, at: 0)
        let connection = ReadCapture(capture.bytes).connections.first
        #expect(connection?["id.orig_h"] == "2001:db8::1" && connection?["id.resp_h"] == "2001:db8::2")
        #expect(connection?["proto"] == "tcp" && connection?["conn_state"] == "S0")
    }

    @Test func fragmentsBelongToTheirDatagram() {
        var capture = Builder()
        let datagram = Builder.udp([UInt8](repeating: 3, count: 1480), ports: (6000, 7000))
        capture.add(
            packet: Builder.version4(17, Array(datagram[..<1480]), identification: 77, fragment: 0x2000),
            at: 0)
        capture.add(
            packet: Builder.version4(17, Array(datagram[1480...]), identification: 77, fragment: 185), at: 0.1
        )
        let read = ReadCapture(capture.bytes)
        #expect(read.connections.count == 1)
        #expect(read.connections.first?["orig_bytes"] == "1480")
    }
}
