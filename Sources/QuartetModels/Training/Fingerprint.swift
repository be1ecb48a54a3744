/// A number that tells one set of data from another (FNV-1a; Fowler, Noll & Vo).
struct Fingerprint {
    private var hash: UInt64 = 0xcbf2_9ce4_8422_2325

    init() {}

    init(_ text: String) { for byte in text.utf8 { take(UInt64(byte)) } }

    mutating func take(_ value: UInt64) { hash = (hash ^ value) &* 0x100_0000_01b3 }

    var text: String { String(hash, radix: 16) }
}
