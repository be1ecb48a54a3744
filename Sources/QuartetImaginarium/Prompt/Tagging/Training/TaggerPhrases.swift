import QuartetCatalogs
internal import QuartetFiles

/// The phrases from which wishes are made, by kind.
struct TaggerPhrases {
    /// Phrases of the catalogs.
    private(set) var known: [WishKind: [String]] = [:]
    /// Phrases that the catalogs lack, in two parts: one to learn from, and one to measure on.
    private(set) var strange: [WishKind: [String]] = [:]
    private(set) var unseen: [WishKind: [String]] = [:]
    /// Nouns that may have a cloth of their own.
    let partNouns: [String]
    let small: [String: [String]]
    let vocabulary: Vocabulary
    /// The kinds of all these phrases where they have one.
    private var kinds: [String: WishKind] = [:]

    /// - Parameter further: words by kind, which may be words of the catalogs, too.
    init(_ catalogs: DesignCatalogs, _ words: TaggerWords, further: [WishKind: [String]]) throws {
        vocabulary = try Vocabulary(catalogs)
        partNouns = vocabulary.partNouns.sorted()
        small = words.small
        for aside in catalogs.garments.language.asides {
            let kind = words.asides.first { aside.words.contains($0.like) }?.kind
            if let kind { for phrase in aside.words { name(phrase, kind) } }
        }
        for (kind, phrases) in Self.sorted(words.words) { for phrase in phrases { name(phrase, kind) } }
        addKnown()
        for (kind, phrases) in Self.sorted(words.words.merging(further, uniquingKeysWith: +)) {
            for phrase in phrases { addStrange(phrase, kind) }
        }
    }

    /// The kind of a phrase; nil if it has none or several.
    func kind(of phrase: [String]) -> WishKind? {
        if let kind = kinds[phrase.joined(separator: " ")] { return kind }
        let own = Set((vocabulary.meanings(of: phrase[...]) ?? []).compactMap { WishKind($0) })
        return own.count == 1 ? own.first : nil
    }

    /// Whether the phrase is known, with one kind or none.
    func isClear(_ phrase: [String]) -> Bool {
        if kinds[phrase.joined(separator: " ")] != nil { return true }
        guard let meanings = vocabulary.meanings(of: phrase[...]) else { return false }
        return Set(meanings.compactMap { WishKind($0) }).count <= 1
    }

    private static func sorted(_ words: [WishKind: [String]]) -> [(WishKind, [String])] {
        words.sorted { $0.key.rawValue < $1.key.rawValue }
    }

    private mutating func name(_ phrase: String, _ kind: WishKind) {
        kinds[PromptTokens.split(phrase).joined(separator: " ")] = kind
    }

    /// Phrases with several kinds are in each of their pools: their place in a wish tells them apart.
    private mutating func addKnown() {
        let phrases = vocabulary.phrases
        let joined = Set(phrases.filter { $0.words.contains(" ") }.map { $0.words.replacing(" ", with: "") })
        for (phrase, meanings) in phrases where !joined.contains(phrase) {
            let own = kinds[phrase].map { [$0] } ?? meanings.compactMap { WishKind($0) }
            for kind in Set(own) { known[kind, default: []].append(phrase) }
        }
    }

    private mutating func addStrange(_ phrase: String, _ kind: WishKind) {
        let words = PromptTokens.split(phrase).map(vocabulary.spelling)
        let plain = words.joined(separator: " ")
        guard !words.isEmpty, vocabulary.meanings(of: words[...]) == nil else { return }
        // By the last word: "crushed panne" and "panne" are on the same side.
        let isUnseen = Fingerprint(words[words.count - 1]).value.mixed % 5 == 0
        if isUnseen {
            unseen[kind, default: []].append(plain)
        } else {
            strange[kind, default: []].append(plain)
        }
    }
}
