internal import Foundation

/// Takes personal items out of a message before anything stores it or writes it to a log.
public struct Masking: Sendable {
    private let kept: [NSRegularExpression]

    /// - Parameter patterns: regular expressions of numbers that the shop declares, such as its order numbers. They are
    ///   never masked.
    public init(keeping patterns: [String] = []) {
        kept = patterns.compactMap { try? NSRegularExpression(pattern: $0) }
    }

    /// The text with a mark such as `[card]` in the place of each item.
    public func masked(_ text: String) -> String {
        var result = ""
        var place = text.startIndex
        for item in items(in: text) {
            result += text[place..<item.range.lowerBound] + item.kind.mask
            place = item.range.upperBound
        }
        return result + text[place...]
    }

    /// The items in their order. They do not overlap.
    public func items(in text: String) -> [PersonalItem] {
        let searched = SearchedText(text)
        let declared = kept.flatMap { searched.matches($0) }
        let found = (NumberItems.find(in: searched) + WrittenItems.find(in: searched)).filter { item in
            !declared.contains { $0.overlaps(item.range) }
        }
        // What is surest first, then the longest.
        let order = PersonalItem.Kind.allCases
        let sorted = found.sorted {
            let (one, other) = (order.firstIndex(of: $0.kind) ?? 0, order.firstIndex(of: $1.kind) ?? 0)
            return (one, -$0.range.count, $0.range.lowerBound) < (other, -$1.range.count, $1.range.lowerBound)
        }
        var taken: [NumberItems.Found] = []
        for item in sorted where !taken.contains(where: { $0.range.overlaps(item.range) }) {
            taken.append(item)
        }
        return taken.sorted { $0.range.lowerBound < $1.range.lowerBound }.map {
            PersonalItem(kind: $0.kind, range: searched.origin(of: $0.range))
        }
    }

    /// Names by which customers introduce themselves. They stay in the text, because a person must know who writes; an
    /// erasure looks for them.
    public func names(in text: String) -> [String] {
        let searched = SearchedText(text)
        return Self.introductions.flatMap { searched.matches($0, group: 1).map { searched.string($0) } }
    }

    private static let introductions = [
        #"(?:my name is|my name's|this is|i am called|ich heiße|mein name ist|je m'appelle|je m’appelle|mon nom est|me llamo|mi nombre es)\s+((?:\p{L}[\p{L}'’\-]+)(?:\s+\p{L}[\p{L}'’\-]+)?)"#
    ].map { NSRegularExpression(own: $0) }
}
