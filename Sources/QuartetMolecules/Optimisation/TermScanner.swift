internal import Foundation

/// Reads one term of an objective from left to right.
struct TermScanner {
    /// A term's characters and where they stand in the text.
    struct Piece {
        let line: Int
        /// Characters of the line before it.
        let column: Int
        let characters: [Character]
    }

    private let piece: Piece
    private let file: String?
    private var position = 0

    init(_ piece: Piece, file: String?) {
        (self.piece, self.file) = (piece, file)
        skipBlanks()
        start = position
    }

    /// Where the term begins, after blanks.
    private(set) var start = 0
    /// Where the scanner stands.
    var place: Int { position }
    /// The term without blanks around it.
    var text: String { String(piece.characters).trimmingSpaces }

    private var rest: ArraySlice<Character> { piece.characters[position...] }

    private mutating func skipBlanks() {
        while position < piece.characters.count, piece.characters[position].isWhitespace { position += 1 }
    }

    /// An error at the scanner's place, or at another.
    func error(at place: Int? = nil, _ found: String, _ expected: String) -> ObjectiveError {
        ObjectiveError(
            file: file, line: piece.line, column: piece.column + (place ?? position) + 1, found: found,
            expected: expected)
    }

    private mutating func takes(_ token: String) -> Bool {
        skipBlanks()
        guard rest.starts(with: token) else { return false }
        position += token.count
        return true
    }

    /// Takes a word with a blank behind it.
    mutating func takes(word: String) -> Bool {
        let end = position + word.count
        guard rest.starts(with: word), end < piece.characters.count, piece.characters[end].isWhitespace
        else { return false }
        position = end
        skipBlanks()
        start = position
        return true
    }

    /// `mean=geometric` or `mean=arithmetic`.
    mutating func takesMean(_ mean: inout Objective.Mean) throws(ObjectiveError) -> Bool {
        let before = position
        guard takes("mean"), takes("=") else {
            position = before
            return false
        }
        skipBlanks()
        guard let found = Objective.Mean(rawValue: name()) else {
            throw error("no kind of mean", Objective.Mean.allCases.map(\.rawValue).joined(separator: " or "))
        }
        mean = found
        try end()
        return true
    }

    mutating func name() -> String {
        let name = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber) }
        position += name.count
        return String(name)
    }

    /// What stands in parentheses.
    mutating func argument(expected: String) throws(ObjectiveError) -> String {
        let before = position
        guard takes("(") else { throw error(found, expected) }
        var depth = 1
        let begin = position
        while position < piece.characters.count {
            if piece.characters[position] == "(" { depth += 1 }
            if piece.characters[position] == ")" { depth -= 1 }
            if depth == 0 { break }
            position += 1
        }
        if depth > 0 { throw error(at: before, "a parenthesis that is not closed", "a ) for every (") }
        let argument = String(piece.characters[begin..<position]).trimmingSpaces
        position += 1
        if argument.isEmpty { throw error(at: begin, "nothing in the parentheses", expected) }
        return argument
    }

    /// What is wanted of the property; nil where nothing is said.
    mutating func desirability(usualWidth: Double) throws(ObjectiveError) -> Desirability? {
        // A hard limit without an equals sign excludes the bound: must rings>0.
        if takes(">") {
            let isOpen = !takes("=")
            let bound = try number()
            return .within(isOpen ? bound.nextUp : bound, .infinity, width: try width() ?? usualWidth)
        }
        if takes("<") {
            let isOpen = !takes("=")
            let bound = try number()
            return .within(-.infinity, isOpen ? bound.nextDown : bound, width: try width() ?? usualWidth)
        }
        guard takes("=") else { return nil }
        let first = try number()
        if takes("->") {
            let second = try number()
            if first == second { throw error("a line between equal values", "two different ones") }
            return .line(from: first, to: second)
        }
        if takes("..") {
            let second = try number()
            if second < first { throw error("a range from \(first) to \(second)", "the smaller bound first") }
            return .within(first, second, width: try width() ?? usualWidth)
        }
        return .within(first, first, width: try width() ?? usualWidth)
    }

    private mutating func width() throws(ObjectiveError) -> Double? {
        guard takes("~") else { return nil }
        let before = position
        let width = try number()
        if width <= 0 { throw error(at: before, "a width of \(width)", "one above 0") }
        return width
    }

    /// The weight after `*`.
    mutating func weight() throws(ObjectiveError) -> Double? {
        guard takes("*") else { return nil }
        let before = position
        let weight = try number()
        if weight <= 0 { throw error(at: before, "a weight of \(weight)", "one above 0") }
        return weight
    }

    private mutating func number() throws(ObjectiveError) -> Double {
        skipBlanks()
        var digits = ""
        for (offset, character) in rest.enumerated() {
            // Two dots lie between the bounds of a range; a minus sign stands first or after an e.
            let next = rest.dropFirst(offset + 1).first
            if character == ".", next == "." || digits.contains(".") { break }
            let isSign = "+-".contains(character) && (digits.isEmpty || digits.last == "e")
            guard character.isASCII, character.isNumber || character == "." || character == "e" || isSign
            else { break }
            digits.append(character)
        }
        guard let value = Double(digits), value.isFinite else { throw error(found, "a number") }
        position += digits.count
        return value
    }

    /// - Throws: if anything is left.
    mutating func end() throws(ObjectiveError) {
        skipBlanks()
        if !rest.isEmpty {
            throw error(found, "a comma, or what is wanted: >a, <b, =a..b, =a~width, =a->b, and *weight")
        }
    }

    /// What stands at the scanner's place, for a message.
    private var found: String {
        let text = String(rest.prefix(12))
        return text.trimmingSpaces.isEmpty ? "the end of the term" : "'\(text)'"
    }
}
