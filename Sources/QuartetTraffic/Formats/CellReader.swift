internal import Glibc

/// How the bytes of one field become a cell.
enum CellKind: UInt8, Sendable {
    case number
    /// T, F, true, false, yes, no, or a number.
    case flag
    case port
    case time
    /// Dates with the day first.
    case timeDayFirst
    /// Ten digits of seconds, followed by microseconds without their leading zeros.
    case timeJoined
    case hash
    case address
}

/// Reads numbers, times and words from the bytes of a field.
enum CellReader {
    typealias Bytes = UnsafeBufferPointer<UInt8>

    /// The cell; nil when the bytes do not fit its kind. Infinity and NaN are read as missing.
    @inline(__always) static func cell(_ bytes: Bytes, _ kind: CellKind, scale: Double) -> UInt64? {
        switch kind {
        case .hash: return RecordBatch.hash(bytes)
        case .address: return AddressClass.key(bytes)
        case .number:
            guard let value = number(bytes) else { return nil }
            return (value * scale).bitPattern
        case .port:
            guard let value = number(bytes) else { return nil }
            return (value >= 0 && value <= 65535 ? value : .nan).bitPattern
        case .flag: return flag(bytes)?.bitPattern
        case .time, .timeDayFirst:
            return TimeReader.seconds(bytes, dayFirst: kind == .timeDayFirst, scale: scale)?.bitPattern
        case .timeJoined: return TimeReader.joined(bytes)?.bitPattern
        }
    }

    private static let powers: [Double] = (0...22).map { pow(10, Double($0)) }

    /// A decimal number, exactly rounded: by Clinger's fast path (PLDI 1990) where mantissa and power of ten are exact,
    /// otherwise by the C library. Hexadecimal integers (0x1f) are read, too. Nil when the bytes are not a number; NaN for
    /// NaN, Infinity and numbers too large for a `Double`.
    @inline(__always) static func number(_ bytes: Bytes) -> Double? {
        let count = bytes.count
        var index = 0
        var negative = false
        if count > 0, bytes[0] == 45 || bytes[0] == 43 {
            negative = bytes[0] == 45
            index = 1
        }
        var mantissa: UInt64 = 0
        var digits = 0
        let start = index
        while index < count, bytes[index] &- 48 < 10 {
            mantissa = mantissa &* 10 &+ UInt64(bytes[index] &- 48)
            index += 1
        }
        digits = index - start
        if index == count {
            guard digits > 0 else { return nil }
            guard digits < 19 else { return slow(bytes) }
            let value = Double(mantissa)
            return negative ? -value : value
        }
        var power = 0
        if bytes[index] == 46 {
            index += 1
            let fraction = index
            while index < count, bytes[index] &- 48 < 10 {
                mantissa = mantissa &* 10 &+ UInt64(bytes[index] &- 48)
                index += 1
            }
            power = fraction - index
            digits -= power
        }
        guard index == count, digits > 0, digits < 19, mantissa < 1 << 53, power >= -22 else {
            return slow(bytes)
        }
        let value = Double(mantissa) / powers[-power]
        return negative ? -value : value
    }

    /// Exponents, long mantissas, hexadecimal and words.
    @inline(never) private static func slow(_ bytes: Bytes) -> Double? {
        guard !bytes.isEmpty, bytes.count < 400 else { return nil }
        let isHexadecimal = bytes.count > 2 && bytes[0] == 48 && bytes[1] | 32 == 120
        let first = bytes[0] == 45 || bytes[0] == 43 ? 1 : 0
        guard first < bytes.count else { return nil }
        let isWord = bytes[first] | 32 == 105 || bytes[first] | 32 == 110
        // The C library would also accept other notations, such as "nan(1)" and hexadecimal fractions.
        for byte in bytes[(isHexadecimal ? 2 : first)...] {
            let isDigit = byte &- 48 < 10
            let lower = byte | 32
            if isHexadecimal
                ? !(isDigit || (lower >= 97 && lower <= 102))
                : isWord
                    ? !(lower >= 97 && lower <= 122)
                    : !(isDigit || lower == 101 || byte == 46 || byte == 45 || byte == 43)
            {
                return nil
            }
        }
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: bytes.count + 1) { text in
            for (index, byte) in bytes.enumerated() { text[index] = CChar(bitPattern: byte) }
            text[bytes.count] = 0
            var end: UnsafeMutablePointer<CChar>?
            let value = strtod(text.baseAddress!, &end)
            guard let end, end - text.baseAddress! == bytes.count else { return nil }
            return value.isFinite ? value : .nan
        }
    }

    @inline(__always) static func flag(_ bytes: Bytes) -> Double? {
        guard let first = bytes.first else { return nil }
        switch (bytes.count, first) {
        case (1, 84), (1, 116), (4, 84), (4, 116), (1, 89), (1, 121), (3, 89), (3, 121): return 1
        case (1, 70), (1, 102), (5, 70), (5, 102), (1, 78), (1, 110), (2, 78), (2, 110): return 0
        default: return number(bytes)
        }
    }
}
