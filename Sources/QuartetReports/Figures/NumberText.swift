internal import Glibc

/// The text of numbers, on an axis and in reports.
package enum NumberText {
    /// A whole number with its digits grouped by thousands: "12,000".
    package static func grouped(_ number: Int) -> String {
        var digits = String(number.magnitude)
        for offset in stride(from: digits.count - 3, to: 0, by: -3) {
            digits.insert(",", at: digits.index(digits.startIndex, offsetBy: offset))
        }
        return (number < 0 ? "-" : "") + digits
    }

    /// A count and its noun: "1 record", "12,000 records".
    package static func counted(_ number: Int, _ noun: String) -> String {
        "\(grouped(number)) \(noun)\(number == 1 ? "" : "s")"
    }

    /// A number with this many digits after the point and a true minus sign; empty if it is not finite or too large to read.
    package static func decimal(_ value: Double, _ decimals: Int) -> String {
        guard value.isFinite, abs(value) < 1e12 else { return "" }
        let text = value.text(decimals)
        return text.hasPrefix("-") ? "−" + text.dropFirst() : text
    }

    /// A number with the decimals that a tick step needs: 0.25 for step 0.25, 1,500 for step 500, 10⁻⁴ instead of many
    /// zeros.
    ///
    /// - Parameter largest: the largest number on the same axis, so that all are written in the same way.
    package static func text(_ value: Double, step: Double? = nil, largest: Double? = nil) -> String {
        guard value.isFinite else { return "" }
        if value == 0 { return "0" }
        let size = abs(value)
        let finest = abs(step ?? value)
        let scale = max(size, largest ?? size)
        if scale < 1e-3 || scale >= 1e7 { return scientific(value) }
        // The number of decimals of the step, at most 6.
        var decimals = 0
        while decimals < 6, abs((finest * pow(10, Double(decimals))).remainder(dividingBy: 1)) > 1e-6 {
            decimals += 1
        }
        return (value < 0 ? "−" : "") + fixed(size, decimals)
    }

    /// Digits grouped by thousands.
    private static func fixed(_ value: Double, _ decimals: Int) -> String {
        let scaled = Int((value * pow(10, Double(decimals))).rounded())
        let unit = (0..<decimals).reduce(1) { product, _ in product * 10 }
        let whole = grouped(scaled / unit)
        guard decimals > 0 else { return whole }
        let fraction = String(scaled % unit)
        return whole + "." + String(repeating: "0", count: decimals - fraction.count) + fraction
    }

    private static func scientific(_ value: Double) -> String {
        var exponent = Int(log10(abs(value)).rounded(.down))
        var mantissa = value / pow(10, Double(exponent))
        if abs(mantissa) >= 9.9995 { (mantissa, exponent) = (mantissa / 10, exponent + 1) }
        let digits = text((mantissa * 1000).rounded() / 1000)
        let power = "10" + String(String(exponent).map { superscripts[$0] ?? $0 })
        return switch digits {
        case "1": power
        case "−1": "−" + power
        default: digits + "·" + power
        }
    }

    private static let superscripts: [Character: Character] = [
        "-": "⁻", "0": "⁰", "1": "¹", "2": "²", "3": "³", "4": "⁴", "5": "⁵", "6": "⁶", "7": "⁷", "8": "⁸",
        "9": "⁹",
    ]
}
