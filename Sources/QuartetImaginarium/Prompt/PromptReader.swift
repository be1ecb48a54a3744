import QuartetCatalogs
internal import QuartetText
internal import Synchronization

/// Turns text into ``DesignRequest``s, using the words of the catalogs.
///
/// The reader finds the longest phrases of the vocabulary from left to right (with a hyphen, a space or
/// nothing between the words of a phrase, singular or plural, with typing mistakes in longer words) and the numbers with
/// their units. ``NegationScope`` marks what is not wanted, ``OutfitSplit`` divides the phrases among the garments. Then the
/// rules of ``PromptSettlement`` decide what each phrase means. Reading is deterministic, and ``PromptReading`` explains it.
public struct PromptReader: Sendable {
    /// Longest prompt, in characters.
    public static let characterLimit = 2000
    /// Largest number of designs for one prompt.
    public static let countLimit = 1000
    /// Most garments of one wish.
    public static let garmentLimit = 6

    let catalogs: DesignCatalogs
    private let tagger: WishTagger?
    private let english: Vocabulary
    private let foreign = ForeignVocabularies()

    /// Throws ``CatalogError/invalid(path:mistakes:)`` where the catalogs give one phrase two meanings.
    ///
    /// - Parameter tagger: says how sure a reading is, and the kinds of words that the catalogs lack.
    public init(_ catalogs: DesignCatalogs, tagger: WishTagger? = nil) throws {
        (self.catalogs, self.tagger) = (catalogs, tagger)
        english = try Vocabulary(catalogs)
    }

    /// Reads a prompt; throws ``PromptError`` where it does not name a garment, or wishes exclude each other.
    public func read(_ prompt: String) throws -> WishReading {
        let wish = try drafts(of: prompt)
        var reading = wish.reading
        reading.garments = try wish.drafts.map(PromptSettlement.settle)
        let counts = reading.garments.compactMap(\.request.count)
        reading.count = counts.first
        for garment in reading.garments.indices { reading.garments[garment].request.count = counts.first }
        return reading
    }

    /// The first garment's reading as it stands after each rule of the settlement, in their order.
    package func steps(_ prompt: String) throws -> [(rule: String, reading: PromptReading)] {
        try PromptSettlement.steps(drafts(of: prompt).drafts[0])
    }

    /// The phrases of each garment, before any rule is applied.
    ///
    /// - Parameter cloth: what all phrases are said of where the prompt is about cloth by itself, and must not name a
    ///   garment.
    func drafts(
        of prompt: String, cloth: GarmentTemplate? = nil
    ) throws -> (drafts: [PromptDraft], reading: WishReading) {
        guard prompt.count <= Self.characterLimit else {
            throw PromptError.tooLong(found: prompt.count, limit: Self.characterLimit)
        }
        let text = Array(prompt)
        var tokens = PromptTokens.tokens(text)
        guard !tokens.isEmpty else { throw PromptError.empty }
        let (language, vocabulary) = try vocabulary(for: prompt, tokens)
        let corrections = language == "en" ? correct(&tokens, of: text, vocabulary) : []
        var (mentions, unknown) = mentions(
            in: tokens, of: text, vocabulary, corrected: Set(corrections.map(\.read)))
        NegationScope.mark(&mentions)
        let kinds = try language == "en" ? tagger?.kinds(of: tokens) : nil
        let tags = kinds.map { tag(&mentions, $0, tokens, of: text, vocabulary) } ?? []
        var content = PromptDraft.content(of: mentions)
        var parts = OutfitSplit(garments: catalogs.garments, content: content).parts()
        if let cloth {
            let named = content.first { !$0.isNegated && $0.namesGarmentOnly }
            if let named { throw ClothError.namesGarment(named.written) }
            parts = [OutfitSplit.Part(garment: cloth, mentions: content)]
        } else if parts.isEmpty, let named = garmentOfAPart(content, vocabulary) {
            content.insert(named, at: 0)
            parts = OutfitSplit(garments: catalogs.garments, content: content).parts()
        }
        guard !parts.isEmpty else {
            throw noGarment(words: tokens.map { String(text[$0.range]) }, content, unknown)
        }
        guard parts.count <= Self.garmentLimit else {
            throw PromptError.tooManyGarments(found: parts.count, limit: Self.garmentLimit)
        }
        let drafts = parts.map { part in
            let garment = materialForm(of: part.garment, part.mentions, vocabulary.partNouns)
            var reading = PromptReading(request: DesignRequest(prompt: prompt, garment: garment.id))
            reading.outfit = part.outfit.flatMap(catalogs.garments.outfit).flatMap {
                $0.isOneCloth ? $0.id : nil
            }
            return PromptDraft(
                catalogs: catalogs, garment: garment, mentions: part.mentions,
                partNouns: vocabulary.partNouns,
                language: language, reading: reading)
        }
        return (
            drafts,
            WishReading(
                garments: [], language: language, corrections: corrections, unknown: unknown, tags: tags)
        )
    }

