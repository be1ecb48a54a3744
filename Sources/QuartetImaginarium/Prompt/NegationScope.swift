/// Which phrases a negation applies to.
///
/// A negation reaches over adjectives to the noun that they stand before: "no red stripes" leaves out stripes, and red.
/// "or" and "nor" carry it on, "and" only to another thing of the same kind ("without collar and cuffs"), and so does a
/// comma in a list that ends in "or" ("no collar, cuffs or pockets"). A full stop, a colon, "with" and "but" end it.
struct NegationScope {
    private var isOpen = false
    /// Whether the noun has been reached: what follows is wanted again unless it is joined.
    private var hasHead = false
    /// The kind of what was negated last.
    private var kind = ""
    private var afterJoiner = false
    /// "except a navy collar" wants that collar; "except blue" does not want blue.
    private var isException = false

    /// Marks the negated phrases. Negations become small words.
    static func mark(_ mentions: inout [PromptMention]) {
        var scope = NegationScope()
        for index in mentions.indices { scope.read(index, &mentions) }
    }

    private mutating func read(_ index: Int, _ mentions: inout [PromptMention]) {
        let mention = mentions[index]
        if mention.meanings.contains(.negation) {
            mentions[index].meanings = [.stop]
            // "stripe-free", "free of stripes" is another phrase.
            if Self.trailing.contains(mention.words) {
                if index > 0, !mentions[index - 1].isStop { mentions[index - 1].isNegated = true }
                return
            }
            (isOpen, hasHead, kind, afterJoiner) = (true, false, "", false)
            isException = Self.exceptions.contains(mention.words)
        } else if mention.isStop {
            join(mention, next: index + 1 < mentions.count ? mentions[index + 1] : nil)
        } else {
            readPhrase(index, &mentions)
        }
        pause(mention, index, mentions)
    }

    private mutating func readPhrase(_ index: Int, _ mentions: inout [PromptMention]) {
        guard isOpen else { return }
        let mention = mentions[index]
        if hasHead, !afterJoiner {
            isOpen = false
            return
        }
        afterJoiner = false
        let next = index + 1 < mentions.count ? mentions[index + 1] : nil
        let isBefore =
            next.map { !$0.isStop && $0.range.lowerBound == mention.range.upperBound && $0.canBeHead }
            ?? false
        let isAdjective = isBefore && mention.pause == .none
        if isException, kind.isEmpty, isAdjective, next?.isBarePart == true {
            isOpen = false
            return
        }
        // "not a red dress" wants a dress; "not a dress but a skirt" does not.
        if mention.garment() != nil, !kind.isEmpty, !hasHead {
            isOpen = false
            return
        }
        mentions[index].isNegated = true
        kind = mention.meanings.first?.kind ?? ""
        hasHead = !isAdjective
    }

    private mutating func join(_ mention: PromptMention, next: PromptMention?) {
        guard isOpen else { return }
        switch mention.words {
        case "or", "nor", "oder", "noch", "ni", "ou": afterJoiner = hasHead
        case "and", "und", "et":
            let isSame = next.map { !$0.isStop && $0.meanings.contains { $0.kind == kind } } ?? false
            if hasHead, isSame || next?.isBarePart == true {
                afterJoiner = true
            } else if hasHead {
                isOpen = false
            }
        // "avoid anything in brown"
        case "in" where kind.isEmpty: break
        case "with", "but", "in", "just", "only", "more", "instead", "mit", "aber", "avec", "mais":
            isOpen = false
        default: break
        }
    }

    private mutating func pause(_ mention: PromptMention, _ index: Int, _ mentions: [PromptMention]) {
        guard isOpen else { return }
        switch mention.pause {
        case .none: break
        case .stop: isOpen = false
        case .comma:
            guard hasHead else { return }
            // "no collar, cuffs or pockets": the list goes on to its "or".
            let rest = mentions[(index + 1)...]
            let list = rest.prefix {
                $0.isStop
                    ? ["or", "nor"].contains($0.words)
                    : $0.meanings.contains { $0.kind == kind } || $0.isBarePart
            }
            if list.contains(where: \.isStop) { afterJoiner = true } else { isOpen = false }
        }
    }

    private static let exceptions: Set<String> = [
        "except", "except for", "excepting", "apart from", "other than", "but not",
    ]
    /// Negations that stand behind what they negate.
    private static let trailing: Set<String> = ["free"]
}

extension PromptMention {
    /// Whether adjectives may stand before it: a garment, a part, a pattern, a detail.
    fileprivate var canBeHead: Bool {
        meanings.contains { meaning in
            switch meaning {
            case .garment, .outfit, .detail, .sleeves, .part, .pattern, .style(.collar, _),
                .style(.closure, _),
                .style(.neckline, _), .style(.sleeveShape, _):
                true
            default: false
            }
        }
    }
}
