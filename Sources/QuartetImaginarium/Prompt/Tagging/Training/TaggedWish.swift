internal import Foundation
internal import QuartetFiles
internal import QuartetModels

/// A wish in pieces whose labels are known.
struct TaggedWish {
    struct Piece {
        /// Words as the reader splits them; a comma or a full stop is a piece of its own.
        var words: [String]
        var label: WishLabel?
        /// Whether its words took the place of others, so that only those around it tell its kind.
        var isSwapped = false
        /// Whether such words are still to be chosen.
        var isOpen = false
    }

    var pieces: [Piece] = []

    /// The order of labels and of the words between them: wishes made alike are either all learned from or all measured on.
    var template: String {
        pieces.map { $0.label?.name ?? $0.words.joined(separator: " ") }.joined(separator: "|")
    }

    /// Whether what is made alike is measured on: one template in ten.
    static func isHeldOut(_ template: String) -> Bool { Fingerprint(template).value.mixed % 10 == 0 }

    mutating func append(_ words: String, _ label: WishLabel? = nil, isOpen: Bool = false) {
        pieces.append(
            Piece(words: PromptTokens.split(words), label: label, isSwapped: isOpen, isOpen: isOpen))
    }

    mutating func pause(_ sign: String) { pieces.append(Piece(words: [sign])) }

    /// The wish as an example, and the spans of swapped words.
    var example: (example: EntityTuning.Example, swapped: [Entity]) {
        var words: [(word: String, pause: PromptToken.Pause)] = []
        var spans: [(piece: Int, words: Range<Int>)] = []
        for (index, piece) in pieces.enumerated() {
            if let pause = Self.pause(of: piece) {
                if !words.isEmpty { words[words.count - 1].pause = pause }
                continue
            }
            spans.append((index, words.count..<words.count + piece.words.count))
            for word in piece.words { words.append((word, .none)) }
        }
        let text = TaggerText(words)
        let entities = spans.compactMap { index, range -> (Entity, Bool)? in
            guard let label = pieces[index].label, !range.isEmpty else { return nil }
            let (first, last) = (text.places[range.lowerBound], text.places[range.upperBound - 1])
            return (
                Entity(label: label.name, start: first.lowerBound, end: last.upperBound),
                pieces[index].isSwapped
            )
        }
        return (
            EntityTuning.Example(text.text, spans: entities.map(\.0)), entities.filter(\.1).map(\.0)
        )
    }

    private static func pause(of piece: Piece) -> PromptToken.Pause? {
        switch piece.words {
        case [","]: .comma
        case ["."]: .stop
        default: nil
        }
    }
}
