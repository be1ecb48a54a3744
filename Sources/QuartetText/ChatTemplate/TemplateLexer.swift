/// A piece of a template's source.
struct TemplateToken: Equatable {
    enum Kind: Equatable {
        /// Text outside tags.
        case text(String)
        /// `{{` and `}}`
        case outputStart, outputEnd
        /// `{%` and `%}`
        case blockStart, blockEnd
        case name(String)
        case string(String)
        case integer(Int)
        case number(Double)
        case symbol(String)
        case end
    }

    let kind: Kind
    let line: Int

    /// As the template writes it, for messages.
    var written: String {
        switch kind {
        case .text: "text"
        case .outputStart: "{{"
        case .outputEnd: "}}"
        case .blockStart: "{%"
        case .blockEnd: "%}"
        case .name(let name): name
        case .string(let text): "\"\(text)\""
        case .integer(let value): "\(value)"
        case .number(let value): "\(value)"
        case .symbol(let symbol): symbol
        case .end: "the end of the template"
        }
    }
}

/// Cuts the source of a template into tokens, with white space around tags as chat templates expect it: the line end
/// after a block or a comment and the indentation before it are left out (`trim_blocks` and `lstrip_blocks`), and `-`
/// in a tag removes all white space on that side.
struct TemplateLexer {
    private let source: String
    private let scalars: [Unicode.Scalar]
    private var index = 0
    private var line = 1
    private var tokens: [TemplateToken] = []
    /// Whether the next text begins a line.
    private var startsLine = true

    static func tokens(of text: String, from source: String) throws(TemplateError) -> [TemplateToken] {
        var lexer = TemplateLexer(text, source)
        try lexer.run()
        return lexer.tokens
    }

    private init(_ text: String, _ source: String) {
        self.source = source
        var scalars: [Unicode.Scalar] = []
        for scalar in text.unicodeScalars {
            // Line ends are line feeds.
            if scalar == "\n", scalars.last == "\r" { scalars.removeLast() }
            scalars.append(scalar)
        }
        // The last line end belongs to the file rather than to the template.
        if scalars.last == "\n" { scalars.removeLast() }
        self.scalars = scalars
    }

    private func fault(_ reason: String) -> TemplateError { TemplateError(source, line: line, reason) }

    private func peek(_ offset: Int = 0) -> Unicode.Scalar? {
        index + offset < scalars.count ? scalars[index + offset] : nil
    }

    private func isNext(_ text: String) -> Bool {
        let wanted = text.unicodeScalars
        return index + wanted.count <= scalars.count
            && zip(wanted, scalars[index...]).allSatisfy { $0 == $1 }
    }

    private mutating func advance(_ count: Int = 1) {
        for scalar in scalars[index..<min(index + count, scalars.count)] where scalar == "\n" { line += 1 }
        index = min(index + count, scalars.count)
    }

    private mutating func add(_ kind: TemplateToken.Kind) {
        tokens.append(TemplateToken(kind: kind, line: line))
    }

    private mutating func run() throws(TemplateError) {
        while index < scalars.count {
            addText()
            if isNext("{#") {
                try skipComment()
            } else if isNext("{%") || isNext("{{") {
                try addTag()
            }
        }
        add(.end)
    }

    /// The text before the next tag, without the white space that the tag removes.
    private mutating func addText() {
        let (start, first) = (index, line)
        while index < scalars.count, !isNext("{{"), !isNext("{%"), !isNext("{#") { advance() }
        var text = scalars[start..<index]
        if peek(2) == "-" {
            while let last = text.last, last.properties.isWhitespace { text.removeLast() }
        } else if peek() != nil, !isNext("{{"), peek(2) != "+" {
            let lineStart = text.lastIndex(of: "\n").map { $0 + 1 } ?? start
            if lineStart > start || startsLine, text[lineStart...].allSatisfy(\.properties.isWhitespace) {
                text = text[..<lineStart]
            }
        }
        guard !text.isEmpty else { return }
        tokens.append(TemplateToken(kind: .text(Self.string(text)), line: first))
    }

