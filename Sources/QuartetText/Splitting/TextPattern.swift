internal import Foundation

/// What a splitter or a replacement looks for.
enum TextPattern: Sendable, Equatable {
    case literal(String)
    /// A regular expression whose splitting is written by hand.
    case known(KnownPattern)
    case regex(CompiledPattern)

    /// The expression as a file gives it; the known ones run some hundred times faster than the general one.
    init(regex pattern: String) throws {
        if let known = KnownPattern(regex: pattern) {
            self = .known(known)
        } else {
            self = .regex(try CompiledPattern(pattern))
        }
    }

    /// All matches from left to right that do not overlap, as ranges of bytes.
    func matches(in bytes: [UInt8], _ part: Range<Int>) -> [Range<Int>] {
        switch self {
        case .literal(let text): return literalMatches(Array(text.utf8), in: bytes, part)
        case .known(let known):
            var result: [Range<Int>] = []
            known.split(bytes.span, part, into: &result)
            return result
        case .regex(let regex): return regex.matches(in: bytes, part)
        }
    }

    private func literalMatches(_ needle: [UInt8], in bytes: [UInt8], _ part: Range<Int>) -> [Range<Int>] {
        guard let first = needle.first, part.count >= needle.count else { return [] }
        var result: [Range<Int>] = []
        var index = part.lowerBound
        let last = part.upperBound - needle.count
        while index <= last {
            if bytes[index] == first && bytes[index..<index + needle.count].elementsEqual(needle) {
                result.append(index..<index + needle.count)
                index += needle.count
            } else {
                index += 1
            }
        }
        return result
    }
}

/// A regular expression of a file, run by Foundation.
struct CompiledPattern: Sendable, Equatable {
    /// As the file writes it.
    let pattern: String
    private let expression: NSRegularExpression

    init(_ pattern: String) throws {
        self.pattern = pattern
        expression = try NSRegularExpression(pattern: Self.withUnicodeSpaces(pattern))
    }

    static func == (left: CompiledPattern, right: CompiledPattern) -> Bool { left.pattern == right.pattern }

    /// `\s` as the property White_Space: Foundation's own leaves out two characters of it.
    private static func withUnicodeSpaces(_ pattern: String) -> String {
        var result = ""
        var isEscaped = false
        for scalar in pattern.unicodeScalars {
            if isEscaped {
                switch scalar {
                case "s": result += "p{White_Space}"
                case "S": result += "P{White_Space}"
                default: result.unicodeScalars.append(scalar)
                }
                isEscaped = false
            } else {
                result.unicodeScalars.append(scalar)
                isEscaped = scalar == "\\"
            }
        }
        return result
    }

    func matches(in bytes: [UInt8], _ part: Range<Int>) -> [Range<Int>] {
        let text = String(decoding: bytes[part], as: UTF8.self)
        let units = NSRange(location: 0, length: text.utf16.count)
        var result: [Range<Int>] = []
        var place = (units: 0, bytes: part.lowerBound)
        for match in expression.matches(in: text, range: units) {
            let start = Self.advance(&place, to: match.range.location, bytes)
            let end = Self.advance(&place, to: match.range.location + match.range.length, bytes)
            result.append(start..<end)
        }
        return result
    }

    /// Where a place counted in UTF-16 lies in the bytes; places are asked for from left to right.
    private static func advance(_ place: inout (units: Int, bytes: Int), to units: Int, _ bytes: [UInt8])
        -> Int
    {
        while place.units < units && place.bytes < bytes.count {
            let first = bytes[place.bytes]
            place.bytes += first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
            place.units += first < 0xF0 ? 1 : 2
        }
        return place.bytes
    }
}
