/// Reads one line of an allow-list; ``AllowList`` describes its form.
struct AllowListParser {
    typealias Mistake = AllowExpressionParser.Mistake

    let file: String
    let lineNumber: Int

    static let kinds = ["cidr", "source cidr", "destination cidr", "port", "domain", "expression"]

    /// - Returns: nil for an empty line and a comment.
    func rule(_ line: Substring) throws(Mistake) -> AllowRule? {
        var rest = line.trimmed
        if rest.isEmpty || rest.hasPrefix("#") { return nil }
        // reason and until are at the end, in any order. The condition is before them.
        var (reason, until): (String?, String?) = (nil, nil)
        while true {
            if reason == nil, let (value, before) = try Self.reason(rest) {
                (reason, rest) = (value, before)
            } else if until == nil, let (value, before) = Self.until(rest) {
                (until, rest) = (value, before)
            } else {
                break
            }
        }
        let condition = try condition(rest)
        guard let reason, reason.contains(where: { !$0.isWhitespace }) else {
            throw Mistake(
                expected: "reason=\"why this is allowed\"",
                found: reason == nil ? "no reason" : "an empty reason")
        }
        guard let until else {
            throw Mistake(expected: "until=YYYY-MM-DD, or until=never", found: "no date of expiry")
        }
        var day: CalendarDay?
        if until != "never" {
            day = CalendarDay(until)
            if day == nil {
                throw Mistake(expected: "until=YYYY-MM-DD, or until=never", found: "until=\(until)")
            }
        }
        return AllowRule(
            condition: condition, reason: reason, until: day, file: file, lineNumber: lineNumber,
            text: String(rest))
    }

    private static func reason(_ text: Substring) throws(Mistake) -> (String, Substring)? {
        guard text.hasSuffix("\"") else { return nil }
        let inner = text.dropLast()
        guard let quote = inner.lastIndex(of: "\"") else {
            throw Mistake(expected: "two quotation marks", found: "one")
        }
        let before = inner[..<quote]
        guard before.hasSuffix("reason=") else { return nil }
        return (String(inner[inner.index(after: quote)...]), before.dropLast(7).trimmed)
    }

    private static func until(_ text: Substring) -> (String, Substring)? {
        let word = text.reversed().prefix { !$0.isWhitespace }.reversed()
        guard String(word).hasPrefix("until=") else { return nil }
        return (String(String(word).dropFirst(6)), text.dropLast(word.count).trimmed)
    }

    private func condition(_ text: Substring) throws(Mistake) -> AllowRule.Condition {
        let (kind, value) = Self.firstWord(text)
        switch kind {
        case "cidr": return .addresses(try Self.range(value))
        case "source", "destination":
            let (word, value) = Self.firstWord(value)
            guard word == "cidr" else { throw Mistake(expected: "'cidr' after \(kind)", found: "'\(word)'") }
            let range = try Self.range(value)
            return kind == "source" ? .source(range) : .destination(range)
        case "port": return .ports(try Self.ports(value))
        case "domain": return try Self.domain(value)
        case "expression": return .expression(try AllowExpressionParser.parse(String(value)))
        default:
            throw Mistake(expected: "one of \(Self.kinds.joined(separator: ", "))", found: "'\(kind)'")
        }
    }

    private static func firstWord(_ text: Substring) -> (String, Substring) {
        let word = text.prefix { !$0.isWhitespace }
        return (String(word), text.dropFirst(word.count).trimmed)
    }

    private static func range(_ text: Substring) throws(Mistake) -> AddressRange {
        if let range = AddressRange(String(text)) { return range }
        throw Mistake(
            expected: "a CIDR range such as 10.0.0.0/8 or 2001:db8::/32, or an address", found: "'\(text)'")
    }

    private static func ports(_ text: Substring) throws(Mistake) -> ClosedRange<Int> {
        let ends = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
            .map { part in part.utf8.allSatisfy { (48...57).contains($0) } ? Int(part) : nil }
        guard let first = ends[0], let last = ends[ends.count - 1], first <= last,
            (0...65535).contains(first), last <= 65535
        else { throw Mistake(expected: "a port in 0...65535, or two such as 8000-8100", found: "'\(text)'") }
        return first...last
    }

    private static func domain(_ text: Substring) throws(Mistake) -> AllowRule.Condition {
        let subdomains = text.hasPrefix("*.")
        var name = (subdomains ? text.dropFirst(2) : text).lowercased()
        if name.hasSuffix(".") { name.removeLast() }
        let isName =
            !name.isEmpty && name.utf8.count <= 253
            && name.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
                (1...63).contains(label.utf8.count)
                    && label.unicodeScalars.allSatisfy {
                        $0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "-" || $0 == "_"
                    }
            }
        guard isName else {
            throw Mistake(expected: "a domain such as example.org or *.example.org", found: "'\(text)'")
        }
        return .domain(name, subdomains: subdomains)
    }
}

extension Substring {
    fileprivate var trimmed: Substring {
        var text = drop { $0.isWhitespace }
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return text
    }
}
