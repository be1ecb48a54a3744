import QuartetCatalogs

/// A prompt on its way to a request: what has been settled, and the words behind it that later rules need.
struct PromptDraft {
    /// The words of what a design has one of each: its pattern and its material.
    struct ClothWords {
        /// The pattern's words, as written and as read.
        var pattern: (written: String, words: String)?
        /// The material's words, and the token behind them.
        var material: (written: String, end: Int)?
        /// Patterns to leave out.
        var absentPatterns: [(id: String, words: String, written: String)] = []
    }

    let catalogs: DesignCatalogs
    let garment: GarmentTemplate
    /// The phrases with a meaning, in the prompt's order.
    let mentions: [PromptMention]
    /// The words that name the garment, as written.
    let garmentWords: String
    /// Whether some phrase names a garment and can mean nothing else.
    let isClearlyNamed: Bool
    /// The part that the phrase before named: "a collar in black velvet".
    var partBefore: String?
    /// The meaning that is being settled.
    var settling: PromptMeaning?
    /// The share of fibres whose material is still to come.
    var openShare: Double?
    /// The phrases of fibres whose share is known.
    var sharedFibres: Set<Int> = []

    /// Nouns for parts of a garment, in the prompt's language.
    let partNouns: Set<String>
    let language: String

    /// The result.
    var reading: PromptReading
    /// The words behind each choice of style, for the text of a contradiction.
    var choices: [StyleAttribute: [(id: String, words: String)]] = [:]
    var cloth = ClothWords()
    var colours = ColourReader()

    /// - Parameters:
    ///   - mentions: the garment's phrases with a meaning, each with the small words before it.
    ///   - reading: the garment.
    init(
        catalogs: DesignCatalogs, garment: GarmentTemplate, mentions: [PromptMention], partNouns: Set<String>,
        language: String, reading: PromptReading
    ) {
        self.catalogs = catalogs
        self.garment = garment
        (self.partNouns, self.language, self.reading) = (partNouns, language, reading)
        self.mentions = mentions
        let named = mentions.filter { !$0.isNegated && $0.garment() != nil }
        garmentWords =
            named.first { $0.garment() == garment.id || $0.garment() == garment.like }?.written
            ?? garment.name
        isClearlyNamed = named.contains { $0.meanings.count == 1 }
    }

    /// The phrases with a meaning, each with the small words before it.
    static func content(of mentions: [PromptMention]) -> [PromptMention] {
        var content: [PromptMention] = []
        var joiners: [String] = []
        for var mention in mentions {
            if mention.isStop {
                joiners.append(mention.words)
            } else {
                mention.joiners = joiners
                content.append(mention)
                joiners = []
            }
        }
        if let last = content.indices.last { content[last].trailers = joiners }
        return content
    }

    /// Records a phrase that does not apply, and why.
    mutating func setAside(_ words: String, _ reason: String) {
        reading.unused.append(PromptReading.Unused(words: words, reason: reason))
    }

    /// Records the meaning of a phrase.
    mutating func understand(_ words: String, _ meaning: String) {
        let mention = mentions.first { $0.written == words }
        let isAmbiguous = Set(mention?.meanings.map(\.kind) ?? []).count > 1
        let tagged = settling.flatMap { mention?.kinds?[$0].rounded(toPlaces: 3) }
        let confidence = (mention?.isCorrected == true ? 0.8 : 1) * (tagged ?? (isAmbiguous ? 0.85 : 1))
        reading.understood.append(
            PromptReading.Understanding(words: words, meaning: meaning, confidence: confidence))
    }

    /// Settles an attribute; throws ``PromptError/contradiction(about:words:)`` for a second, other value.
    mutating func choose(_ attribute: StyleAttribute, _ id: String, words: String) throws {
        if let other = choices[attribute]?.first(where: { $0.id != id }) {
            // "a long maxi dress" names one length twice; the later word is the more exact one.
            guard attribute == .length, side(other.id) == side(id) else {
                throw PromptError.contradiction(about: attribute.title, words: [other.words, words])
            }
        }
        choices[attribute, default: []].append((id, words))
        reading.request.styles[attribute] = id
        understand(words, "\(attribute.title): \(id)")
    }

    private func side(_ length: String) -> String? {
        catalogs.garments.style(.length, length)?.entry.attributes["side"]
    }
}
