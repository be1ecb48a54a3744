internal import Foundation

/// A text as items are looked for in it: full-width digits are plain ones, all spaces are the plain space, zero-width
/// characters are gone. It knows where each character comes from.
struct SearchedText {
    let text: String
    /// UTF-16 units, as the regular expressions count.
    let units: [UInt16]
    private let origins: [String.Index]
    private let original: String

    init(_ original: String) {
        var units: [UInt16] = []
        var origins: [String.Index] = []
        var index = original.startIndex
        let scalars = original.unicodeScalars
        while index < scalars.endIndex {
            let scalar = scalars[index]
            if let kept = Self.plain(scalar) {
                for unit in String(kept).utf16 {
                    units.append(unit)
                    origins.append(index)
                }
            }
            index = scalars.index(after: index)
        }
        self.original = original
        self.units = units
        self.origins = origins
        text = String(decoding: units, as: UTF16.self)
    }

    private static func plain(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        switch scalar.properties.generalCategory {
        case .spaceSeparator: return " "
        case .format: return nil
        case .decimalNumber:
            return scalar.properties.numericType == .decimal
                ? scalar.properties.numericValue.flatMap { Unicode.Scalar(0x30 + UInt32($0)) } : scalar
        case .dashPunctuation: return "-"
        default: return scalar
        }
    }

    /// The place of a range of ``units`` in the text as it was given.
    func origin(of range: Range<Int>) -> Range<String.Index> {
        let start = origins[range.lowerBound]
        let last = origins[range.upperBound - 1]
        return start..<original.unicodeScalars.index(after: last)
    }

    /// The matches of an expression: the range of the group of this number.
    func matches(_ expression: NSRegularExpression, group: Int = 0) -> [Range<Int>] {
        let all = NSRange(location: 0, length: units.count)
        return expression.matches(in: text, range: all).compactMap { match in
            let range = match.range(at: group)
            guard range.location != NSNotFound, range.length > 0 else { return nil }
            return range.location..<range.location + range.length
        }
    }

    func string(_ range: Range<Int>) -> String { String(decoding: units[range], as: UTF16.self) }

    /// What stands before a place, at most so many units.
    func before(_ place: Int, _ count: Int) -> String { string(max(place - count, 0)..<place) }

    func digits(_ range: Range<Int>) -> [UInt8] {
        units[range].compactMap { (0x30...0x39).contains($0) ? UInt8($0 - 0x30) : nil }
    }
}

extension NSRegularExpression {
    /// An expression of this program's own, in any case of letters.
    convenience init(own pattern: String, ignoresCase: Bool = true) {
        do {
            try self.init(pattern: pattern, options: ignoresCase ? [.caseInsensitive] : [])
        } catch {
            fatalError("The pattern \(pattern) is not a regular expression: \(error)")
        }
    }
}
