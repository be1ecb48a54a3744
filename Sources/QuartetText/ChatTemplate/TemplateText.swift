/// A text whose every scalar remembers whether a message brought it.
///
/// A template mixes its own text with that of messages, and trims, cuts and joins both. Only its own text may contain
/// special tokens: a message that spells out `<|im_end|>` must stay text. Indices count Unicode scalars, as in Python.
struct TemplateText: Equatable {
    /// Unicode scalars, those of messages with the highest bit set.
    private var units: [UInt32]
    private static let mark: UInt32 = 1 << 31

    init(_ text: some StringProtocol, isForeign: Bool = false) {
        units = text.unicodeScalars.map { isForeign ? $0.value | Self.mark : $0.value }
    }

    private init(units: some Sequence<UInt32>) { self.units = Array(units) }

    var count: Int { units.count }
    var isEmpty: Bool { units.isEmpty }

    static func == (one: Self, other: Self) -> Bool {
        one.count == other.count && zip(one.units, other.units).allSatisfy { $0 & ~mark == $1 & ~mark }
    }

    func isLess(than other: Self) -> Bool {
        units.lexicographicallyPrecedes(other.units) { $0 & ~Self.mark < $1 & ~Self.mark }
    }

    private static func scalar(_ unit: UInt32) -> Unicode.Scalar {
        Unicode.Scalar(unit & ~mark) ?? "\u{FFFD}"
    }

    var string: String {
        var view = String.UnicodeScalarView()
        for unit in units { view.append(Self.scalar(unit)) }
        return String(view)
    }

    /// Consecutive parts that are the template's own or a message's.
    var runs: [(text: String, isForeign: Bool)] {
        var runs: [(text: String, isForeign: Bool)] = []
        var start = 0
        while start < count {
            let kind = units[start] & Self.mark
            let end = units[start...].firstIndex { $0 & Self.mark != kind } ?? count
            runs.append((Self(units: units[start..<end]).string, kind != 0))
            start = end
        }
        return runs
    }

    static func + (one: Self, other: Self) -> Self { Self(units: one.units + other.units) }
    static func += (one: inout Self, other: Self) { one.units += other.units }

    subscript(range: Range<Int>) -> Self { Self(units: units[range]) }
    func picking(_ places: some Sequence<Int>) -> Self { Self(units: places.map { units[$0] }) }
    var characters: [Self] { units.map { Self(units: [$0]) } }

    /// Without white space at its ends, or without the scalars of another text.
    func trimmed(_ scalars: Self? = nil, left: Bool = true, right: Bool = true) -> Self {
        let removed = scalars.map { text in Set(text.units.map { $0 & ~Self.mark }) }
        func isRemoved(_ unit: UInt32) -> Bool {
            removed?.contains(unit & ~Self.mark) ?? Self.isSpace(unit)
        }
        var (start, end) = (0, count)
        while left, start < end, isRemoved(units[start]) { start += 1 }
        while right, start < end, isRemoved(units[end - 1]) { end -= 1 }
        return self[start..<end]
    }

    private static func isSpace(_ unit: UInt32) -> Bool {
        // Python counts the four separators of ASCII, too.
        scalar(unit).properties.isWhitespace || (0x1C...0x1F).contains(unit & ~mark)
    }

    /// Where another text begins in this one, without overlaps (Knuth, Morris and Pratt, 1977).
    func places(of pattern: Self, atMost limit: Int = .max) -> [Int] {
        if pattern.isEmpty { return limit > 0 ? [0] : [] }
        let wanted = pattern.units.map { $0 & ~Self.mark }
        var borders = [0]
        var length = 0
        for unit in wanted.dropFirst() {
            while length > 0, wanted[length] != unit { length = borders[length - 1] }
            if wanted[length] == unit { length += 1 }
            borders.append(length)
        }
        var places: [Int] = []
        length = 0
        for (index, unit) in units.enumerated() where places.count < limit {
            let unit = unit & ~Self.mark
            while length > 0, wanted[length] != unit { length = borders[length - 1] }
            if wanted[length] == unit { length += 1 }
            if length == wanted.count {
                places.append(index + 1 - length)
                length = 0
            }
        }
        return places
    }

