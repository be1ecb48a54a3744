/// The signs at and around the end of a sentence.
enum SentenceMark {
    /// A full stop, which has many uses.
    case stop
    /// An ellipsis: it may stand within a sentence.
    case ellipsis
    /// A question or exclamation mark.
    case loud
    /// A mark with no other use, after which no space is needed.
    case plain

    init?(_ scalar: Unicode.Scalar) {
        switch scalar {
        case ".": self = .stop
        case "…": self = .ellipsis
        case "!", "?", "‼", "⁇", "⁈", "⁉": self = .loud
        case "。", "！", "？", "｡", "．", "﹒", "﹖", "﹗", "؟", "۔", "।", "॥", "։", "።", "፧", "។", "။":
            self = .plain
        default: return nil
        }
    }

    /// The first bytes of marks beyond ASCII.
    @inline(__always)
    static func canBegin(_ byte: UInt8) -> Bool {
        switch byte {
        case 0xD6, 0xD8, 0xDB, 0xE0...0xE3, 0xEF: true
        default: false
        }
    }

    /// Signs that close what the sentence opened, after its mark.
    static func closes(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "\"", "'", ")", "]", "}", "»", "”", "“", "’", "‘", "›", "」", "』", "）", "】", "》", "〉", "］": true
        default: false
        }
    }

    /// Signs that may stand before a sentence's first word.
    static func opens(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "\"", "'", "(", "[", "{", "«", "“", "„", "‘", "‚", "‹", "¿", "¡", "「", "『", "（", "【", "-", "–",
            "—", "*",
            "•":
            true
        default: false
        }
    }
}
