/// Scripts other than Latin, in which no wish is read.
enum WritingSystem {
    /// Scripts by their blocks of Unicode, with the language that is written in them most.
    private static let scripts: [(scalars: ClosedRange<UInt32>, language: String)] = [
        (0x0370...0x03FF, "el"), (0x0400...0x052F, "ru"), (0x0590...0x05FF, "he"), (0x0600...0x06FF, "ar"),
        (0x0900...0x097F, "hi"), (0x0E00...0x0E7F, "th"), (0x1100...0x11FF, "ko"), (0x3040...0x30FF, "ja"),
        (0x4E00...0x9FFF, "zh"), (0xAC00...0xD7AF, "ko"),
    ]

    /// The language that a text is probably written in, where most of its letters are not Latin ones.
    static func language(of text: String) -> String? {
        let letters = text.unicodeScalars.filter(\.properties.isAlphabetic)
        let found = letters.compactMap { letter in
            scripts.first { $0.scalars.contains(letter.value) }?.language
        }
        guard 2 * found.count > letters.count else { return nil }
        // Japanese is written in Chinese characters as well.
        if found.contains("ja") { return "ja" }
        return Dictionary(grouping: found) { $0 }.max { $0.value.count < $1.value.count }?.key
    }
}
