import QuartetCatalogs

/// Settles what each phrase means for the garment, refuses contradictions and writes the request.
struct PromptSettlement {
    let catalogues: DesignCatalogues
    let garment: GarmentTemplate
    private(set) var reading: PromptReading
    /// Known words that turned out to mean nothing here.
    private(set) var unknown: [String] = []
    /// The words behind each settled choice, for the text of a contradiction.
    private var spoken: [StyleAttribute: [(id: String, words: String)]] = [:]
    private var patternWords: String?
    private var colours = ColourReader()

    init(catalogues: DesignCatalogues, garment: GarmentTemplate, prompt: String) {
        self.catalogues = catalogues
        self.garment = garment
        self.reading = PromptReading(request: DesignRequest(prompt: prompt, garment: garment.id))
    }

    mutating func read(_ mentions: [PromptMention]) throws {
        let content = mentions.filter { !$0.isStop }
        var index = 0
        while index < content.count {
            let mention = content[index]
            let next = index + 1 < content.count ? content[index + 1] : nil
            if let joined = joinedSleeves(mention, next) {
                try settle(joined.attribute, joined.id, words: joined.words)
                index += joined.isNextUsed ? 2 : 1
                continue
            }
            if mention.isNegated {
                negate(mention)
            } else {
                try settle(mention, next: next)
            }
            index += 1
        }
        reading.request.colours = colours.finish(catalogues.colours)
        try refuseOddities()
    }

    /// "long puffed sleeves", "short sleeves": a length before sleeves is the sleeves' length.
    private func joinedSleeves(
        _ mention: PromptMention, _ next: PromptMention?
    ) -> (attribute: StyleAttribute, id: String, words: String, isNextUsed: Bool)? {
        guard let next, garment.has(.sleeveLength), !mention.isNegated,
            next.range.lowerBound - mention.range.upperBound <= 1
        else { return nil }
        let isSleeves = next.meanings.contains { meaning in
            if case .style(.sleeveShape, _) = meaning { return next.words.contains("sleeve") }
            return meaning == .sleeves
        }
        guard isSleeves else { return nil }
        for value in catalogues.garments.styles[.sleeveLength] ?? [] {
            if value.entry.list("adjectives").contains(mention.words) {
                let bare = next.meanings.contains(.sleeves)
                let words = bare ? mention.words + " " + next.words : mention.words
                return (.sleeveLength, value.id, words, bare)
            }
        }
        return nil
    }

    private mutating func settle(_ mention: PromptMention, next: PromptMention?) throws {
        switch applicable(mention) {
        case .garment(let id):
            try settleGarment(id, mention.words)
        case .style(let attribute, let id):
            try settle(attribute, id, words: mention.words)
            switch attribute {
            case .collar: colours.notePart("collar")
            case .closure: colours.notePart(id.contains("zip") ? "zip" : "buttons")
            default: colours.notePart(nil)
            }
        case .detail(let kind):
            let kind = kind == .pockets ? garment.pockets ?? kind : kind
            if !reading.request.details.contains(kind) { reading.request.details.append(kind) }
            understand(mention.words, "detail: \(kind.title)")
            colours.notePart(kind.title)
        case .sleeves:
            if garment.defaults[.sleeveLength] == "none", spoken[.sleeveLength] == nil {
                try settle(.sleeveLength, "short", words: mention.words)
            } else {
                understand(mention.words, "sleeves")
            }
            colours.notePart("sleeves")
        case .pattern(let id, let variant):
            try settlePattern(id, variant, mention.words)
        case .material(let id):
            reading.request.material = id
            understand(mention.words, "material: \(id)")
        case .colour(let name):
            colours.add(name, words: mention.words)
            understand(mention.words, "colour: \(name)")
        case .modifier(let id):
            if let next, !next.isNegated, next.colour() != nil || next.meanings.contains(where: \.isModifier)
            {
                colours.add(modifier: id, words: mention.words)
            } else {
                reading.unused.append(
                    PromptReading.Unused(words: mention.words, reason: "no colour follows it"))
            }
        case .palette(let id):
            reading.request.palette = id
            understand(mention.words, "palette: \(id)")
        case .number(let number):
            try settleNumber(number, mention.words, next)
        case .negation, .stop: break
        case nil:
            reading.unused.append(
                PromptReading.Unused(words: mention.words, reason: "does not apply to a \(garment.name)"))
        }
    }

    /// The garment itself, or a part of it: "a dress with a pleated skirt" takes over the skirt's shape.
    private mutating func settleGarment(_ id: String, _ words: String) throws {
        colours.noteGarment()
        if id != garment.id, let other = catalogues.garments.garment(id), other.family == .skirt,
            garment.family == .dress
        {
            let base = catalogues.garments.garments.first { $0.family == .skirt }
            if let shape = other.defaults[.skirtShape], other.id != base?.id {
                return try settle(.skirtShape, shape, words: words)
            }
            return understand(words, "part of the \(garment.name)")
        }
        understand(words, "garment: \(garment.name)")
    }

