/// Writes spaces as a visible character (U+2581) and splits before each: how SentencePiece marks words.
struct Metaspace: Sendable, Equatable {
    var replacement: Unicode.Scalar = "\u{2581}"
    /// Which pieces that do not begin with the character get it.
    var prepends: Prepending = .always
    var splits = true

    enum Prepending: String, Sendable, CaseIterable {
        case always, never
        /// Only at the start of the whole text.
        case first
    }

    func apply(_ text: inout AlignedText, _ pieces: inout [Range<Int>]) {
        let mark = Array(String(replacement).utf8)
        var result = text.emptied()
        var split: [Range<Int>] = []
        for piece in pieces {
            let start = result.bytes.count
            let startsMarked = text.bytes[piece.lowerBound] == 0x20 || text.bytes[piece].starts(with: mark)
            let isWanted =
                prepends == .always || (prepends == .first && text.isAtStart && piece.lowerBound == 0)
            if isWanted && !startsMarked {
                result.append(mark, from: text.firstCharacter(piece))
            }
            for index in piece {
                if text.bytes[index] == 0x20 {
                    result.append(mark, from: text.source(index..<index + 1))
                } else {
                    result.append(index..<index + 1, of: text)
                }
            }
            let part = start..<result.bytes.count
            guard splits else {
                split.append(part)
                continue
            }
            let marks = TextPattern.literal(String(replacement)).matches(in: result.bytes, part)
            SplitBehavior.mergedWithNext.split(part, at: marks, isInverted: false, into: &split)
        }
        text = result
        pieces = split
    }
}