    /// Gives the phrases what the tagger makes of their words.
    private func tag(
        _ mentions: inout [PromptMention], _ kinds: [KindProbabilities], _ tokens: [PromptToken],
        of text: [Character], _ vocabulary: Vocabulary
    ) -> [WishTag] {
        for index in mentions.indices {
            mentions[index].kinds = KindProbabilities(mean: kinds[mentions[index].range])
        }
        return WishTags(mentions, kinds, partNouns: vocabulary.partNouns) {
            Self.written($0, tokens, of: text)
        }.tags
    }

    /// The words of a range of tokens as written.
    private static func written(_ range: Range<Int>, _ tokens: [PromptToken], of text: [Character]) -> String
    {
        let end = tokens[range.upperBound - 1].range.upperBound
        return String(text[tokens[range.lowerBound].range.lowerBound..<end])
    }

    /// The vocabulary of the prompt's language: the one that knows clearly more of its words than the English one.
    private func vocabulary(for prompt: String, _ tokens: [PromptToken]) throws -> (String, Vocabulary) {
        func unknown(_ vocabulary: Vocabulary) -> Int {
            tokens.count {
                !vocabulary.contains(vocabulary.spelling(of: $0.word))
                    && !$0.word.contains { $0.isASCII && $0.isNumber }
            }
        }
        let missing = unknown(english)
        guard missing > 0 else { return ("en", english) }
        var best = (language: "en", vocabulary: english, missing: missing)
        for language in ForeignWords.languages {
            guard let other = try foreign.vocabulary(language, catalogs) else { continue }
            let count = unknown(other)
            if count < best.missing, 2 * count <= missing, missing >= 2 || tokens.count <= 2 {
                best = (language, other, count)
            }
        }
        if best.language == "en", let language = WritingSystem.language(of: prompt) {
            throw PromptError.otherLanguage(language)
        }
        // Spanish, Italian and others would be corrected to English words that they resemble.
        if best.language == "en", 2 * missing > tokens.count, let guess = LanguageGuess(prompt),
            guess.language != "en"
        {
            throw PromptError.otherLanguage(guess.language)
        }
        return (best.language, best.vocabulary)
    }

    /// "shirt collar size 16": the garment in a part's name.
    private func garmentOfAPart(_ content: [PromptMention], _ vocabulary: Vocabulary) -> PromptMention? {
        for mention in content where mention.isBarePart && !mention.isNegated {
            guard let word = mention.words.split(separator: " ").first.map(String.init),
                let garment = vocabulary.meanings(of: [word][...])?.first(where: { $0.kind == "garment" })
            else { continue }
            let start = mention.range.lowerBound
            return PromptMention(
                range: start..<start + 1, words: word,
                written: mention.written.split(separator: " ").first.map(String.init) ?? word,
                meanings: [garment])
        }
        return nil
    }

    private func noGarment(
        words: [String], _ content: [PromptMention], _ unknown: [String]
    ) -> PromptError {
        let isCloth = content.contains { $0.meanings.contains { ["pattern", "material"].contains($0.kind) } }
        return .noGarment(
            words: words, suggestions: isCloth ? [] : english.suggestions(for: unknown),
            // Forms of other garments are less likely to be meant.
            garments: catalogs.garments.garments.filter { $0.like == nil }.map(\.name)
                + catalogs.garments.garments.filter { $0.like != nil }.map(\.name), isCloth: isCloth)
    }