    private mutating func settle(_ attribute: StyleAttribute, _ id: String, words: String) throws {
        spoken[attribute, default: []].append((id, words))
        let all = spoken[attribute] ?? []
        if let other = all.first(where: { $0.id != id }) {
            // "a long maxi dress" says one thing twice; the later word is the more exact one.
            guard attribute == .length, side(other.id) == side(id) else {
                throw PromptError.contradiction(about: attribute.title, words: [other.words, words])
            }
        }
        reading.request.styles[attribute] = id
        understand(words, "\(attribute.title): \(id)")
    }

    private func side(_ length: String) -> String? {
        catalogues.garments.style(.length, length)?.entry.attributes["side"]
    }

    private mutating func settlePattern(_ id: String, _ variant: String?, _ words: String) throws {
        let plain = catalogues.fabrics.defaultPattern.id
        // "a floral print", "a patterned shirt": the general word gives way to the exact one.
        let isVague = ["print", "printed", "patterned", "graphic"].contains(words)
        if let previous = reading.request.pattern, previous != id, let before = patternWords {
            if previous == plain || id == plain {
                throw PromptError.contradiction(about: "pattern", words: [before, words])
            }
            if isVague { return understand(words, "pattern") }
            if !["print", "printed", "patterned", "graphic"].contains(before) {
                reading.unused.append(
                    PromptReading.Unused(words: words, reason: "the pattern is already \(previous)"))
                return
            }
        }
        reading.request.pattern = id
        if variant != nil || reading.request.patternVariant == nil {
            reading.request.patternVariant = variant
        }
        patternWords = words
        understand(words, "pattern: \(id)" + (variant.map { " (\($0))" } ?? ""))
        colours.notePattern()
    }

    private mutating func settleNumber(_ number: Int, _ words: String, _ next: PromptMention?) throws {
        if let next, next.meanings.contains(where: \.isCountable) {
            understand(words, "number of \(next.words)")
            return
        }
        guard reading.request.count == nil else {
            unknown.append(words)
            return
        }
        guard number >= 1, number <= PromptReader.countLimit else {
            throw PromptError.tooMany(found: number, limit: PromptReader.countLimit)
        }
        reading.request.count = number
        understand(words, "designs: \(number)")
    }

    /// The likeliest meaning that makes sense for the garment.
    private func applicable(_ mention: PromptMention) -> PromptMeaning? {
        mention.meanings.first { meaning in
            guard case .style(let attribute, let id) = meaning else { return true }
            guard garment.has(attribute) else { return false }
            guard attribute == .length else { return true }
            return catalogues.garments.style(.length, id).flatMap {
                catalogues.garments.drop(of: $0, for: garment.family)
            } != nil
        }
    }

    private mutating func negate(_ mention: PromptMention) {
        let words = "no " + mention.words
        for meaning in mention.meanings {
            switch meaning {
            case .sleeves, .style(.sleeveLength, _):
                reading.request.styles[.sleeveLength] = "none"
                spoken[.sleeveLength, default: []].append(("none", words))
                return understand(words, "sleeve length: none")
            case .style(.collar, _):
                reading.request.styles[.collar] = "none"
                spoken[.collar, default: []].append(("none", words))
                return understand(words, "collar: none")
            case .style(.closure, _):
                reading.request.styles[.closure] = "none"
                return understand(words, "closure: none")
            case .pattern:
                reading.request.pattern = catalogues.fabrics.defaultPattern.id
                return understand(words, "pattern: plain")
            case .detail(let kind):
                var kinds = [kind]
                if kind == .pockets {
                    kinds += DetailKind.allCases.filter { $0.rawValue.contains("pocket") }
                }
                reading.request.absentDetails += kinds
                return understand(words, "without \(kind.title)")
            default: continue
            }
        }
        reading.unused.append(PromptReading.Unused(words: words, reason: "nothing to leave out"))
    }

    private func refuseOddities() throws {
        if let none = spoken[.sleeveLength]?.first(where: { $0.id == "none" }) {
            let others = (spoken[.sleeveLength] ?? []) + (spoken[.sleeveShape] ?? [])
            if let other = others.first(where: { $0.id != "none" }) {
                throw PromptError.contradiction(about: "sleeves", words: [none.words, other.words])
            }
        }
        if let none = spoken[.collar]?.first(where: { $0.id == "none" }),
            let other = spoken[.collar]?.first(where: { $0.id != "none" })
        {
            throw PromptError.contradiction(about: "collar", words: [none.words, other.words])
        }
        if let bare = spoken[.neckline]?.first(where: { $0.id == "strapless" }),
            let sleeves = spoken[.sleeveLength]?.first(where: { $0.id != "none" })
        {
            throw PromptError.contradiction(about: "neckline", words: [bare.words, sleeves.words])
        }
    }

    private mutating func understand(_ words: String, _ meaning: String) {
        reading.understood.append(PromptReading.Understanding(words: words, meaning: meaning))
    }
}

extension PromptMeaning {
    var isModifier: Bool { if case .modifier = self { true } else { false } }

    /// Things that a garment has several of, so that a number before them does not count designs.
    var isCountable: Bool {
        switch self {
        case .detail, .style(.closure, _), .style(.skirtShape, _), .sleeves: true
        default: false
        }
    }
}
