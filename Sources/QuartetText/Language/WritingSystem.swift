/// Writing systems that few languages share.
enum WritingSystem: Hashable {
    case latin, cyrillic, arabic, kana, han
    /// One that a single language of many speakers uses.
    case own(language: String)

    /// The system of a letter; nil for signs that all share.
    init?(_ scalar: Unicode.Scalar) {
        switch scalar.value {
        case 0x41...0x5A, 0x61...0x7A, 0xC0...0x24F, 0x1E00...0x1EFF, 0xFF21...0xFF3A, 0xFF41...0xFF5A:
            self = .latin
        case 0x370...0x3FF, 0x1F00...0x1FFF: self = .own(language: "el")
        case 0x400...0x52F: self = .cyrillic
        case 0x530...0x58F: self = .own(language: "hy")
        case 0x590...0x5FF: self = .own(language: "he")
        case 0x600...0x6FF, 0x750...0x77F, 0xFB50...0xFDFF, 0xFE70...0xFEFC: self = .arabic
        case 0x900...0x97F: self = .own(language: "hi")
        case 0x980...0x9FF: self = .own(language: "bn")
        case 0xB80...0xBFF: self = .own(language: "ta")
        case 0xE00...0xE7F: self = .own(language: "th")
        case 0x10A0...0x10FF: self = .own(language: "ka")
        case 0x1100...0x11FF, 0x3130...0x318F, 0xAC00...0xD7A3: self = .own(language: "ko")
        case 0x3040...0x30FF, 0x31F0...0x31FF, 0xFF66...0xFF9D: self = .kana
        case 0x3005, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x323AF: self = .han
        default: return nil
        }
    }

    /// Letters of a Latin word that say as much as one character.
    private var weight: Double {
        switch self {
        case .han, .kana, .own(language: "ko"): 3
        default: 1
        }
    }

    /// The language of a text that is not mainly in Latin letters.
    static func guess(_ text: String) -> LanguageGuess? {
        var counts: [WritingSystem: Double] = [:]
        for scalar in text.unicodeScalars where !ScalarClass.of(scalar).isDisjoint(with: [.letter, .mark]) {
            if let system = WritingSystem(scalar) { counts[system, default: 0] += system.weight }
        }
        let total = counts.values.reduce(0, +)
        // Japanese mixes the two.
        let kana = counts.removeValue(forKey: .kana) ?? 0
        let han = counts[.han] ?? 0
        if kana > 0.1 * han { counts[.kana] = kana + han } else { counts[.han] = han + kana }
        let best = counts.max { ($0.value, $1.key == .latin ? 1 : 0) < ($1.value, $0.key == .latin ? 1 : 0) }
        guard let (system, count) = best, system != .latin, count > 0 else { return nil }
        let (language, certainty) = system.language(of: text, count: count)
        return LanguageGuess(language: language, confidence: certainty * count / total)
    }

    /// The language of a text in this system, and how sure that is.
    private func language(of text: String, count: Double) -> (String, Double) {
        func has(_ letters: String) -> Bool {
            let wanted = Set(letters.unicodeScalars)
            return text.lowercased().unicodeScalars.contains { wanted.contains($0) }
        }
        switch self {
        case .own(let language): return (language, 0.99)
        case .kana: return ("ja", 0.99)
        case .han:
            // Characters as only Japan writes them; a short word may be either.
            return has("込払円駅気売実対発払変")
                ? ("ja", 0.9) : ("zh", count < 5 * weight ? 0.6 : 0.95)
        case .cyrillic:
            return has("іїєґ") ? ("uk", 0.97) : has("ыэёъ") ? ("ru", 0.97) : ("ru", 0.75)
        case .arabic:
            return has("ٹڈڑے") ? ("ur", 0.9) : has("پچژگ") ? ("fa", 0.9) : ("ar", 0.95)
        case .latin: return ("", 0)
        }
    }
}