    /// Puts words into their usual spelling and corrects typing mistakes. A correction adds a garment to another
    /// only where it can hardly be another word.
    private func correct(
        _ tokens: inout [PromptToken], of text: [Character], _ vocabulary: Vocabulary
    ) -> [PromptReading.Correction] {
        for index in tokens.indices { tokens[index].word = vocabulary.spelling(of: tokens[index].word) }
        var corrections: [PromptReading.Correction] = []
        var namesGarment = tokens.contains { vocabulary.namesGarment($0.word) }
        for index in tokens.indices {
            let word = tokens[index].word
            guard !vocabulary.contains(word), let read = vocabulary.correction(of: word) else { continue }
            if vocabulary.namesGarment(read.word) {
                if namesGarment, !Self.isClearly(word, read.word) { continue }
                namesGarment = true
            }
            corrections.append(
                PromptReading.Correction(
                    written: String(text[tokens[index].range]), read: read.word, others: read.others))
            tokens[index].word = read.word
        }
        return corrections
    }

    /// Whether a mistyped garment is hardly another word: it begins and ends alike, or has its letters swapped.
    private static func isClearly(_ word: String, _ read: String) -> Bool {
        word.sorted() == read.sorted()
            || word.count >= 6 && word.prefix(2) == read.prefix(2) && word.last == read.last
    }

    /// The phrases of the vocabulary, the longest at each place, the quantities, and the words outside of them.
    private func mentions(
        in tokens: [PromptToken], of text: [Character], _ vocabulary: Vocabulary, corrected: Set<String>
    ) -> (mentions: [PromptMention], unknown: [String]) {
        var mentions: [PromptMention] = []
        var unknown: [String] = []
        var index = 0
        let words = tokens.map(\.word)
        let quantities = QuantityReader(words: words, numbers: catalogs.garments.language.numbers)
        func written(_ range: Range<Int>) -> String { Self.written(range, tokens, of: text) }
        func add(_ range: Range<Int>, _ meanings: [PromptMeaning]) {
            var mention = PromptMention(
                range: range, words: words[range].joined(separator: " "), written: written(range),
                meanings: meanings)
            mention.pause = tokens[range.upperBound - 1].pause
            mention.isCorrected = words[range].contains { corrected.contains($0) }
            mention.implied = implied(words[range], meanings, vocabulary)
            mentions.append(mention)
        }
        var nouns: [Int: [PromptMeaning]] = [:]
        while index < tokens.count {
            if let meanings = nouns[index] {
                add(index..<index + 1, meanings)
                index += 1
                continue
            }
            let phrase = phrase(at: index, in: tokens, vocabulary)
            var range = index..<index + max(phrase?.length ?? 1, 1)
            if let phrase, phrase.length > 1 {
                add(range, phrase.meanings)
            } else if let found = quantities.quantity(at: index) {
                range = index..<index + found.count
                add(range, [.quantity(found.quantity)])
            } else if let phrase {
                add(range, phrase.meanings)
            } else if let number = Int(words[index]) {
                add(range, [.number(number)])
            } else if words[index].hasPrefix("#"), let colour = Self.hexColour(words[index]) {
                add(range, [.colour(colour)])
            } else if let (noun, meanings) = noun(after: index, in: tokens, vocabulary) {
                nouns[noun] = meanings
            } else if let lacking = lacking(words[index], vocabulary) {
                add(range, lacking)
                mentions[mentions.count - 1].isNegated = true
            } else {
                unknown.append(written(range))
            }
            index = range.upperBound
        }
        return (mentions, unknown)
    }

    /// The longest phrase at a place. A phrase does not reach over a comma or a full stop.
    private func phrase(
        at index: Int, in tokens: [PromptToken], _ vocabulary: Vocabulary
    ) -> (meanings: [PromptMeaning], length: Int)? {
        let most = min(vocabulary.longestPhrase, tokens.count - index)
        let end = tokens[index..<index + most].firstIndex { $0.pause != .none }.map { $0 + 1 } ?? index + most
        for length in stride(from: end - index, through: 1, by: -1) {
            let words = tokens[index..<index + length].map(\.word)
            if let meanings = vocabulary.meanings(of: words[...]) { return (meanings, length) }
        }
        return nil
    }

