/// Reads a JSON document. Any bytes give either a value or a ``TokenizerError``.
struct JSONParser {
    private let bytes: [UInt8]
    private let file: String
    private var index = 0
    /// Limit on nesting, so that parsing cannot overflow the stack.
    private static let deepest = 100

    private init(_ bytes: [UInt8], file: String) {
        self.bytes = bytes
        self.file = file
    }

    static func parse(_ bytes: [UInt8], file: String) throws -> JSONValue {
        if let (offset, line) = bytes.span.firstInvalidUTF8() {
            throw TokenizerError.invalidUTF8(file, offset: offset, line: line)
        }
        var parser = JSONParser(bytes, file: file)
        // Some editors start a file with a byte order mark.
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { parser.index = 3 }
        let value = try parser.value(depth: 0)
        parser.skipSpace()
        if parser.index < bytes.count { throw parser.error("the document has ended, but more follows") }
        return value
    }

    private func error(_ reason: String) -> TokenizerError {
        var (line, column) = (1, 1)
        for position in 0..<min(index, bytes.count) {
            if bytes[position] == 0x0A { (line, column) = (line + 1, 1) } else { column += 1 }
        }
        return .syntax(file, line: line, column: column, reason: reason)
    }

    @inline(__always)
    private mutating func skipSpace() {
        while index < bytes.count {
            switch bytes[index] {
            case 0x20, 0x09, 0x0A, 0x0D: index += 1
            default: return
            }
        }
    }

    private mutating func value(depth: Int) throws -> JSONValue {
        guard depth < Self.deepest else { throw error("nested deeper than \(Self.deepest)") }
        skipSpace()
        guard index < bytes.count else { throw error("the document ends where a value should be") }
        switch bytes[index] {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try literal("true", .bool(true))
        case UInt8(ascii: "f"): return try literal("false", .bool(false))
        case UInt8(ascii: "n"): return try literal("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        default: throw error("expected a value")
        }
    }

    private mutating func literal(_ text: StaticString, _ value: JSONValue) throws -> JSONValue {
        let wanted = Array(text.description.utf8)
        guard index + wanted.count <= bytes.count,
            wanted.indices.allSatisfy({ bytes[index + $0] == wanted[$0] })
        else { throw error("expected \(text)") }
        index += wanted.count
        return value
    }

    private mutating func array(depth: Int) throws -> JSONValue {
        index += 1
        var items: [JSONValue] = []
        if skips(to: UInt8(ascii: "]")) { return .array(items) }
        while true {
            items.append(try value(depth: depth + 1))
            if skips(to: UInt8(ascii: "]")) { return .array(items) }
            guard skips(to: UInt8(ascii: ",")) else { throw error("expected , or ] in an array") }
        }
    }

    private mutating func object(depth: Int) throws -> JSONValue {
        index += 1
        var members: [JSONValue.Member] = []
        if skips(to: UInt8(ascii: "}")) { return .object(members) }
        while true {
            skipSpace()
            guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else {
                throw error("expected a key")
            }
            let key = try string()
            guard skips(to: UInt8(ascii: ":")) else { throw error("expected : behind a key") }
            members.append(JSONValue.Member(key, try value(depth: depth + 1)))
            if skips(to: UInt8(ascii: "}")) { return .object(members) }
            guard skips(to: UInt8(ascii: ",")) else { throw error("expected , or } in an object") }
        }
    }

    /// Consumes a character if it comes next; returns whether it did.
    @inline(__always)
    private mutating func skips(to wanted: UInt8) -> Bool {
        skipSpace()
        guard index < bytes.count, bytes[index] == wanted else { return false }
        index += 1
        return true
    }

    private mutating func number() throws -> JSONValue {
        let start = index
        var isInteger = true
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): index += 1
            case UInt8(ascii: "+"), UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"):
                isInteger = false
                index += 1
            default:
                return try number(start, isInteger)
            }
        }
        return try number(start, isInteger)
    }

    private func number(_ start: Int, _ isInteger: Bool) throws -> JSONValue {
        let text = string(start..<index)
        if isInteger, let value = Int(text) { return .integer(value) }
        guard let value = Double(text), value.isFinite else { throw error("\(quoted(text)) is not a number") }
        return .number(value)
    }

    private func string(_ range: Range<Int>) -> String {
        String(decoding: bytes[range], as: UTF8.self)
    }

    private mutating func string() throws -> String {
        index += 1
        let start = index
        while index < bytes.count && bytes[index] != UInt8(ascii: "\"") && bytes[index] != UInt8(ascii: "\\")
        {
            if bytes[index] < 0x20 { throw error("a control character within a string") }
            index += 1
        }
        guard index < bytes.count else { throw error("a string does not end") }
        var text = string(start..<index)
        while bytes[index] != UInt8(ascii: "\"") {
            if bytes[index] == UInt8(ascii: "\\") {
                text.unicodeScalars.append(try escape())
            } else {
                let (scalar, length) = bytes.span.scalar(at: index)
                if scalar.value < 0x20 { throw error("a control character within a string") }
                text.unicodeScalars.append(scalar)
                index += length
            }
            guard index < bytes.count else { throw error("a string does not end") }
        }
        index += 1
        return text
    }

    private mutating func escape() throws -> Unicode.Scalar {
        index += 1
        guard index < bytes.count else { throw error("a string does not end") }
        let character = bytes[index]
        index += 1
        switch character {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(character)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"):
            let unit = try hexadecimal()
            if let scalar = Unicode.Scalar(unit) { return scalar }
            guard unit < 0xDC00, index + 1 < bytes.count, bytes[index] == UInt8(ascii: "\\"),
                bytes[index + 1] == UInt8(ascii: "u")
            else { throw error("half of a surrogate pair") }
            index += 2
            let low = try hexadecimal()
            guard (0xDC00..<0xE000).contains(low),
                let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
            else { throw error("half of a surrogate pair") }
            return scalar
        default: throw error("\\ before a character that it does not escape")
        }
    }

    private mutating func hexadecimal() throws -> UInt32 {
        guard index + 4 <= bytes.count, let value = UInt32(string(index..<index + 4), radix: 16),
            bytes[index] != UInt8(ascii: "+"), bytes[index] != UInt8(ascii: "-")
        else { throw error("expected four hexadecimal digits") }
        index += 4
        return value
    }
}
