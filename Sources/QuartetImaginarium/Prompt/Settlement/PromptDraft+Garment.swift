/// The garment's own words, its styles and its details.
extension PromptDraft {
    /// The garment itself, or a part of it: "a dress with a pleated skirt" takes the skirt's shape.
    mutating func settleGarment(_ id: String, _ mention: PromptMention) throws {
        let words = mention.written
        guard id != garment.id, id != garment.like, let other = catalogs.garments.garment(id),
            isInner(mention)
        else {
            colours.noteGarment()
            understand(words, "garment: \(garment.name)")
            try settleShape(of: mention)
            return try settleImplied(by: mention)
        }
        let part = other.family == .skirt ? "skirt" : other.parts.contains(.legs) ? "legs" : "bodice"
        let base = catalogs.garments.garments.first { $0.family == .skirt }
        let asked = mention.implied.compactMap { meaning -> String? in
            if case .style(.skirtShape, let id) = meaning { id } else { nil }
        }
        if other.family == .skirt, garment.family == .dress, other.id != base?.id || !asked.isEmpty,
            let shape = asked.first ?? other.defaults[.skirtShape]
        {
            try choose(.skirtShape, shape, words: words)
        } else {
            understand(words, "part of the \(garment.name)")
        }
        colours.notePart(
            part, isNoun: garment.canHave(part: part), isPlural: false, joiners: mention.joiners)
    }

    /// A garment's word that also means a shape: a turtleneck is a sweater with that neck, flares are trousers.
    private mutating func settleShape(of mention: PromptMention) throws {
        for meaning in mention.meanings {
            switch meaning {
            case .style(let attribute, let id)
            where garment.has(attribute) && garment.defaults[attribute] != id:
                try choose(attribute, id, words: mention.written)
            // "Blumenkleid", "Lederrock": one word for the garment and its cloth.
            case .pattern(let id, let variant) where language != "en" && reading.request.pattern == nil:
                try settlePattern(id, variant, mention, ofPart: nil)
            case .material(let id) where language != "en" && reading.request.material == nil:
                try settleMaterial(id, mention, ofPart: nil)
            case .detail(let kind) where language != "en" && garment.canHave(kind):
                settleDetail(kind, mention)
            default: continue
            }
        }
    }

    /// What the garment's words say besides, unless its name says it already, as that of a denim jacket does.
    private mutating func settleImplied(by mention: PromptMention) throws {
        let adjectives = mention.words.split(separator: " ").dropLast().joined(separator: " ")
        guard !garment.name.contains(adjectives) else { return }
        for meaning in mention.implied {
            switch meaning {
            case .style(let attribute, let id)
            where garment.has(attribute) && choices[attribute] == nil:
                try choose(attribute, id, words: mention.written)
            case .material(let id) where reading.request.material == nil && garment.forMaterial != id:
                try settleMaterial(id, mention, ofPart: nil)
            case .pattern(let id, let variant) where reading.request.pattern == nil:
                try settlePattern(id, variant, mention, ofPart: nil)
            default: continue
            }
        }
    }

    /// Whether a garment's words name a part of this garment.
    func isInner(_ mention: PromptMention) -> Bool {
        let last = PromptTokens.singular(mention.lastWord)
        return garment.innerWords.contains { PromptTokens.singular($0) == last }
    }

    mutating func settleStyle(_ attribute: StyleAttribute, _ id: String, _ mention: PromptMention) throws {
        // The bare word "collar" means the collar that the garment has.
        let own = garment.defaults[.collar]
        if attribute == .collar, mention.words == "collar", let own, own != "none", own != "hood" {
            understand(mention.written, "collar: \(own)")
        } else {
            try chooseStyle(attribute, id, mention)
        }
        // A bodycon dress is both slim and narrow in the skirt.
        for case .style(.skirtShape, let shape) in mention.meanings
        where attribute != .skirtShape && garment.has(.skirtShape) {
            try choose(.skirtShape, shape, words: mention.written)
        }
        switch attribute {
        case .collar:
            notePart(id == "hood" ? "hood" : mention.words.contains("lapel") ? "lapels" : "collar", mention)
        case .closure: notePart(id.contains("zip") ? "zip" : "buttons", mention)
        case .neckline where id == "straps": notePart("straps", mention)
        default: colours.noteOther()
        }
    }

    /// Chooses a style; the bare word "buttons" says nothing against a placket or two rows of them.
    private mutating func chooseStyle(_ attribute: StyleAttribute, _ id: String, _ mention: PromptMention)
        throws
    {
        let isBare = attribute == .closure && id == "buttons" && mention.words.hasPrefix("button")
        let buttoned: Set<String> = ["buttons", "double-breasted", "placket"]
        if isBare, choices[.closure]?.contains(where: { buttoned.contains($0.id) }) == true {
            return understand(mention.written, "buttons")
        }
        if attribute == .closure, buttoned.contains(id),
            let before = choices[.closure]?.first, before.id == "buttons",
            before.words.lowercased().hasPrefix("button")
        {
            choices[.closure] = nil
        }
        // "open front, button down": worn open, and drawn closed.
        if attribute == .closure, let before = choices[.closure]?.first, before.id != id,
            before.id == "open" || id == "open"
        {
            setAside(id == "open" ? mention.written : before.words, "drawn closed, with what closes it")
            guard before.id == "open" else { return }
            reading.understood.removeAll { $0.words == before.words }
            choices[.closure] = nil
        }
        try choose(attribute, id, words: mention.written)
    }

    /// "a vest with sleeves" has short ones where it would have none.
    mutating func settleSleeves(_ mention: PromptMention) throws {
        if garment.defaults[.sleeveLength] == "none", choices[.sleeveLength] == nil {
            try choose(.sleeveLength, "short", words: mention.written)
        } else {
            understand(mention.written, "sleeves")
        }
        notePart("sleeves", mention)
    }

    mutating func settleDetail(_ kind: DetailKind, _ mention: PromptMention) {
        let kind = garment.own(kind)
        if !reading.request.details.contains(kind) { reading.request.details.append(kind) }
        understand(mention.written, "detail: \(kind.title)")
        notePart(kind.colouredPart, mention)
    }
}
