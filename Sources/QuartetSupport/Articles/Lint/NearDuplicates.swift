/// Articles that say the same in the same words, found by runs of five words that they share ("shingles", Broder, "On the
/// resemblance and containment of documents", 1997).
struct NearDuplicates {
    private(set) var findings: [ArticleFinding] = []

    private static let run = 5
    /// Of the smaller article's runs.
    private static let share = 0.7
    /// Fewer runs say nothing.
    private static let fewest = 8
    /// Runs of more articles are phrases of the house.
    private static let common = 30

    init(_ articles: [ArticleLint.ReadStatements]) {
        let words = articles.map { SearchWords($0.statements.joined(separator: " ")).words }
        let runs = words.map { Self.runs($0) }
        var places: [Int: [Int]] = [:]
        for (article, runs) in runs.enumerated() {
            for run in runs { places[run, default: []].append(article) }
        }
        var shared: [Pair: Int] = [:]
        for (_, holders) in places where holders.count > 1 && holders.count <= Self.common {
            for (index, one) in holders.enumerated() {
                for other in holders[(index + 1)...] { shared[Pair(one: one, other: other), default: 0] += 1 }
            }
        }
        for (pair, count) in shared.sorted(by: { ($0.key.one, $0.key.other) < ($1.key.one, $1.key.other) }) {
            let (one, other) = (articles[pair.one].article, articles[pair.other].article)
            if words[pair.one] == words[pair.other] {
                findings.append(.duplicate(one.id, other.id))
                continue
            }
            let smaller = min(runs[pair.one].count, runs[pair.other].count)
            let part = Double(count) / Double(max(smaller, 1))
            if smaller >= Self.fewest, part >= Self.share {
                findings.append(.nearDuplicate(one.id, other.id, share: part))
            }
        }
    }

    private struct Pair: Hashable {
        let one: Int
        let other: Int
    }

    private static func runs(_ words: [String]) -> Set<Int> {
        guard words.count >= run else { return words.isEmpty ? [] : [words.hashValue] }
        return Set((0...words.count - run).map { words[$0..<$0 + run].hashValue })
    }
}
