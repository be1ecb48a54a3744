internal import Foundation

/// Counts many texts in bytes in one pass.
///
/// At each place four bytes are hashed to a bit of a table; only where the bit is set are texts compared.
struct ByteSearch {
    /// The UTF-8 of each text.
    let needles: [[UInt8]]
    private let byStart: [UInt32: [Int]]
    private let bits: [UInt64]

    static let shortest = 4
    private static let tableBits: UInt32 = 18

    /// - Parameter texts: those of fewer than four bytes are left out.
    init(_ texts: [String]) {
        needles = texts.map { Array($0.utf8) }.filter { $0.count >= Self.shortest }
        var byStart: [UInt32: [Int]] = [:]
        var bits = [UInt64](repeating: 0, count: 1 << (Self.tableBits - 6))
        for (index, needle) in needles.enumerated() {
            let start = needle.withUnsafeBytes { $0.loadUnaligned(as: UInt32.self) }
            byStart[start, default: []].append(index)
            let place = Self.place(start)
            bits[place >> 6] |= 1 << UInt64(place & 63)
        }
        (self.byStart, self.bits) = (byStart, bits)
    }

    private static func place(_ start: UInt32) -> Int { Int((start &* 0x9E37_79B1) >> (32 - tableBits)) }

    var longest: Int { needles.map(\.count).max() ?? 0 }

    /// Adds to `counts` how often each needle begins before `end` in `bytes`.
    func count(in bytes: UnsafeRawBufferPointer, before end: Int, into counts: inout [Int]) {
        guard let base = bytes.baseAddress, bytes.count >= Self.shortest else { return }
        bits.withUnsafeBufferPointer { bits in
            for offset in 0..<min(end, bytes.count - Self.shortest + 1) {
                let start = bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
                let place = Self.place(start)
                if bits[place >> 6] & 1 << UInt64(place & 63) == 0 { continue }
                for index in byStart[start] ?? [] where offset + needles[index].count <= bytes.count {
                    let needle = needles[index]
                    if memcmp(base + offset, needle, needle.count) == 0 { counts[index] += 1 }
                }
            }
        }
    }

    /// Adds to `counts` how often each needle is in a text.
    func count(in text: String, into counts: inout [Int]) {
        var text = text
        text.withUTF8 { count(in: UnsafeRawBufferPointer($0), before: $0.count, into: &counts) }
    }
}
