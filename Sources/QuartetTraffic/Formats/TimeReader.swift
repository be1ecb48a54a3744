/// Reads points in time, as seconds since 1970.
enum TimeReader {
    typealias Bytes = UnsafeBufferPointer<UInt8>

    /// A number of seconds (or of milli-, micro- or nanoseconds, judged by its magnitude), or a date with a time of day (ISO
    /// 8601, with slashes, or day or month first), in UTC unless it has an offset.
    static func seconds(_ bytes: Bytes, dayFirst: Bool = false, scale: Double = 1) -> Double? {
        if let value = CellReader.number(bytes) {
            if scale != 1 { return value * scale }
            let size = value.magnitude
            return size < 1e11 ? value : size < 1e14 ? value / 1e3 : size < 1e17 ? value / 1e6 : value / 1e9
        }
        return date(bytes, dayFirst: dayFirst)
    }

    /// Ten digits of seconds, then microseconds without their leading zeros (as in LUFlow).
    static func joined(_ bytes: Bytes) -> Double? {
        guard bytes.count > 10, bytes.count <= 16, bytes.allSatisfy({ $0 &- 48 < 10 }) else {
            return seconds(bytes)
        }
        var values: (Double, Double) = (0, 0)
        for (index, byte) in bytes.enumerated() {
            if index < 10 {
                values.0 = values.0 * 10 + Double(byte - 48)
            } else {
                values.1 = values.1 * 10 + Double(byte - 48)
            }
        }
        return values.0 + values.1 / 1e6
    }

    private static func date(_ bytes: Bytes, dayFirst: Bool) -> Double? {
        var scanner = Scanner(bytes: bytes)
        guard let first = scanner.digits(4), let mark = scanner.next, mark == 45 || mark == 47 || mark == 46
        else { return nil }
        let isYearFirst = scanner.index == 5
        guard let second = scanner.digits(2), scanner.next == mark, let third = scanner.digits(4) else {
            return nil
        }
        var (year, month, day) = isYearFirst ? (first, second, third) : (third, first, second)
        if !isYearFirst, dayFirst || month > 12 { swap(&month, &day) }
        if !isYearFirst, year < 100 { year += 2000 }
        guard month >= 1, month <= 12, day >= 1, day <= 31, year >= 1900, year < 10000 else { return nil }
        var seconds = Double(days(year, month, day)) * 86400
        guard !scanner.isAtEnd else { return seconds }
        guard let gap = scanner.next, gap == 84 || gap == 116 || gap == 32 else { return nil }
        while scanner.peek == 32 { _ = scanner.next }
        guard var hour = scanner.digits(2), scanner.next == 58, let minute = scanner.digits(2) else {
            return nil
        }
        var second60 = 0.0
        if scanner.peek == 58 {
            _ = scanner.next
            guard let whole = scanner.digits(2) else { return nil }
            second60 = Double(whole)
            if scanner.peek == 46 || scanner.peek == 44 {
                _ = scanner.next
                second60 += scanner.fraction()
            }
        }
        while scanner.peek == 32 { _ = scanner.next }
        if let half = scanner.peek, half | 32 == 97 || half | 32 == 112 {
            _ = scanner.next
            guard let m = scanner.next, m | 32 == 109 else { return nil }
            hour = hour % 12 + (half | 32 == 112 ? 12 : 0)
        }
        guard hour < 25, minute < 60, second60 < 62 else { return nil }
        seconds += Double(hour * 3600 + minute * 60) + second60
        if scanner.isAtEnd { return seconds }
        guard let sign = scanner.next else { return seconds }
        if sign | 32 == 122 { return scanner.isAtEnd ? seconds : nil }
        guard sign == 43 || sign == 45, let hours = scanner.digits(2) else { return nil }
        if scanner.peek == 58 { _ = scanner.next }
        let offset = Double(hours * 3600 + (scanner.digits(2) ?? 0) * 60)
        guard scanner.isAtEnd else { return nil }
        return seconds - (sign == 43 ? offset : -offset)
    }

    /// Days from 1970-01-01 in the Gregorian calendar (Hinnant, "chrono-compatible low-level date algorithms").
    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let y = month <= 2 ? year - 1 : year
        let era = y / 400
        let yearOfEra = y - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private struct Scanner {
        let bytes: Bytes
        var index = 0

        var isAtEnd: Bool { index >= bytes.count }
        var peek: UInt8? { index < bytes.count ? bytes[index] : nil }
        var next: UInt8? {
            mutating get {
                guard index < bytes.count else { return nil }
                index += 1
                return bytes[index - 1]
            }
        }

        mutating func digits(_ most: Int) -> Int? {
            let start = index
            var value = 0
            while index < bytes.count, index - start < most, bytes[index] &- 48 < 10 {
                value = value * 10 + Int(bytes[index] - 48)
                index += 1
            }
            return index > start ? value : nil
        }

        mutating func fraction() -> Double {
            var (value, unit) = (0.0, 1.0)
            while index < bytes.count, bytes[index] &- 48 < 10 {
                unit *= 10
                value = value * 10 + Double(bytes[index] - 48)
                index += 1
            }
            return value / unit
        }
    }
}