    private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }

    /// Passes the end of a tag and the white space that it removes.
    private mutating func close(_ end: String, removesLineEnd: Bool) {
        let start = index
        let mark = peek()
        if mark == "-" || mark == "+" { advance() }
        advance(end.unicodeScalars.count)
        if mark == "-" {
            while let scalar = peek(), scalar.properties.isWhitespace { advance() }
        } else if removesLineEnd, mark != "+", peek() == "\n" {
            advance()
        }
        startsLine = index > start && scalars[index - 1] == "\n"
    }

    private func isEnd(_ end: String) -> Bool { isNext(end) || isNext("-" + end) || isNext("+" + end) }

    private mutating func skipComment() throws(TemplateError) {
        let first = line
        advance(2)
        while index < scalars.count, !isEnd("#}") { advance() }
        if index == scalars.count { throw TemplateError(source, line: first, "the comment {# has no end") }
        close("#}", removesLineEnd: true)
    }

    private mutating func addTag() throws(TemplateError) {
        let isOutput = isNext("{{")
        let (end, first) = (isOutput ? "}}" : "%}", line)
        add(isOutput ? .outputStart : .blockStart)
        advance(2)
        if peek() == "-" || peek() == "+" { advance() }
        var open: [Unicode.Scalar] = []
        while true {
            while let scalar = peek(), scalar.properties.isWhitespace { advance() }
            guard let scalar = peek() else {
                throw TemplateError(source, line: first, "the tag \(isOutput ? "{{" : "{%") has no end")
            }
            if open.isEmpty, isEnd(end) {
                add(isOutput ? .outputEnd : .blockEnd)
                close(end, removesLineEnd: !isOutput)
                break
            }
            if scalar == "(" || scalar == "[" || scalar == "{" { open.append(scalar) }
            if scalar == ")" || scalar == "]" || scalar == "}" { _ = open.popLast() }
            try addPiece(scalar)
        }
        if tokens.suffix(3).map(\.kind) == [.blockStart, .name("raw"), .blockEnd] { try addRaw() }
    }

    /// The text of `{% raw %}…{% endraw %}`, in which nothing is a tag.
    private mutating func addRaw() throws(TemplateError) {
        tokens.removeLast(3)
        let (start, first) = (index, line)
        while index < scalars.count {
            if isNext("{%") {
                let (end, endLine) = (index, line)
                advance(2)
                if peek() == "-" { advance() }
                while peek() == " " { advance() }
                if isNext("endraw") {
                    advance(6)
                    while peek() == " " { advance() }
                    if isEnd("%}") {
                        tokens.append(
                            TemplateToken(kind: .text(Self.string(scalars[start..<end])), line: first))
                        return close("%}", removesLineEnd: true)
                    }
                }
                (index, line) = (end, endLine)
            }
            advance()
        }
        throw TemplateError(source, line: first, "{% raw %} has no {% endraw %}")
    }

    private mutating func addPiece(_ scalar: Unicode.Scalar) throws(TemplateError) {
        if scalar == "'" || scalar == "\"" { return try addString(scalar) }
        if ("0"..."9").contains(scalar) { return try addNumber() }
        if Self.isName(scalar) {
            let start = index
            while let scalar = peek(), Self.isName(scalar) { advance() }
            return add(.name(Self.string(scalars[start..<index])))
        }
        for symbol in ["**", "//", "==", "!=", "<=", ">="] where isNext(symbol) {
            add(.symbol(symbol))
            return advance(2)
        }
        guard "+-*/%~<>=.,:|()[]{}".unicodeScalars.contains(scalar) else {
            throw fault("`\(scalar)` has no meaning in a tag")
        }
        add(.symbol(String(scalar)))
        advance()
    }

    private static func isName(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "_" || scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
    }

    private mutating func addNumber() throws(TemplateError) {
        let start = index
        func isDigit(_ scalar: Unicode.Scalar?) -> Bool { scalar.map { ("0"..."9").contains($0) } ?? false }
        while isDigit(peek()) || peek() == "_" { advance() }
        var isWhole = true
        if peek() == ".", isDigit(peek(1)) {
            isWhole = false
            advance()
            while isDigit(peek()) { advance() }
        }
        let text = Self.string(scalars[start..<index]).replacing("_", with: "")
        if isWhole, let value = Int(text) {
            add(.integer(value))
        } else if !isWhole, let value = Double(text) {
            add(.number(value))
        } else {
            throw fault("the number \(text) is too large")
        }
    }

    private mutating func addString(_ quote: Unicode.Scalar) throws(TemplateError) {
        let first = line
        advance()
        var text = String.UnicodeScalarView()
        while let scalar = peek(), scalar != quote {
            if scalar == "\\" { text.append(contentsOf: escape()) } else { text.append(scalar) }
            advance()
        }
        guard peek() == quote else { throw TemplateError(source, line: first, "a string has no end") }
        tokens.append(TemplateToken(kind: .string(String(text)), line: first))
        advance()
    }

    /// The scalars of an escape sequence; ends at its last scalar.
    private mutating func escape() -> [Unicode.Scalar] {
        let simple: [Unicode.Scalar: Unicode.Scalar] = [
            "n": "\n", "t": "\t", "r": "\r", "\\": "\\", "'": "'", "\"": "\"", "0": "\0", "a": "\u{7}",
            "b": "\u{8}",
            "f": "\u{C}", "v": "\u{B}",
        ]
        guard let scalar = peek(1) else { return ["\\"] }
        if let meant = simple[scalar] {
            advance()
            return [meant]
        }
        let digits = scalar == "x" ? 2 : scalar == "u" ? 4 : scalar == "U" ? 8 : 0
        let end = index + 2 + digits
        if digits > 0, end <= scalars.count,
            let value = UInt32(Self.string(scalars[index + 2..<end]), radix: 16),
            let meant = Unicode.Scalar(value)
        {
            advance(digits + 1)
            return [meant]
        }
        return ["\\"]
    }
}