    func contains(_ pattern: Self) -> Bool { !places(of: pattern, atMost: 1).isEmpty }
    func starts(with prefix: Self) -> Bool { prefix.count <= count && self[0..<prefix.count] == prefix }
    func ends(with suffix: Self) -> Bool {
        suffix.count <= count && self[count - suffix.count..<count] == suffix
    }

    /// The parts between separators.
    func split(by separator: Self, atMost limit: Int = .max) -> [Self] {
        var parts: [Self] = []
        var start = 0
        for place in places(of: separator, atMost: limit) {
            parts.append(self[start..<place])
            start = place + separator.count
        }
        return parts + [self[start..<count]]
    }

    /// The words between white space.
    func words() -> [Self] { units.split(whereSeparator: Self.isSpace).map { Self(units: $0) } }

    func lines() -> [Self] {
        var lines = split(by: TemplateText("\n")).map { line in
            line.ends(with: TemplateText("\r")) ? line[0..<line.count - 1] : line
        }
        if lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }

    static func joined(_ texts: [Self], by separator: Self) -> Self {
        var result = Self("")
        for (index, text) in texts.enumerated() {
            if index > 0 { result += separator }
            result += text
        }
        return result
    }

    func replacing(_ pattern: Self, with text: Self, atMost limit: Int = .max) -> Self {
        if !pattern.isEmpty { return Self.joined(split(by: pattern, atMost: limit), by: text) }
        return Self.joined([Self("")] + characters + [Self("")], by: text)
    }

    /// Every scalar replaced by its mapping, which may be longer.
    private func mapped(_ change: (Unicode.Scalar) -> String) -> Self {
        Self(
            units: units.flatMap { unit in
                change(Self.scalar(unit)).unicodeScalars.map { $0.value | unit & Self.mark }
            })
    }

    func uppercased() -> Self { mapped { $0.properties.uppercaseMapping } }
    func lowercased() -> Self { mapped { $0.properties.lowercaseMapping } }
    func capitalized() -> Self { count == 0 ? self : self[0..<1].uppercased() + self[1..<count].lowercased() }

    /// Every word capitalised; a word is a run of letters.
    func titled() -> Self {
        var isInside = false
        return mapped { scalar in
            defer { isInside = scalar.properties.isAlphabetic }
            return isInside ? scalar.properties.lowercaseMapping : scalar.properties.titlecaseMapping
        }
    }

    /// As a string of JSON: quotes, backslashes and control characters escaped, other characters as they are.
    func quotedAsJSON() -> Self {
        let inside = mapped { scalar in
            switch scalar {
            case "\"": "\\\""
            case "\\": "\\\\"
            case "\n": "\\n"
            case "\r": "\\r"
            case "\t": "\\t"
            case "\u{8}": "\\b"
            case "\u{C}": "\\f"
            default:
                scalar.value < 0x20
                    ? "\\u00" + (scalar.value < 0x10 ? "0" : "") + String(scalar.value, radix: 16)
                    : String(scalar)
            }
        }
        return Self("\"") + inside + Self("\"")
    }

    /// As Python shows a string inside a list.
    func quotedAsPython() -> Self {
        let quote = contains(Self("'")) && !contains(Self("\"")) ? "\"" : "'"
        let inside = mapped { scalar in
            switch scalar {
            case "\\": "\\\\"
            case "\n": "\\n"
            case "\r": "\\r"
            case "\t": "\\t"
            case "'": quote == "'" ? "\\'" : "'"
            default: String(scalar)
            }
        }
        return Self(quote) + inside + Self(quote)
    }
}
