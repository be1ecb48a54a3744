import QuartetCatalogs
internal import QuartetFiles

/// All phrases of the catalogs, each with all its meanings.
struct Vocabulary: Sendable {
    private var meanings: [String: [PromptMeaning]] = [:]
    private var stemmed: [String: [PromptMeaning]] = [:]
    /// Single words of all phrases, for correcting typing mistakes.
    private var words: Set<String> = []
    /// Words of garments' names, for suggestions.
    private(set) var garmentWords: [String] = []
    /// Tokens of the longest phrase.
    private(set) var longestPhrase = 1
    private let spellings: [String: String]

    /// Throws ``CatalogError/invalid(path:mistakes:)`` where one phrase means two things of the same kind.
    init(_ catalogs: DesignCatalogs) throws {
        let garments = catalogs.garments
        spellings = garments.language.spellings
        for garment in garments.garments {
            try add(garment.words, .garment(garment.id), garment.entry)
            garmentWords += garment.words
        }
        for attribute in StyleAttribute.allCases {
            for value in garments.styles[attribute] ?? [] {
                try add(value.words, .style(attribute, value.id), value.entry)
            }
        }
        for detail in garments.details { try add(detail.words, .detail(detail.kind), detail.entry) }
        for pattern in catalogs.fabrics.patterns {
            try add(pattern.words, .pattern(pattern.id, variant: nil), file: "fabrics.xml")
            for variant in pattern.variants {
                try add(variant.words, .pattern(pattern.id, variant: variant.id), file: "fabrics.xml")
            }
        }
        for material in catalogs.fabrics.materials {
            try add(material.words, .material(material.id), file: "fabrics.xml")
        }
        for colour in catalogs.colours.colours {
            try add([colour.name] + colour.words, .colour(colour.name), file: "colours.xml")
        }
        for modifier in catalogs.colours.modifiers {
            try add(modifier.words, .modifier(modifier.id), file: "colours.xml")
        }
        for palette in catalogs.colours.palettes {
            try add(palette.words, .palette(palette.id), file: "colours.xml")
        }
        try add(garments.sleeveNouns, .sleeves)
        for part in garments.language.parts { try add(part.words, .part(part.id)) }
        for aside in garments.language.asides { try add(aside.words, .aside(aside.reason)) }
        for (word, number) in garments.language.numbers { try add([word], .number(number)) }
        try add(garments.language.negations, .negation)
        // A word with another meaning is not a stop word.
        for phrase in garments.language.stopWords where meanings[key(phrase)] == nil {
            try add([phrase], .stop)
        }
    }

    /// The meanings of the tokens as one phrase, as written or in the singular; nil when it is unknown.
    func meanings(of tokens: ArraySlice<String>) -> [PromptMeaning]? {
        let phrase = tokens.joined(separator: " ")
        return meanings[phrase] ?? stemmed[Self.stem(phrase)]
    }

    /// The usual spelling of a word.
    func spelling(of word: String) -> String { spellings[word] ?? word }

    func contains(_ word: String) -> Bool {
        words.contains(word) || words.contains(PromptTokens.singular(word)) || meanings[word] != nil
            || stemmed[Self.stem(word)] != nil
    }

    /// The most likely correction of a mistyped word, and equally close words with other meanings.
    ///
    /// Both begin with the same letter. Words of five letters and more may differ by one edit, of eight and
    /// more by two; words of four may only lack a letter or have two swapped. Swapped, missing and extra
    /// letters are more likely than wrong ones.
    func correction(of word: String) -> (word: String, others: [String])? {
        guard word.count >= 4, word.allSatisfy({ $0.isASCII && $0.isLetter }) else { return nil }
        var ranked: [(word: String, cost: Int)] = []
        for candidate in words where candidate.first == word.first && candidate.count >= 4 {
            guard abs(candidate.count - word.count) <= 2 else { continue }
            let distance = EditDistance.between(candidate, word)
            let isSwap = candidate.count == word.count && candidate.sorted() == word.sorted()
            let allowed = word.count >= 8 ? 2 : 1
            guard distance <= allowed else { continue }
            if word.count == 4, !isSwap, candidate.count != 5 { continue }
            let kind = isSwap ? 0 : candidate.count == word.count ? 2 : 1
            ranked.append((candidate, 3 * distance + kind))
        }
        ranked.sort { $0.cost == $1.cost ? $0.word < $1.word : $0.cost < $1.cost }
        guard let best = ranked.first else { return nil }
        let stem = PromptTokens.singular(best.word)
        let others = ranked.dropFirst().filter {
            $0.cost <= best.cost + 1 && PromptTokens.singular($0.word) != stem
                && stemmed[PromptTokens.singular($0.word)] != stemmed[stem]
        }
        return (best.word, others.prefix(3).map(\.word))
    }

    /// Words for garments that are most similar to one of `unknown`, closest first.
    func suggestions(for unknown: [String]) -> [String] {
        var ranked: [(word: String, distance: Int)] = []
        for word in garmentWords where !word.contains(" ") {
            let nearest = unknown.map { EditDistance.between($0, word) }.min() ?? Int.max
            // A mistyped word keeps its first letter: "house" is no "blouse".
            let begins = unknown.contains { $0.first == word.first }
            if nearest <= (begins ? 2 : 1), 2 * nearest < word.count { ranked.append((word, nearest)) }
        }
        ranked.sort { $0.distance == $1.distance ? $0.word < $1.word : $0.distance < $1.distance }
        return ranked.prefix(4).map(\.word)
    }

    private mutating func add(
        _ phrases: [String], _ meaning: PromptMeaning, _ entry: CatalogElement? = nil,
        file: String = "garments.xml"
    ) throws {
        for phrase in phrases {
            let tokens = PromptTokens.split(phrase).map { spellings[$0] ?? $0 }
            guard !tokens.isEmpty else { continue }
            let joined = tokens.joined(separator: " ")
            if let other = meanings[joined]?.first(where: { $0.kind == meaning.kind && $0 != meaning }) {
                let found = "\"\(phrase)\" means \(meaning) and \(other)"
                guard let entry else {
                    throw CatalogError.invalid(
                        path: file,
                        mistakes: [
                            CatalogMistake(file: file, line: 0, found: found, expected: "one of them")
                        ])
                }
                throw entry.mistake(found, expected: "one of them")
            }
            longestPhrase = max(longestPhrase, tokens.count)
            for form in [joined, tokens.joined()] {
                insert(meaning, form, into: &meanings)
                insert(meaning, Self.stem(form), into: &stemmed)
            }
            words.formUnion(tokens)
            words.insert(tokens.joined())
        }
    }

    private func insert(
        _ meaning: PromptMeaning, _ form: String, into table: inout [String: [PromptMeaning]]
    ) {
        if table[form]?.contains(meaning) != true { table[form, default: []].append(meaning) }
    }

    private func key(_ phrase: String) -> String { PromptTokens.split(phrase).joined(separator: " ") }

    private static func stem(_ phrase: String) -> String {
        phrase.split(separator: " ").map { PromptTokens.singular(String($0)) }.joined(separator: " ")
    }
}
