/// Packet captures of one TCP connection and one UDP packet, byte by byte.
enum CaptureSeed {
    /// The capture as libpcap has written it since 1998, in either byte order.
    static func pcap(isLittle: Bool) -> [UInt8] {
        let word = { (number: UInt32) in number.bytes(isLittle: isLittle) }
        var file =
            word(0xA1B2_C3D4) + UInt16(2).bytes(isLittle: isLittle) + UInt16(4).bytes(isLittle: isLittle)
        file += word(0) + word(0) + word(65_535) + word(1)
        for (index, frame) in frames.enumerated() {
            file += word(1_700_000_000) + word(UInt32(index * 1000))
            file += word(UInt32(frame.count)) + word(UInt32(frame.count)) + frame
        }
        return file
    }

    /// The same as pcapng (draft-ietf-opsawg-pcapng).
    static var pcapng: [UInt8] {
        let section = block(
            0x0A0D_0D0A,
            UInt32(0x1A2B_3C4D).bytes(isLittle: true) + [1, 0, 0, 0] + [UInt8](repeating: 0xFF, count: 8))
        let interface = block(1, [1, 0, 0, 0] + UInt32(65_535).bytes(isLittle: true))
        return section + interface
            + frames.flatMap { frame in
                let length = UInt32(frame.count).bytes(isLittle: true)
                let padding = [UInt8](repeating: 0, count: (4 - frame.count % 4) % 4)
                return block(6, [UInt8](repeating: 0, count: 12) + length + length + frame + padding)
            }
    }

    private static func block(_ type: UInt32, _ body: [UInt8]) -> [UInt8] {
        let length = UInt32(body.count + 12).bytes(isLittle: true)
        return type.bytes(isLittle: true) + length + body + length
    }

    private static var frames: [[UInt8]] {
        let (client, server): ([UInt8], [UInt8]) = ([192, 0, 2, 10], [198, 51, 100, 20])
        func packet(_ transport: UInt8, _ content: [UInt8], reply: Bool) -> [UInt8] {
            let length = UInt16(20 + content.count).bytes(isLittle: false)
            return [UInt8](repeating: 2, count: 12) + [8, 0, 0x45, 0] + length + [
                0, 0, 0, 0, 64, transport, 0, 0,
            ]
                + (reply ? server + client : client + server) + content
        }
        func segment(_ flags: UInt8, _ sequence: UInt32, _ payload: [UInt8] = [], reply: Bool = false)
            -> [UInt8]
        {
            let ports: [UInt16] = reply ? [443, 40_000] : [40_000, 443]
            let head = ports.flatMap { $0.bytes(isLittle: false) } + sequence.bytes(isLittle: false)
            return packet(6, head + [0, 0, 0, 0, 0x50, flags, 0, 0, 0, 0, 0, 0] + payload, reply: reply)
        }
        let query =
            UInt16(5353).bytes(isLittle: false) + UInt16(53).bytes(isLittle: false)
            + UInt16(20).bytes(isLittle: false) + [0, 0, 0x12, 0x34, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0]
        let hello: [UInt8] = [0x16, 3, 1] + [UInt8](repeating: 7, count: 60)
        return [
            segment(2, 100), segment(18, 9000, reply: true), segment(16, 101), segment(24, 101, hello),
            segment(24, 9001, [UInt8](repeating: 1, count: 100), reply: true), segment(17, 164),
            segment(17, 9101, reply: true), packet(17, query, reply: false),
        ]
    }
}

extension FixedWidthInteger {
    fileprivate func bytes(isLittle: Bool) -> [UInt8] {
        withUnsafeBytes(of: isLittle ? littleEndian : bigEndian) { Array($0) }
    }
}
