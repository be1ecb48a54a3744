/// Reading UTF-8 character by character; all bytes here come from Swift strings or were checked, so they are valid.
extension Span<UInt8> {
    /// The character that starts at a place, and the number of its bytes.
    @inline(__always)
    func scalar(at index: Int) -> (scalar: Unicode.Scalar, length: Int) {
        let first = UInt32(self[index])
        if first < 0x80 { return (Unicode.Scalar(UInt8(first)), 1) }
        let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
        guard index + length <= count else { return ("\u{FFFD}", 1) }
        var value = first & (0xFF >> UInt32(length + 1))
        for offset in 1..<length { value = value << 6 | UInt32(self[index + offset] & 0x3F) }
        return (Unicode.Scalar(value) ?? "\u{FFFD}", length)
    }

    /// The character that ends before a place.
    @inline(__always)
    func scalar(before index: Int) -> (scalar: Unicode.Scalar, length: Int) {
        var start = index - 1
        while start > 0 && self[start] & 0xC0 == 0x80 { start -= 1 }
        return scalar(at: start)
    }

    /// Offset and line of the first byte that is not valid UTF-8, or nil.
    func firstInvalidUTF8() -> (offset: Int, line: Int)? {
        let raw = bytes
        var index = 0
        while index < count {
            if index + 8 <= count,
                raw.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
            {
                index += 8
            } else if self[index] < 0x80 {
                index += 1
            } else {
                let length = validLength(at: index)
                if length == 0 { return (index, (0..<index).reduce(1) { $0 + (self[$1] == 0x0A ? 1 : 0) }) }
                index += length
            }
        }
        return nil
    }

    /// The length in bytes of the character at a place if it is well-formed (RFC 3629), else 0.
    private func validLength(at index: Int) -> Int {
        let first = self[index]
        let (length, low, high): (Int, UInt8, UInt8) =
            switch first {
            case 0xC2...0xDF: (2, 0x80, 0xBF)
            case 0xE0: (3, 0xA0, 0xBF)
            case 0xED: (3, 0x80, 0x9F)
            case 0xE1...0xEF: (3, 0x80, 0xBF)
            case 0xF0: (4, 0x90, 0xBF)
            case 0xF1...0xF3: (4, 0x80, 0xBF)
            case 0xF4: (4, 0x80, 0x8F)
            default: (0, 0, 0)
            }
        guard length > 0, index + length <= count, (low...high).contains(self[index + 1]) else { return 0 }
        for offset in 2..<Swift.max(length, 2) where self[index + offset] & 0xC0 != 0x80 { return 0 }
        return length
    }
}
