internal import Glibc

/// Walks through one JSON text without building values.
struct JSONScanner {
    typealias Bytes = UnsafeBufferPointer<UInt8>
    private let bytes: Bytes
    private(set) var index = 0

    init(_ bytes: Bytes) { self.bytes = bytes }

    var isAtEnd: Bool {
        mutating get {
            skipSpace()
            return index >= bytes.count
        }
    }

    @inline(__always) mutating func skipSpace() {
        while index < bytes.count, bytes[index] <= 32 { index += 1 }
    }

    /// Calls `visit` with every value for which there is a node; strings without their quotes and with their escapes.
    /// - Returns: false where the bytes are not an object, or `visit` returned false.
    mutating func object(
        from parent: Int, _ names: JSONNames, depth: Int,
        _ visit: (UnsafePointer<JSONLayout.Node>, Bytes, Bool) -> Bool
    ) -> Bool {
        var cursor = JSONNames.Cursor(parent)
        return eachMember(depth) { scanner, name in
            let found = names.find(name, &cursor)
            if let found, scanner.bytes[scanner.index] == UInt8(ascii: "{"), !found.pointee.children.isEmpty {
                let index = found - names.node(0)
                return scanner.object(from: index, names, depth: depth - 1, visit)
            }
            guard let value = scanner.scalar(depth) else { return false }
            guard let found, found.pointee.field >= 0 else { return true }
            return visit(found, value.bytes, value.isText)
        }
    }

    /// Walks through an object; `read` skips the value of each name, and returns false to stop.
    @inline(__always) private mutating func eachMember(
        _ depth: Int, _ read: (inout JSONScanner, Bytes) -> Bool
    ) -> Bool {
        skipSpace()
        guard depth > 0, index < bytes.count, bytes[index] == UInt8(ascii: "{") else { return false }
        index += 1
        skipSpace()
        if index < bytes.count, bytes[index] == UInt8(ascii: "}") {
            index += 1
            return true
        }
        while true {
            skipSpace()
            guard let name = string() else { return false }
            skipSpace()
            guard index < bytes.count, bytes[index] == UInt8(ascii: ":") else { return false }
            index += 1
            skipSpace()
            guard index < bytes.count, read(&self, name) else { return false }
            skipSpace()
            guard index < bytes.count else { return false }
            index += 1
            if bytes[index - 1] == UInt8(ascii: ",") { continue }
            return bytes[index - 1] == UInt8(ascii: "}")
        }
    }

    /// The bytes of a value; a string without its quotes, objects and lists as a whole.
    @inline(__always) private mutating func scalar(_ depth: Int) -> (bytes: Bytes, isText: Bool)? {
        let start = index
        let isText = bytes[index] == UInt8(ascii: "\"")
        guard value(depth) else { return nil }
        return (Bytes(rebasing: bytes[isText ? (start + 1)..<(index - 1) : start..<index]), isText)
    }

    /// The content of a string; `index` moves past its closing quote.
    @inline(__always) private mutating func string() -> Bytes? {
        guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else { return nil }
        let start = index + 1
        var search = start
        let base = UnsafeRawPointer(bytes.baseAddress!)
        while search < bytes.count,
            let found = memchr(
                base + search, Int32(UInt8(ascii: "\"")), bytes.count - search)
        {
            let end = UnsafeRawPointer(found) - base
            var slashes = 0
            while end - slashes > start, bytes[end - slashes - 1] == UInt8(ascii: "\\") { slashes += 1 }
            if slashes % 2 == 0 {
                index = end + 1
                return Bytes(rebasing: bytes[start..<end])
            }
            search = end + 1
        }
        return nil
    }

    /// Skips any value.
    private mutating func value(_ depth: Int) -> Bool {
        guard depth > 0, index < bytes.count else { return false }
        switch bytes[index] {
        case UInt8(ascii: "\""): return string() != nil
        case UInt8(ascii: "{"), UInt8(ascii: "["): return brackets()
        default:
            let start = index
            while index < bytes.count, Self.isPartOfWord(bytes[index]) { index += 1 }
            return index > start
        }
    }

    /// Skips an object or a list up to the bracket that closes it; at most 64 may be open at once.
    private mutating func brackets() -> Bool {
        // A bit for each open bracket, the innermost last: 1 for an object.
        var (open, isObject): (Int, UInt64) = (0, 0)
        repeat {
            guard index < bytes.count else { return false }
            switch bytes[index] {
            case UInt8(ascii: "\""):
                guard string() != nil else { return false }
                continue
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                guard open < UInt64.bitWidth else { return false }
                open += 1
                isObject = isObject << 1 | (bytes[index] == UInt8(ascii: "{") ? 1 : 0)
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                guard isObject & 1 == (bytes[index] == UInt8(ascii: "}") ? 1 : 0) else { return false }
                open -= 1
                isObject >>= 1
            default: break
            }
            index += 1
        } while open > 0
        return true
    }

    /// Of a number, `true`, `false` or `null`.
    @inline(__always) private static func isPartOfWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
            true
        default: false
        }
    }

    /// The text of a string with its escapes resolved.
    static func unescaped(_ bytes: Bytes) -> String {
        guard bytes.contains(UInt8(ascii: "\\")) else { return String(decoding: bytes, as: UTF8.self) }
        var units: [UInt16] = []
        var plain: [UInt8] = []
        var text = ""
        func hexadecimal(_ start: Int) -> UInt16? {
            guard start + 4 <= bytes.count else { return nil }
            return UInt16(String(decoding: bytes[start..<(start + 4)], as: UTF8.self), radix: 16)
        }
        func flush() {
            if !units.isEmpty { text += String(decoding: units, as: UTF16.self) }
            if !plain.isEmpty { text += String(decoding: plain, as: UTF8.self) }
            units = []
            plain = []
        }
        var index = 0
        while index < bytes.count {
            guard bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.count else {
                if !units.isEmpty { flush() }
                plain.append(bytes[index])
                index += 1
                continue
            }
            if bytes[index + 1] == UInt8(ascii: "u"), let unit = hexadecimal(index + 2) {
                if !plain.isEmpty { flush() }
                units.append(unit)
                index += 6
                continue
            }
            if !units.isEmpty { flush() }
            switch bytes[index + 1] {
            case UInt8(ascii: "n"): plain.append(UInt8(ascii: "\n"))
            case UInt8(ascii: "t"): plain.append(UInt8(ascii: "\t"))
            case UInt8(ascii: "r"): plain.append(UInt8(ascii: "\r"))
            case UInt8(ascii: "b"): plain.append(0x08)
            case UInt8(ascii: "f"): plain.append(0x0C)
            default: plain.append(bytes[index + 1])
            }
            index += 2
        }
        flush()
        return text
    }

    /// The paths of all values in an object, for the recognition of formats: `flow.start`, `flow`.
    static func paths(_ line: Bytes) -> [(path: String, text: String, isText: Bool)]? {
        var scanner = JSONScanner(line)
        var all: [(String, String, Bool)] = []
        guard scanner.paths("", 8, &all), scanner.isAtEnd else { return nil }
        return all
    }

    private mutating func paths(_ prefix: String, _ depth: Int, _ all: inout [(String, String, Bool)]) -> Bool
    {
        eachMember(depth) { scanner, name in
            let path = prefix + Self.unescaped(name)
            if scanner.bytes[scanner.index] == UInt8(ascii: "{"), depth > 1 {
                return scanner.paths(path + ".", depth - 1, &all)
            }
            guard let value = scanner.scalar(depth) else { return false }
            all.append((path, String(decoding: value.bytes, as: UTF8.self), value.isText))
            return true
        }
    }
}
