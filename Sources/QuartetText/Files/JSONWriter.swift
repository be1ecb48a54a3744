extension JSONValue {
    /// The document as UTF-8, indented by two spaces; deeper levels are written on one line.
    func serialized() -> [UInt8] {
        var result: [UInt8] = []
        write(to: &result, indentation: 0)
        result.append(0x0A)
        return result
    }

    private func write(to result: inout [UInt8], indentation: Int) {
        switch self {
        case .null: result += "null".utf8
        case .bool(let value): result += (value ? "true" : "false").utf8
        case .integer(let value): result += "\(value)".utf8
        case .number(let value): result += "\(value)".utf8
        case .string(let text): Self.write(text, to: &result)
        case .array(let items):
            Self.list("[", items, "]", to: &result, indentation) { item, result in
                item.write(to: &result, indentation: indentation + 1)
            }
        case .object(let members):
            Self.list("{", members, "}", to: &result, indentation) { member, result in
                Self.write(member.key, to: &result)
                result += ": ".utf8
                member.value.write(to: &result, indentation: indentation + 1)
            }
        }
    }

    private static func list<Item>(
        _ start: String, _ items: [Item], _ end: String, to result: inout [UInt8], _ indentation: Int,
        _ write: (Item, inout [UInt8]) -> Void
    ) {
        result += start.utf8
        let isOnLines = indentation < 3 && !items.isEmpty
        for (index, item) in items.enumerated() {
            if index > 0 { result += (isOnLines ? "," : ", ").utf8 }
            if isOnLines { newLine(to: &result, indentation + 1) }
            write(item, &result)
        }
        if isOnLines { newLine(to: &result, indentation) }
        result += end.utf8
    }

    private static func newLine(to result: inout [UInt8], _ indentation: Int) {
        result.append(0x0A)
        result += repeatElement(0x20, count: 2 * indentation)
    }

    private static func write(_ text: String, to result: inout [UInt8]) {
        result.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): result += [UInt8(ascii: "\\"), byte]
            case 0x0A: result += "\\n".utf8
            case 0x0D: result += "\\r".utf8
            case 0x09: result += "\\t".utf8
            case 0..<0x20, 0x7F:
                let digits = String(byte, radix: 16)
                result += ("\\u00" + (byte < 16 ? "0" : "") + digits).utf8
            default: result.append(byte)
            }
        }
        result.append(UInt8(ascii: "\""))
    }
}