    /// "small white flowers" are small flowers: the place of the pattern that a word and colours stand before, and what it
    /// means together with the word.
    private func noun(
        after index: Int, in tokens: [PromptToken], _ vocabulary: Vocabulary
    ) -> (index: Int, meanings: [PromptMeaning])? {
        var next = index + 1
        while next < tokens.count, tokens[next - 1].pause == .none {
            if next > index + 1,
                let meanings = vocabulary.meanings(of: [tokens[index].word, tokens[next].word]),
                meanings.contains(where: { $0.kind == "pattern" })
            {
                return (next, meanings)
            }
            guard let phrase = phrase(at: next, in: tokens, vocabulary),
                phrase.meanings.contains(where: { $0.kind == "colour" || $0.kind == "modifier" })
            else { return nil }
            next += phrase.length
        }
        return nil
    }

    /// What the words before the noun say besides: "wool coat" is a coat, and of wool; "crewneck sweatshirt" has that neck.
    private func implied(
        _ words: ArraySlice<String>, _ meanings: [PromptMeaning], _ vocabulary: Vocabulary
    ) -> [PromptMeaning] {
        guard words.count > 1, meanings.contains(where: { $0.kind == "garment" }) else { return [] }
        let adjectives = vocabulary.meanings(of: words.dropLast()) ?? []
        return adjectives.filter { meaning in
            switch meaning {
            case .style, .material, .pattern: true
            default: false
            }
        }
    }

    /// "pocketless": a word that ends in "less", as what it lacks.
    private func lacking(_ word: String, _ vocabulary: Vocabulary) -> [PromptMeaning]? {
        guard word.hasSuffix("less"), word.count > 7 else { return nil }
        let stem = String(word.dropLast(4))
        return vocabulary.meanings(of: [stem][...]) ?? vocabulary.meanings(of: [stem + "s"][...])
    }

    /// `#rgb` and `#rrggbb` as `#rrggbb`.
    private static func hexColour(_ word: String) -> String? {
        let digits = word.dropFirst()
        guard digits.count == 3 else { return String(word) }
        return "#" + digits.map { "\($0)\($0)" }.joined()
    }

    /// The garment's form in the requested material: trousers of denim are jeans.
    private func materialForm(
        of template: GarmentTemplate, _ mentions: [PromptMention], _ partNouns: Set<String>
    ) -> GarmentTemplate {
        for (index, mention) in mentions.enumerated() where !mention.isNegated {
            for case .material(let material) in mention.meanings
            where PromptDraft.partNoun(after: index, in: mentions, nouns: partNouns) == nil {
                if let other = catalogs.garments.garments.first(where: {
                    $0.like == template.id && $0.forMaterial == material
                }) {
                    return other
                }
            }
        }
        return template
    }
}

/// The vocabularies of other languages, each made when it is first needed.
private final class ForeignVocabularies: Sendable {
    private let made = Mutex<[String: Vocabulary]>([:])

    func vocabulary(_ language: String, _ catalogs: DesignCatalogs) throws -> Vocabulary? {
        if let known = made.withLock({ $0[language] }) { return known }
        guard let words = try catalogs.words(in: language) else { return nil }
        let vocabulary = try Vocabulary(catalogs, foreign: words)
        made.withLock { $0[language] = vocabulary }
        return vocabulary
    }
}

extension PromptMention {
    /// Whether it can mean nothing but a garment.
    fileprivate var namesGarmentOnly: Bool {
        meanings.count == 1 && (garment() != nil || outfit() != nil)
    }

    /// Whether it is a bare part of a garment, such as "collar" or "pockets".
    var isBarePart: Bool {
        meanings.contains { meaning in
            switch meaning {
            case .detail, .sleeves, .part, .style(.collar, _), .style(.closure, _): true
            default: false
            }
        }
    }

    /// Whether it is a participle that stands before a noun: "ripped", "quilted", "hooded".
    var isParticiple: Bool { !words.contains(" ") && words.hasSuffix("ed") }

    /// Whether it says that something is not there: "sans col".
    var isAbsence: Bool {
        meanings.contains { if case .style(_, "none") = $0 { true } else { false } }
    }

    /// Whether it only says a colour.
    var isColouring: Bool { colour() != nil || meanings.contains { $0.kind == "modifier" } }
}
