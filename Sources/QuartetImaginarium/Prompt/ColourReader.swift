import QuartetImaging

/// Collects the prompt's colours and gives each a role according to its neighbours.
struct ColourReader {
    private struct Pending {
        let name: String
        let words: String
        let modifiers: [String]
        /// Whether it follows the garment's name.
        let isAfterGarment: Bool
        var part: String?
        var isFigure = false
    }

    private var pending: [Pending] = []
    private var modifiers: [(id: String, words: String)] = []
    /// The small words before the modifiers.
    private var modifierJoiners: [String] = []
    /// Number of colours directly before the next phrase.
    private var fresh = 0
    private var patternColours = 0
    private var garmentIsNamed = false
    /// The part named by the previous phrase, and the colour that it got.
    private var lastPart: (name: String, colour: Int?)?

    mutating func add(modifier: String, words: String, joiners: [String]) {
        modifiers.append((modifier, words))
        modifierJoiners += joiners
    }

    /// A colour: a name of the catalog or `#rrggbb`.
    mutating func add(_ name: String, words: String, joiners: [String]) {
        let all = (modifiers.map(\.words) + [words]).joined(separator: " ")
        var item = Pending(
            name: name, words: all, modifiers: modifiers.map(\.id), isAfterGarment: garmentIsNamed)
        modifiers = []
        let isSaid = (joiners + modifierJoiners).contains { ["is", "are", "be"].contains($0) }
        modifierJoiners = []
        // "a blue dress with the collar in white", "whose collar is dark green"
        if let part = lastPart, part.colour == nil, joiners.contains("in"), hasMain || isSaid {
            item.part = part.name
        } else {
            fresh += 1
        }
        lastPart = nil
        pending.append(item)
    }

    /// A part of the garment was named. One colour directly before a noun applies to the part: "a shirt with black
    /// sleeves". Before an adjective it applies to the garment: "a red long-sleeved shirt". "white collar and cuffs"
    /// applies to both.
    mutating func notePart(_ part: String?, isNoun: Bool, isPlural: Bool, joiners: [String]) {
        defer { fresh = 0 }
        let before = lastPart
        lastPart = nil
        guard let part, isNoun else { return }
        // "in black, red zips": of several colours the last is the part's.
        if fresh >= 1, !joiners.contains("and"), garmentIsNamed || isPlural || pending.count > 1 {
            pending[pending.count - 1].part = part
            lastPart = (part, pending.count - 1)
        } else if fresh == 0, joiners.contains("and"), let colour = before?.colour {
            pending.append(pending[colour])
            pending[pending.count - 1].part = part
            lastPart = (part, pending.count - 1)
        } else {
            lastPart = (part, nil)
        }
    }

    /// A pattern was named: the colours directly before it belong to the pattern. "a skirt with red dots" leaves the
    /// ground open.
    mutating func notePattern() {
        patternColours = fresh
        if fresh == 1, let last = pending.last, last.isAfterGarment {
            pending[pending.count - 1].isFigure = true
        }
        fresh = 0
        lastPart = nil
    }

    /// The garment was named: "a red striped white shirt" is white.
    mutating func noteGarment() {
        if fresh == 1, patternColours >= 1, pending.count > 1 {
            pending.insert(pending.removeLast(), at: 0)
        }
        garmentIsNamed = true
        fresh = 0
        patternColours = 0
        lastPart = nil
    }

    /// A material was named: "a red cotton shirt with blue denim sleeves" keeps its colours.
    mutating func noteMaterial() { lastPart = nil }

    /// The last colour was that of something else.
    mutating func dropLast() {
        pending.removeLast()
        fresh = max(fresh - 1, 0)
        lastPart = nil
    }

    /// Any other phrase.
    mutating func noteOther() {
        fresh = 0
        lastPart = nil
    }

    /// A comma: the colours before it are not those of the next part.
    mutating func pause() { fresh = 0 }

    /// Small words that separate a colour from what follows: "a dress in blue with stripes".
    mutating func pass(_ joiners: [String]) {
        let parting = ["with", "has", "have", "having", "plus", "featuring", "but"]
        if joiners.contains(where: parting.contains) { fresh = 0 }
    }

    private var hasMain: Bool { pending.contains { $0.part == nil && !$0.isFigure } }

    /// The colours in order; the first that belongs neither to a part nor to the figures is the main one.
    func finish(_ catalog: ColourCatalog) -> [RequestedColour] {
        var hasMain = false
        var seen: Set<String> = []
        var colours: [RequestedColour] = []
        for item in pending {
            guard var colour = catalog.named(item.name)?.colour ?? Colour(hex: item.name) else { continue }
            for id in item.modifiers {
                if let modifier = catalog.modifiers.first(where: { $0.id == id }) {
                    colour = modifier.apply(to: colour)
                }
            }
            var role: ColourRole = item.part == nil ? .second : .accent
            if role == .second, !item.isFigure, !hasMain {
                role = .main
                hasMain = true
            }
            guard seen.insert("\(item.words) \(item.part ?? "")").inserted else { continue }
            colours.append(RequestedColour(name: item.words, hex: colour.hex, role: role, part: item.part))
        }
        return colours
    }
}
