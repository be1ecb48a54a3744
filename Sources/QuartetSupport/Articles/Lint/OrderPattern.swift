/// Words that make an order when they stand near each other.
struct OrderPattern: Sendable {
    /// A word that an order cannot do without.
    let key: Set<String>
    /// Sets of words, one of each near the key.
    let near: [Set<String>]
    /// How many words behind the key they may be.
    let behind: Int
    /// How many words before it.
    let before: Int
    /// Whether they have to follow the key one by one.
    let isSequence: Bool
    /// Words near the key with which it is no order.
    let unless: Set<String>

    init(
        _ key: String, near: [String], behind: Int = 7, before: Int = 0, isSequence: Bool = false,
        unless: String = ""
    ) {
        self.key = Self.set(key)
        self.near = near.map(Self.set)
        self.unless = Self.set(unless)
        (self.behind, self.before, self.isSequence) = (behind, before, isSequence)
    }

    private static func set(_ words: String) -> Set<String> {
        Set(words.split(separator: " ").map(String.init))
    }

    func matches(_ words: [String]) -> Bool {
        words.indices.contains { key.contains(words[$0]) && matches(words, at: $0) }
    }

    private func matches(_ words: [String], at place: Int) -> Bool {
        let following = words[(place + 1)...].prefix(behind)
        let preceding = words[..<place].suffix(before)
        if !unless.isEmpty,
            following.contains(where: unless.contains) || preceding.contains(where: unless.contains)
        {
            return false
        }
        if isSequence {
            return following.count >= near.count && zip(following, near).allSatisfy { $1.contains($0) }
        }
        return near.allSatisfy { set in
            following.contains(where: set.contains) || preceding.contains(where: set.contains)
        }
    }
}
