internal import Foundation

/// The pattern of a splitter or a replacement.
enum TextPattern: Sendable, Equatable {
    case literal(String)
    /// A regular expression with hand-written matching.
    case known(KnownPattern)
    case regex(CompiledPattern)

    /// Parses an expression from a file; known ones run about a hundred times faster than the general matcher.
    init(regex pattern: String) throws {
        if let known = KnownPattern(regex: pattern) {
            self = .known(known)
        } else {
            self = .regex(try CompiledPattern(pattern))
        }
    }

    /// All non-overlapping matches from left to right, as byte ranges.
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

/// A regular expression from a file, matched by Foundation.
struct CompiledPattern: Sendable, Equatable {
    /// As written in the file.
    let pattern: String
    private let expression: NSRegularExpression

    init(_ pattern: String) throws {
        self.pattern = pattern
        expression = try NSRegularExpression(pattern: Self.withUnicodeSpaces(pattern))
    }

    static func == (left: CompiledPattern, right: CompiledPattern) -> Bool { left.pattern == right.pattern }

    /// `\s` as the property White_Space: Foundation's own lacks two of its characters.
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

    /// Converts a UTF-16 offset to a byte offset; offsets must not decrease from call to call.
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
