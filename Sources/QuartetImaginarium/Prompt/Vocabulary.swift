import QuartetCatalogs
internal import QuartetFiles

/// All phrases of the catalogs, each with all its meanings.
struct Vocabulary: Sendable {
    private var meanings: [String: [PromptMeaning]] = [:]
    private var stemmed: [String: [PromptMeaning]] = [:]
    private var foreignForms: Set<String> = []
    /// Single words of all phrases, for correcting typing mistakes.
    private var words: Set<String> = []
    /// Words of garments' names, for suggestions.
    private(set) var garmentWords: [String] = []
    /// Tokens of the longest phrase.
    private(set) var longestPhrase = 1
    private let spellings: [String: String]
    /// Nouns for parts of a garment.
    let partNouns: Set<String>

    /// Throws ``CatalogError/invalid(path:mistakes:)`` where one phrase means two things of the same kind.
    ///
    /// - Parameter foreign: words of the prompt's language, which come before the English ones.
    init(_ catalogs: DesignCatalogs, foreign: ForeignWords? = nil) throws {
        let garments = catalogs.garments
        spellings = garments.language.spellings
        let nouns = (foreign?.words(of: "part-nouns") ?? []).map {
            PromptTokens.split($0).joined(separator: " ")
        }
        partNouns = garments.language.partNouns.union(nouns)
        for (words, meaning) in foreign?.meanings(in: catalogs) ?? [] { addForeign(words, meaning) }
        for phrase in foreign?.words(of: "stop") ?? [] where meanings[key(phrase)] == nil {
            addForeign([phrase], .stop)
        }
        for garment in garments.garments {
            try add(garment.words, .garment(garment.id), garment.entry)
            garmentWords += garment.words
        }
        for outfit in garments.outfits {
            try add(outfit.words, .outfit(outfit.id))
            garmentWords += outfit.words
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
        return meanings[phrase] ?? stemmed[PromptTokens.stem(phrase)]
    }

    /// All phrases in alphabetical order, those of several words also written as one.
    var phrases: [(words: String, meanings: [PromptMeaning])] {
        meanings.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// The usual spelling of a word.
    func spelling(of word: String) -> String { spellings[word] ?? word }

    func contains(_ word: String) -> Bool {
        words.contains(word) || words.contains(PromptTokens.singular(word)) || meanings[word] != nil
            || stemmed[PromptTokens.stem(word)] != nil
    }

    /// Whether a word by itself names a garment or an outfit.
    func namesGarment(_ word: String) -> Bool {
        (meanings(of: [word][...]) ?? []).contains { ["garment", "outfit"].contains($0.kind) }
    }

    /// The most likely correction of a mistyped word, and equally close words with other meanings.
    ///
    /// Both begin with the same letter. Words of five letters and more may differ by one edit, of nine and more by two.
    /// Swapped, missing and extra letters are more likely than wrong ones.
    func correction(of word: String) -> (word: String, others: [String])? {
        guard word.count >= 4, word.allSatisfy({ $0.isASCII && $0.isLetter }) else { return nil }
        var ranked: [(word: String, cost: Int)] = []
        for candidate in words where candidate.first == word.first && candidate.count >= 4 {
            guard abs(candidate.count - word.count) <= 2 else { continue }
            let distance = EditDistance.between(candidate, word)
            let isSwap = candidate.count == word.count && candidate.sorted() == word.sorted()
            let allowed = word.count >= 9 ? 2 : 1
            guard distance <= allowed, max(word.count, candidate.count) >= 5 else { continue }
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

    /// Adds phrases of another language, whose first meaning of a kind counts.
    private mutating func addForeign(_ phrases: [String], _ meaning: PromptMeaning) {
        for phrase in phrases {
            let tokens = PromptTokens.split(phrase)
            let joined = tokens.joined(separator: " ")
            guard !tokens.isEmpty, meanings[joined]?.contains(where: { $0.kind == meaning.kind }) != true
            else { continue }
            longestPhrase = max(longestPhrase, tokens.count)
            foreignForms.insert(joined)
            Self.insert(meaning, joined, into: &meanings)
            words.formUnion(tokens)
        }
    }

    private mutating func add(
        _ phrases: [String], _ meaning: PromptMeaning, _ entry: CatalogElement? = nil,
        file: String = "garments.xml"
    ) throws {
        for phrase in phrases {
            let tokens = PromptTokens.split(phrase).map { spellings[$0] ?? $0 }
            guard !tokens.isEmpty else { continue }
            let joined = tokens.joined(separator: " ")
            // A word of the prompt's language is not English.
            if foreignForms.contains(joined) { continue }
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
                Self.insert(meaning, form, into: &meanings)
                Self.insert(meaning, PromptTokens.stem(form), into: &stemmed)
            }
            words.formUnion(tokens)
            words.insert(tokens.joined())
        }
    }

    /// Static, so that the table is changed in place: `self` would hold a second reference to it, and each phrase copy it.
    private static func insert(
        _ meaning: PromptMeaning, _ form: String, into table: inout [String: [PromptMeaning]]
    ) {
        if table[form]?.contains(meaning) != true { table[form, default: []].append(meaning) }
    }

    private func key(_ phrase: String) -> String { PromptTokens.split(phrase).joined(separator: " ") }
}
