internal import Foundation

/// Numbers as tables and files have them: with a point, without grouping, and "-" for minus. Pages have ``NumberText``.
extension Double {
    /// With this many digits after the point, halves rounded away from zero, and no minus before a zero: "1.50", "0.0". "inf"
    /// and "nan" for what is not a number.
    package func text(_ decimals: Int) -> String {
        let power = pow(10, Double(decimals))
        let rounded = abs(self * power) < 1e15 ? (self * power).rounded() / power : self
        let text = String(format: "%.\(decimals)f", rounded)
        return text.hasPrefix("-") && text.allSatisfy({ "-0.".contains($0) })
            ? String(text.dropFirst()) : text
    }

    /// With at most this many digits after the point: "12.5", "500".
    package func text(atMost decimals: Int) -> String {
        let text = text(decimals)
        guard text.contains(".") else { return text }
        let short = text.reversed().drop { $0 == "0" }.drop { $0 == "." }
        return String(short.reversed())
    }

    /// With this many significant digits: "0.000123457", "1.5e+10".
    package func text(significant digits: Int) -> String { String(format: "%.\(digits)g", self) }
}
