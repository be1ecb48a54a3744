import QuartetTraffic

/// Writes packet captures with addresses from documentation ranges (RFC 5737, RFC 3849).
struct CaptureBuilder {
    /// A packet's outermost frame.
    enum Frame: UInt32, CaseIterable {
        case ethernet = 1
        case raw = 101
        case cooked = 113
        case cooked2 = 276
        case loopback = 0
        case ppp = 9
    }

    enum Flags: UInt8 {
        case syn = 2
        case synAcknowledge = 18
        case acknowledge = 16
        case finAcknowledge = 17
        case reset = 4
    }

    static let client: [UInt8] = [192, 0, 2, 10]
    static let server: [UInt8] = [198, 51, 100, 20]

    private(set) var bytes: [UInt8]
    private let frame: Frame
    /// Bytes between the Ethernet addresses and the packet's type.
    var tags: [UInt8] = []
    private(set) var packets = 0

    init(frame: Frame = .ethernet, linkType: UInt32? = nil) {
        self.frame = frame
        bytes = [0xD4, 0xC3, 0xB2, 0xA1, 2, 0, 4, 0] + [UInt8](repeating: 0, count: 8)
        bytes += Self.little(65535) + Self.little(linkType ?? frame.rawValue)
    }

    static func little(_ number: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }

    static func big(_ number: Int) -> [UInt8] { [UInt8(number >> 8 & 255), UInt8(number & 255)] }

    /// - Parameter seconds: since the beginning of the capture.
    mutating func add(frameBytes: [UInt8], at seconds: Double) {
        bytes += Self.little(1_700_000_000 + UInt32(seconds))
        bytes += Self.little(UInt32((seconds - seconds.rounded(.down)) * 1e6 + 0.5))
        bytes += Self.little(UInt32(frameBytes.count)) + Self.little(UInt32(frameBytes.count)) + frameBytes
        packets += 1
    }

    mutating func add(packet: [UInt8], at seconds: Double) {
        let type: [UInt8] = packet[0] >> 4 == 4 ? [8, 0] : [0x86, 0xDD]
        let header: [UInt8] =
            switch frame {
            case .ethernet: [UInt8](repeating: 2, count: 12) + tags + type
            case .raw: []
            case .cooked: [UInt8](repeating: 0, count: 14) + type
            case .cooked2: type + [UInt8](repeating: 0, count: 18)
            case .loopback: [2, 0, 0, 0]
            case .ppp: [0xFF, 3, 0] + (packet[0] >> 4 == 4 ? [0x21] : [0x57])
            }
        add(frameBytes: header + packet, at: seconds)
    }

    static func version4(
        _ transport: UInt8, _ content: [UInt8], reply: Bool = false, identification: Int = 0,
        fragment: Int = 0
    ) -> [UInt8] {
        [0x45, 0] + big(20 + content.count) + big(identification) + big(fragment) + [64, transport, 0, 0]
            + (reply ? server + client : client + server) + content
    }

    static func tcp(
        _ flags: Flags, sequence: UInt32, payload: [UInt8] = [], ports: (Int, Int) = (40000, 443),
        reply: Bool = false
    ) -> [UInt8] {
        big(reply ? ports.1 : ports.0) + big(reply ? ports.0 : ports.1) + little(sequence.byteSwapped)
            + [0, 0, 0, 0, 0x50, flags.rawValue, 0, 0, 0, 0, 0, 0] + payload
    }

    static func udp(_ payload: [UInt8], ports: (Int, Int), reply: Bool = false) -> [UInt8] {
        big(reply ? ports.1 : ports.0) + big(reply ? ports.0 : ports.1) + big(8 + payload.count) + [0, 0]
            + payload
    }

    mutating func addTCP(
        _ flags: Flags, _ sequence: UInt32, _ payload: [UInt8] = [], ports: (Int, Int) = (40000, 443),
        reply: Bool = false, at seconds: Double
    ) {
        let segment = Self.tcp(flags, sequence: sequence, payload: payload, ports: ports, reply: reply)
        add(packet: Self.version4(6, segment, reply: reply), at: seconds)
    }

    mutating func addUDP(_ payload: [UInt8], ports: (Int, Int), reply: Bool = false, at seconds: Double) {
        add(
            packet: Self.version4(17, Self.udp(payload, ports: ports, reply: reply), reply: reply),
            at: seconds)
    }

    /// A TLS connection: 300 bytes requested, 1000 answered, closed by both ends.
    mutating func addConversation(at seconds: Double) {
        let hello: [UInt8] = [0x16, 3, 1] + [UInt8](repeating: 7, count: 297)
        addTCP(.syn, 100, at: seconds)
        addTCP(.synAcknowledge, 9000, reply: true, at: seconds + 0.01)
        addTCP(.acknowledge, 101, at: seconds + 0.02)
        addTCP(.acknowledge, 101, hello, at: seconds + 0.03)
        addTCP(.acknowledge, 9001, reply: true, at: seconds + 0.04)
        addTCP(.acknowledge, 9001, [UInt8](repeating: 1, count: 1000), reply: true, at: seconds + 0.05)
        addTCP(.finAcknowledge, 401, at: seconds + 0.06)
        addTCP(.finAcknowledge, 10001, reply: true, at: seconds + 0.07)
        addTCP(.acknowledge, 402, at: seconds + 0.08)
    }

    /// A DNS query that consists only of its header.
    static let query: [UInt8] = [0x12, 0x34, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0]
}

/// The result of reading a capture.
struct ReadCapture {
    var log = ""
    var error: CaptureError?
    var packets = 0
    var skipped = 0

    /// - Parameter chunk: bytes that the source returns at a time.
    init(_ bytes: [UInt8], limits: FlowLimits = FlowLimits(), chunk: Int = 1000) {
        var position = 0
        do {
            let stream = try CaptureStream(name: "test.pcap", limits: limits) { target in
                let count = min(target.count, chunk, bytes.count - position)
                target.copyBytes(from: bytes[position..<(position + count)])
                position += count
                return count
            }
            let target = UnsafeMutableRawBufferPointer.allocate(byteCount: 100, alignment: 1)
            defer { target.deallocate() }
            do {
                while true {
                    let count = try stream.read(into: target)
                    if count == 0 { break }
                    log += String(decoding: target[..<count], as: UTF8.self)
                }
            } catch {
                self.error = error
            }
            (packets, skipped) = (stream.packets, stream.skipped)
        } catch {
            self.error = error
        }
    }

    /// The connections, each with its columns by name.
    var connections: [[String: String]] {
        let lines = log.split(separator: "\n")
        guard
            let names = lines.first(where: { $0.hasPrefix("#fields\t") })?.split(separator: "\t").dropFirst()
        else {
            return []
        }
        return lines.filter { !$0.hasPrefix("#") }.map { line in
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            return Dictionary(uniqueKeysWithValues: zip(names.map(String.init), cells))
        }
    }

    /// Packets counted in connections.
    var counted: Int {
        connections.reduce(0) { $0 + (Int($1["orig_pkts"] ?? "") ?? 0) + (Int($1["resp_pkts"] ?? "") ?? 0) }
    }
}
