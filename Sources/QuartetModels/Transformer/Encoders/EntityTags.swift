/// A part of a text with a label, such as a name of a place.
public struct Entity: Sendable, Hashable, Codable {
    public var label: String
    /// Where it begins and ends in the text, in Unicode scalars, which is what other tools call characters.
    public var start, end: Int

    public init(label: String, start: Int, end: Int) {
        (self.label, self.start, self.end) = (label, start, end)
    }
}

/// Entities as classes of tokens (BIO; Ramshaw & Marcus, 1995): 0 outside of all, `2 k + 1` for the first token of an
/// entity with label `k`, and `2 k + 2` for its further ones.
struct EntityTags: Sendable {
    let labels: [String]

    var count: Int { 1 + 2 * labels.count }

    /// The classes of tokens.
    ///
    /// - Parameters:
    ///   - tokens: their places in the text, in bytes; empty for those of the template.
    ///   - entities: with their places in bytes, which do not overlap.
    func tags(of tokens: [Range<Int>], entities: [(label: String, bytes: Range<Int>)]) -> [Int32] {
        var tags = [Int32](repeating: 0, count: tokens.count)
        for entity in entities {
            guard let label = labels.firstIndex(of: entity.label) else { continue }
            let own = tokens.indices.filter { !tokens[$0].isEmpty && tokens[$0].overlaps(entity.bytes) }
            for place in own { tags[place] = Int32(2 * label + (place == own[0] ? 1 : 2)) }
        }
        return tags
    }

    /// The entities of the likeliest sequence of classes in which a further token follows its entity's first one (the
    /// algorithm of Viterbi, 1967).
    ///
    /// - Parameter logProbabilities: of the classes of each token.
    /// - Returns: entities with their tokens, and the mean probability of these tokens' classes.
    func entities(_ logProbabilities: [[Float]]) -> [(label: String, tokens: Range<Int>, confidence: Double)]
    {
        let tags = bestTags(logProbabilities)
        var found: [(label: String, tokens: Range<Int>, confidence: Double)] = []
        var place = 0
        while place < tags.count {
            let start = place
            place += 1
            guard tags[start] > 0 else { continue }
            let label = (tags[start] - 1) / 2
            while place < tags.count, tags[place] == 2 * label + 2 { place += 1 }
            let sum = (start..<place).reduce(0.0) { $0 + Double(logProbabilities[$1][tags[$1]]).exponential }
            found.append((labels[label], start..<place, sum / Double(place - start)))
        }
        return found
    }

    private func bestTags(_ logProbabilities: [[Float]]) -> [Int] {
        guard let first = logProbabilities.first else { return [] }
        var scores = first.indices.map { isInside($0) ? -Float.infinity : first[$0] }
        var before: [[Int]] = []
        for row in logProbabilities.dropFirst() {
            let best = scores.indices.max { scores[$0] < scores[$1] } ?? 0
            let choice = row.indices.map { tag in
                guard isInside(tag) else { return best }
                return scores[tag] > scores[tag - 1] ? tag : tag - 1
            }
            scores = row.indices.map { scores[choice[$0]] + row[$0] }
            before.append(choice)
        }
        var tag = scores.indices.max { scores[$0] < scores[$1] } ?? 0
        var tags = [tag]
        for choice in before.reversed() {
            tag = choice[tag]
            tags.append(tag)
        }
        return tags.reversed()
    }

    private func isInside(_ tag: Int) -> Bool { tag > 0 && tag % 2 == 0 }
}
