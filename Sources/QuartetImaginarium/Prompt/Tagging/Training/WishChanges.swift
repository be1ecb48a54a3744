internal import QuartetFiles
internal import QuartetModels

/// Changes that teach the tagger to read the words around a phrase: other words in its place, and typing errors.
struct WishChanges {
    let phrases: TaggerPhrases
    /// Whether the wish is one to measure on.
    let isHeldOut: Bool
    var generator: PhiloxGenerator

    /// Fills open pieces, swaps phrases with a probability, and mistypes a few words.
    mutating func apply(to wish: TaggedWish, swapping probability: Float) -> TaggedWish {
        var wish = wish
        for index in wish.pieces.indices {
            guard let label = wish.pieces[index].label else { continue }
            if wish.pieces[index].isOpen || generator.uniform() < probability {
                wish.pieces[index].words = words(for: label.kind)
                wish.pieces[index].isSwapped = true
            } else if generator.uniform() < 0.05 {
                wish.pieces[index].words = wish.pieces[index].words.map {
                    TypingErrors.one(in: $0, using: &generator)
                }
            }
        }
        return wish
    }

    /// A phrase that the catalogs lack, or a word that does not exist.
    private mutating func words(for kind: WishKind) -> [String] {
        let pool = (isHeldOut ? phrases.unseen : phrases.strange)[kind] ?? []
        if generator.uniform() < 0.6, let phrase = pool.randomElement(using: &generator) {
            return PromptTokens.split(phrase)
        }
        let known = phrases.known[kind]?.randomElement(using: &generator) ?? ""
        let ending = phrases.small["ending"]?.randomElement(using: &generator) ?? "like"
        if generator.uniform() < 0.1 { return PromptTokens.split(known + " " + ending) }
        return [invented()]
    }

    /// One to three syllables.
    private mutating func invented() -> String {
        let onsets = [
            "b", "br", "c", "ch", "d", "f", "fl", "g", "gr", "h", "j", "k", "l", "m", "n", "p", "pl",
            "qu", "r", "s", "sh", "st", "t", "tr", "v", "w", "y", "z", "",
        ]
        let vowels = ["a", "e", "i", "o", "u", "ee", "oo", "ai", "ou", "ie"]
        let codas = ["", "", "", "n", "r", "l", "s", "t", "m", "nd", "rt", "ck", "sh", "ne", "ll", "x"]
        var word = ""
        for _ in 0..<Int.random(in: 1...3, using: &generator) {
            for part in [onsets, vowels, codas] { word += part.randomElement(using: &generator) ?? "" }
        }
        return word
    }
}
