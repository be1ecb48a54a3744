/// What may be shown by itself, while it is made: parts that stay in their order, and what reads in front of each piece
/// if they do not fit together.
struct Statement: Sendable, Equatable {
    /// "You can pay by:" before an item of a list, "Size 12:" before the other cells of a row; empty otherwise.
    var lead = ""
    var parts: [String]
    var separator = " "
    var ending = ""

    var text: String { text(of: parts[...]) }

    func text(of parts: ArraySlice<String>, withLead: Bool = true) -> String {
        var text = parts.joined(separator: separator)
        if let last = text.last, !ending.isEmpty, !".!?…。！？".contains(last) { text += ending }
        return withLead && !lead.isEmpty ? lead + " " + text : text
    }

    /// A row of a table: "Size 12: Bust 91 cm, Waist 73 cm." Empty cells are left out, and so is the heading of a first cell
    /// that is a name: "Italy: Price £9.95."
    init?(header: [String], row: [String]) {
        var pairs = zip(header, row).enumerated().filter { !$0.element.1.isEmpty }.map { place, pair in
            (place, Self.pair(pair.0, pair.1))
        }
        guard let first = pairs.first else { return nil }
        var lead = ""
        if first.0 == 0, pairs.count > 1 {
            let isName = !row[0].contains(where: \.isNumber)
            lead = (isName ? row[0] : first.1) + ":"
            pairs.removeFirst()
        }
        (self.lead, parts, separator, ending) = (lead, pairs.map(\.1), ", ", ".")
    }

    private static func pair(_ header: String, _ value: String) -> String {
        let name = header.last == ":" || header.last == "：" ? String(header.dropLast()) : header
        let value = value.last == "." && value.count > 1 ? String(value.dropLast()) : value
        return name.isEmpty ? value : name + " " + value
    }

    init(lead: String = "", _ parts: [String]) { (self.lead, self.parts) = (lead, parts) }

    /// The statement in pieces that fit: cut between its parts, then between words, and at last within them.
    func pieces(fits: (String) -> Bool) -> [String] {
        var pieces: [String] = []
        var rest = parts[...]
        while let first = rest.first {
            let count = Search.most(rest.count, guess: 4) { fits(text(of: rest.prefix($0))) }
            if count > 0 {
                pieces.append(text(of: rest.prefix(count)))
                rest = rest.dropFirst(count)
            } else {
                pieces += cut(first, fits)
                rest = rest.dropFirst()
            }
        }
        return pieces
    }

    /// A part that is too long in itself.
    private func cut(_ part: String, _ fits: (String) -> Bool) -> [String] {
        var pieces: [String] = []
        var words = part.split(whereSeparator: \.isWhitespace)[...]
        // A lead that leaves no room is given once and then left out.
        let hasRoom = lead.isEmpty || words.first.map { fits(lead + " " + $0) } ?? true
        if !hasRoom { words = (lead.split(whereSeparator: \.isWhitespace) + words)[...] }
        let front = hasRoom && !lead.isEmpty ? lead + " " : ""
        var count = 100
        while let first = words.first {
            count = Search.most(words.count, guess: count) {
                fits(front + words.prefix($0).joined(separator: " "))
            }
            if count > 0 {
                pieces.append(front + words.prefix(count).joined(separator: " "))
                words = words.dropFirst(count)
            } else {
                pieces += Self.cut(word: first) { fits(front + $0) }.map { front + $0 }
                words = words.dropFirst()
            }
        }
        return pieces
    }

    /// A word that is too long, such as a sentence in a script without spaces. Each piece has at least one character.
    private static func cut(word: Substring, fits: (String) -> Bool) -> [String] {
        var pieces: [String] = []
        var characters = Array(word)[...]
        var count = 100
        while !characters.isEmpty {
            count = Search.most(characters.count, guess: count) { fits(String(characters.prefix($0))) }
            pieces.append(String(characters.prefix(max(count, 1))))
            characters = characters.dropFirst(max(count, 1))
        }
        return pieces
    }
}

enum Search {
    /// The largest number up to `limit` that fits, where all smaller ones fit, too; 0 if none does. It asks for few numbers
    /// when the guess is good.
    static func most(_ limit: Int, guess: Int, fits: (Int) -> Bool) -> Int {
        var (low, high) = (0, limit + 1)
        var next = min(max(guess, 1), limit)
        var step = 1
        while high - low > 1 {
            if fits(next) { low = next } else { high = next }
            let hasBothEnds = low > 0 && high <= limit
            if hasBothEnds {
                next = (low + high) / 2
            } else {
                next = low > 0 ? min(low + step, limit) : max(high - step, 1)
                step *= 2
            }
        }
        return low
    }
}
