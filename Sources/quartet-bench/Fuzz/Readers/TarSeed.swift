/// Tar archives in ustar's form (POSIX.1-1988).
enum TarSeed {
    static func archive(_ members: [(name: String, bytes: [UInt8])]) -> [UInt8] {
        var archive: [UInt8] = []
        for member in members {
            var header = [UInt8](repeating: 0, count: 512)
            func put(_ text: String, at offset: Int) {
                header.replaceSubrange(offset..<offset + text.utf8.count, with: text.utf8)
            }
            put(member.name, at: 0)
            for (text, place) in [("0000644", 100), ("0000000", 108), ("0000000", 116)] {
                put(text, at: place)
            }
            put(octal(member.bytes.count, 11), at: 124)
            put(octal(0, 11), at: 136)
            put("0", at: 156)
            put("ustar", at: 257)
            put("00", at: 263)
            archive += header + member.bytes
            archive += [UInt8](repeating: 0, count: (512 - member.bytes.count % 512) % 512)
        }
        return withChecksums(archive + [UInt8](repeating: 0, count: 1024))
    }

    /// The archive with the right checksum in each header that follows the one before.
    @Sendable static func withChecksums(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        var start = 0
        while start + 512 <= bytes.count, bytes[start] != 0 {
            bytes.replaceSubrange(start + 148..<start + 156, with: repeatElement(0x20, count: 8))
            let sum = bytes[start..<start + 512].reduce(0) { $0 + Int($1) }
            bytes.replaceSubrange(start + 148..<start + 156, with: (octal(sum, 6) + "\0 ").utf8)
            let digits = bytes[start + 124..<start + 135].prefix { $0 >= 0x30 && $0 < 0x38 }
            let size = digits.reduce(0) { $0 << 3 | Int($1 - 0x30) }
            start += 512 + (size + 511) / 512 * 512
        }
        return bytes
    }

    private static func octal(_ value: Int, _ digits: Int) -> String {
        let text = String(value, radix: 8)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}
