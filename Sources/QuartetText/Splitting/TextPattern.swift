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

    /// The most bytes that a byte of text can become when matches are replaced.
    func growth(replacedBy content: String) -> Double {
        let added = Double(content.utf8.count)
        let shortest: Int
        switch self {
        case .literal(let text): shortest = text.utf8.count
        // They cover the text in pieces of a byte or more.
        case .known: shortest = 1
        case .regex(let regex): shortest = regex.shortest
        }
        // An empty match replaces nothing: it comes in addition.
        return shortest == 0 ? 1 + added : max(1, added / Double(shortest))
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

/// A regular expression from a file, matched in time linear in the text.
package struct CompiledPattern: Sendable, Equatable {
    /// As written in the file.
    package let pattern: String
    private let program: ExpressionProgram
    /// The fewest bytes that a match has.
    let shortest: Int

    package init(_ pattern: String) throws {
        self.pattern = pattern
        let expression = try ExpressionParser.parse(pattern)
        program = try ExpressionProgram(expression)
        shortest = expression.shortest
    }

    package static func == (left: CompiledPattern, right: CompiledPattern) -> Bool {
        left.pattern == right.pattern
    }

    /// The number of instructions; a search visits each at most twice at each place.
    package var size: Int { program.instructions.count }

    package func matches(in bytes: [UInt8], _ part: Range<Int>) -> [Range<Int>] {
        search(bytes, part).matches
    }

    /// The matches, and how many instructions the search visited.
    package func search(_ bytes: [UInt8], _ part: Range<Int>) -> (matches: [Range<Int>], steps: Int) {
        var search = ExpressionSearch(program, bytes, part)
        let matches = search.matches()
        return (matches, search.steps)
    }
}
