/// Tags the phrases of a wish.
struct WishTags {
    /// A phrase of the catalogs, or words that follow one another outside of them.
    private struct Unit {
        let words: String
        let kind: WishKind
        let confidence: Double
        let isKnown: Bool
        let isOfPart: Bool
        /// Whether it names a part that may have a cloth of its own.
        let isPart: Bool
    }

    private var units: [Unit] = []

    /// - Parameters:
    ///   - kinds: of each word.
    ///   - written: the words of a range as written.
    init(
        _ mentions: [PromptMention], _ kinds: [KindProbabilities], partNouns: Set<String>,
        written: (Range<Int>) -> String
    ) {
        var index = 0
        for mention in mentions.map(Optional.some) + [nil] {
            let end = mention?.range.lowerBound ?? kinds.count
            while index < end { addUnknown(from: &index, to: end, kinds, partNouns, written) }
            guard let mention else { break }
            add(mention, KindProbabilities(mean: kinds[mention.range]), partNouns)
            index = mention.range.upperBound
        }
    }

    var tags: [WishTag] {
        units.indices.map { index in
            let unit = units[index]
            return WishTag(
                words: unit.words, kind: unit.kind, part: unit.isOfPart ? part(near: index) : nil,
                confidence: unit.confidence.rounded(toPlaces: 3), isKnown: unit.isKnown)
        }
    }

    /// The next part, over its adjectives, or else the one before.
    private func part(near index: Int) -> String? {
        let next = units[(index + 1)...].first { !$0.kind.isCloth }
        if let next, next.isPart { return next.words }
        let before = units[..<index].last { !$0.kind.isCloth }
        return before?.isPart == true ? before?.words : nil
    }

    /// The catalogs say what their words are; the tagger decides between several kinds.
    private mutating func add(
        _ mention: PromptMention, _ kinds: KindProbabilities, _ partNouns: Set<String>
    ) {
        guard !mention.isStop else { return }
        let chosen = kinds.clearChoice(among: mention.meanings) ?? mention.meanings.first
        if let meaning = chosen, let kind = WishKind(meaning) {
            add(mention.written, kind, kinds[meaning], kinds, partNouns, mention)
        } else if mention.meanings.contains(where: \.isAside), let best = kinds.best {
            add(mention.written, best.kind, best.probability, kinds, partNouns, mention)
        }
    }

    private mutating func addUnknown(
        from index: inout Int, to end: Int, _ kinds: [KindProbabilities], _ partNouns: Set<String>,
        _ written: (Range<Int>) -> String
    ) {
        let start = index
        let kind = kinds[start].best?.kind
        while index < end, kinds[index].best?.kind == kind { index += 1 }
        guard let kind else { return }
        let mean = KindProbabilities(mean: kinds[start..<index])
        add(written(start..<index), kind, mean[kind], mean, partNouns, nil)
    }

    private mutating func add(
        _ words: String, _ kind: WishKind, _ confidence: Double, _ kinds: KindProbabilities,
        _ partNouns: Set<String>, _ mention: PromptMention?
    ) {
        let isPartNoun = mention.map { partNouns.contains($0.lastWord) } ?? false
        units.append(
            Unit(
                words: words, kind: kind, confidence: confidence, isKnown: mention != nil,
                isOfPart: kind.isCloth && kinds.isOfPart(kind),
                isPart: [.part, .collar, .sleeves, .closure].contains(kind) || isPartNoun))
    }
}

extension PromptMeaning {
    fileprivate var isAside: Bool { if case .aside = self { true } else { false } }
}

extension Double {
    func rounded(toPlaces places: Int) -> Double {
        let scale = (0..<places).reduce(1.0) { scale, _ in 10 * scale }
        return (self * scale).rounded() / scale
    }
}
