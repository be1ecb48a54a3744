internal import QuartetCatalogs

/// What a prompt does not want.
extension PromptDraft {
    mutating func negate(_ mention: PromptMention, _ next: PromptMention?) {
        let words = "no " + mention.written
        for meaning in mention.meanings {
            switch meaning {
            case .garment where mention.meanings.count == 1: return understand(words, "not this garment")
            case .style(.sleeveLength, let id) where id != "none" && !mention.words.hasPrefix("sleeve"):
                return avoid(.sleeveLength, [id], words)
            case .sleeves, .style(.sleeveLength, _): return chooseNone(.sleeveLength, words)
            case .style(.length, let id): return avoidLength(id, mention, next, words)
            case .style(.collar, _): return chooseNone(.collar, words)
            case .style(.closure, let id):
                if reading.request.styles[.closure] != "open" { reading.request.styles[.closure] = "none" }
                note { $0.styles[.closure, default: []].append(id) }
                return understand(words, "closure: none")
            case .style(let attribute, let id) where garment.has(attribute):
                return avoid(attribute, [id], words)
            case .pattern(let id, _):
                cloth.absentPatterns.append((id, mention.words, words))
                note { $0.patterns.append(id) }
                return understand(words, "without \(id) cloth")
            case .material(let id):
                // "nothing shiny" is no satin, and no silk either.
                let isLook = ["shiny", "glossy", "satiny", "shimmery", "shimmering", "metallic"].contains(
                    mention.words)
                let materials =
                    isLook ? catalogs.fabrics.materials.filter { $0.sheen >= 0.45 }.map(\.id) : [id]
                note { $0.materials += materials }
                let trims = DetailKind.allCases.filter { $0.rawValue == mention.words + "-trim" }
                reading.request.absentDetails += trims.filter(garment.canHave)
                return understand(words, "without \(isLook ? "shiny cloth" : id)")
            case .colour(let name):
                note { $0.colours.append(name) }
                return understand(words, "without \(name)")
            case .modifier: return understand(words, "with the colour behind it")
            case .detail(let kind) where garment.canHave(garment.own(kind)):
                let own = garment.own(kind)
                var kinds = own == kind ? [kind] : [kind, own]
                if kind == .pockets {
                    kinds += DetailKind.allCases.filter { $0.rawValue.contains("pocket") && $0 != .pockets }
                }
                reading.request.absentDetails += kinds.filter { !reading.request.absentDetails.contains($0) }
                return understand(words, "without \(kind.title)")
            case .aside: return understand(words, "left out")
            default: continue
            }
        }
        setAside(words, "nothing to leave out")
    }

    /// "not too short" leaves out all short lengths; before sleeves it is theirs.
    private mutating func avoidLength(
        _ id: String, _ mention: PromptMention, _ next: PromptMention?, _ words: String
    ) {
        if let next, next.meanings.contains(.sleeves),
            next.isNegated || next.range.lowerBound == mention.range.upperBound
        {
            let lengths = catalogs.garments.styles[.sleeveLength]?.filter {
                $0.entry.list("adjectives").contains(mention.words)
            }
            return avoid(.sleeveLength, lengths?.map(\.id) ?? [], words)
        }
        let side = catalogs.garments.style(.length, id)?.entry.attributes["side"]
        let isVague = ["short", "long"].contains(mention.words)
        let lengths = (catalogs.garments.styles[.length] ?? []).filter {
            $0.id == id || isVague && $0.entry.attributes["side"] == side
        }
        avoid(.length, lengths.map(\.id), words)
    }

    private mutating func avoid(_ attribute: StyleAttribute, _ ids: [String], _ words: String) {
        note { $0.styles[attribute, default: []] += ids }
        understand(words, "not \(attribute.title): \(ids.joined(separator: ", "))")
    }

    private mutating func note(_ change: (inout Avoided) -> Void) {
        var avoided = reading.request.avoided ?? Avoided()
        change(&avoided)
        reading.request.avoided = avoided
    }

    /// Chooses no value; a contradiction to another value is refused later, when all phrases have been read.
    private mutating func chooseNone(_ attribute: StyleAttribute, _ words: String) {
        reading.request.styles[attribute] = "none"
        choices[attribute, default: []].append(("none", words))
        understand(words, "\(attribute.title): none")
    }
}

extension PromptRule {
    /// "a knee-length dress, not too short": what is avoided and wanted at once is a contradiction.
    static let wantedOrAvoided = PromptRule("wanted or avoided") { draft in
        guard let avoided = draft.reading.request.avoided else { return }
        for (attribute, ids) in avoided.styles {
            if let choice = draft.choices[attribute]?.first(where: { ids.contains($0.id) }) {
                throw PromptError.contradiction(
                    about: attribute.title, words: [choice.words, "no " + choice.id])
            }
        }
        if let material = draft.reading.request.material, avoided.materials.contains(material) {
            throw PromptError.contradiction(
                about: "material", words: [draft.cloth.material?.written ?? material, "no " + material])
        }
        for colour in draft.reading.request.colours
        where avoided.colours.contains(colour.name) {
            throw PromptError.contradiction(about: "colour", words: [colour.name, "no " + colour.name])
        }
    }
}
