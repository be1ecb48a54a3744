internal import CPCAP

/// A packet capture (pcap, pcapng), read as the Zeek conn log of its connections: each connection becomes a line when it
/// ends.
package final class CaptureStream {
    private let name: String
    private let handle: OpaquePointer
    private let input: Input
    private let layer: LinkLayer
    private var decoder = PacketDecoder()
    private var table: FlowTable
    /// Lines that have not been returned yet.
    private var lines: [UInt8]
    private var taken = 0
    private var isAtEnd = false
    private var failure: CaptureError?
    package private(set) var packets = 0
    /// Frames without an IP packet, or with too little of one.
    package private(set) var skipped = 0

    private static let enough = 1 << 16

    /// Whether bytes begin like a capture: pcap in either byte order and unit of time, or pcapng.
    package static func isCapture(_ head: [UInt8]) -> Bool {
        let magics: [[UInt8]] = [
            [0xD4, 0xC3, 0xB2, 0xA1], [0xA1, 0xB2, 0xC3, 0xD4], [0x4D, 0x3C, 0xB2, 0xA1],
            [0xA1, 0xB2, 0x3C, 0x4D],
            [0x34, 0xCD, 0xB2, 0xA1], [0xA1, 0xB2, 0xCD, 0x34], [0x0A, 0x0D, 0x0D, 0x0A],
        ]
        return magics.contains { head.starts(with: $0) }
    }

    /// - Parameters:
    ///   - name: for messages.
    ///   - read: copies the capture's next bytes into a buffer and returns their number; 0 at the end, negative when reading
    ///     failed.
    package init(
        name: String, limits: FlowLimits = FlowLimits(),
        read: @escaping (UnsafeMutableRawBufferPointer) -> Int
    ) throws(CaptureError) {
        self.name = name
        let input = Input(read)
        self.input = input
        var message = [CChar](repeating: 0, count: Int(PCAP_ERRBUF_SIZE))
        let handle = capture_open(
            // libpcap's stream keeps the input alive until it is closed.
            Unmanaged.passRetained(input).toOpaque(),
            { context, buffer, size in
                guard let context, let buffer else { return -1 }
                let input = Unmanaged<Input>.fromOpaque(context).takeUnretainedValue()
                return input.read(UnsafeMutableRawBufferPointer(start: buffer, count: size))
            }, { context in if let context { Unmanaged<Input>.fromOpaque(context).release() } }, &message)
        guard let handle else { throw .unreadable(file: name, reason: Self.text(message)) }
        let type = pcap_datalink(handle)
        guard let layer = LinkLayer(type: type) else {
            let typeName = pcap_datalink_val_to_name(type).map { String(cString: $0) } ?? "\(type)"
            pcap_close(handle)
            throw .unknownLinkType(file: name, name: typeName)
        }
        (self.handle, self.layer, table) = (handle, layer, FlowTable(limits: limits))
        lines = Array(FlowLine.header.utf8)
    }

    deinit { pcap_close(handle) }

    /// Reads up to `target.count` bytes of the log, at least one; 0 at the end. After damage, the connections that were
    /// read come first, then the error.
    package func read(into target: UnsafeMutableRawBufferPointer) throws(CaptureError) -> Int {
        if taken == lines.count {
            lines.removeAll(keepingCapacity: true)
            taken = 0
            while lines.isEmpty, !isAtEnd { readPackets() }
            if lines.isEmpty {
                if let failure {
                    self.failure = nil
                    throw failure
                }
                return 0
            }
        }
        let count = min(target.count, lines.count - taken)
        lines.withUnsafeBytes { bytes in
            target.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[taken..<(taken + count)]))
        }
        taken += count
        return count
    }

    /// Reads packets until there are enough lines to return, or the input ends.
    private func readPackets() {
        var header: UnsafeMutablePointer<pcap_pkthdr>?
        var data: UnsafePointer<UInt8>?
        for _ in 0..<4096 where lines.count < Self.enough {
            let status = pcap_next_ex(handle, &header, &data)
            guard status == 1, let header, let data else {
                finish(status)
                return
            }
            packets += 1
            let frame = UnsafeRawBufferPointer(start: data, count: Int(header.pointee.caplen))
            let stamp = header.pointee.ts
            // A damaged file may contain any time; up to the year 2255, differences of nanoseconds fit into 64 bits.
            let time =
                Int64(min(max(stamp.tv_sec, 0), 9_000_000_000)) * 1_000_000_000
                + Int64(min(max(stamp.tv_usec, 0), 999_999_999))
            guard let start = layer.packetStart(frame), start <= frame.count,
                let packet = decoder.packet(UnsafeRawBufferPointer(rebasing: frame[start...]), time: time)
            else {
                skipped += 1
                continue
            }
            table.take(packet) { FlowLine.write($0, to: &lines) }
        }
    }

    private func finish(_ status: Int32) {
        isAtEnd = true
        table.end { FlowLine.write($0, to: &lines) }
        guard status != PCAP_ERROR_BREAK, status < 0 || input.hasFailed else { return }
        let reason = status < 0 ? String(cString: pcap_geterr(handle)) : "reading failed"
        failure = .damaged(file: name, reason: reason, packets: packets)
    }

    private static func text(_ message: [CChar]) -> String {
        String(decoding: message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// What libpcap reads from.
    private final class Input {
        private let source: (UnsafeMutableRawBufferPointer) -> Int
        private(set) var hasFailed = false

        init(_ source: @escaping (UnsafeMutableRawBufferPointer) -> Int) { self.source = source }

        func read(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
            let count = source(buffer)
            if count < 0 { hasFailed = true }
            return count
        }
    }
}
