import QuartetImaging

/// Gathers the prompt's colours and gives each its role by what stands beside it.
struct ColourReader {
    private struct Pending {
        let name: String
        let words: String
        let modifiers: [String]
        var role: ColourRole
        var part: String?
    }

    private var pending: [Pending] = []
    private var modifiers: [(id: String, words: String)] = []
    /// How many colours stand directly before the word that is read next.
    private var fresh = 0
    private var patternColours = 0

    mutating func add(modifier: String, words: String) {
        modifiers.append((modifier, words))
    }

    mutating func add(_ name: String, words: String) {
        let all = (modifiers.map(\.words) + [words]).joined(separator: " ")
        pending.append(Pending(name: name, words: all, modifiers: modifiers.map(\.id), role: .second))
        modifiers = []
        fresh += 1
    }

    /// A part of the garment was named: one colour directly before it is the part's colour.
    mutating func notePart(_ part: String?) {
        if let part, fresh == 1, pending.count > 1 {
            pending[pending.count - 1].role = .accent
            pending[pending.count - 1].part = part
        }
        fresh = 0
    }

    /// A pattern was named: the colours directly before it belong to the pattern.
    mutating func notePattern() {
        patternColours = fresh
        fresh = 0
    }

    /// The garment was named: "a red striped white shirt" is white.
    mutating func noteGarment() {
        if fresh == 1, patternColours >= 1, pending.count > 1 {
            pending.insert(pending.removeLast(), at: 0)
        }
        fresh = 0
        patternColours = 0
    }

    /// The colours in order; the first that is no part's colour is the main one.
    func finish(_ catalogue: ColourCatalogue) -> [RequestedColour] {
        var hasMain = false
        var seen: Set<String> = []
        var colours: [RequestedColour] = []
        for item in pending {
            guard var colour = catalogue.named(item.name)?.colour else { continue }
            for id in item.modifiers {
                if let modifier = catalogue.modifiers.first(where: { $0.id == id }) {
                    colour = modifier.apply(to: colour)
                }
            }
            var role = item.role
            if role != .accent, !hasMain {
                role = .main
                hasMain = true
            }
            guard seen.insert("\(item.words) \(item.part ?? "")").inserted else { continue }
            colours.append(RequestedColour(name: item.words, hex: colour.hex, role: role, part: item.part))
        }
        return colours
    }
}
