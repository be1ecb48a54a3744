/// Searches for a message by itself and with the one before it, and tells which of the two it asks.
struct ConversationSearch {
    /// What a message finds.
    struct Result {
        /// The passages and evidence that answer it.
        var outcome: PassageSearch.Outcome
        /// What was searched for.
        var query: String
        /// The message itself with unknown words mended.
        var mended: String
        /// Whether it was searched with the one before it.
        var leansOnPrevious: Bool
    }

    /// Passages that are returned.
    let count: Int
    /// Searches for a text, and in all passages of the given articles.
    let search: (_ text: String, _ articles: Set<String>) throws -> PassageSearch.Outcome

    func callAsFunction(_ query: ConversationQuery) throws -> Result {
        let own = try search(query.own, [])
        var result = Result(outcome: own, query: query.own, mended: own.mended, leansOnPrevious: false)
        if let joined = query.joined {
            let together = try search(joined, articles(own))
            let leans = query.leans(
                own: .init(own.found), joined: .init(together.found), unknownShare: own.unknownShare)
            if leans > 0.5 {
                result.outcome =
                    Self.namesAnotherSubject(own, than: together)
                    ? Self.merged(together, about: own)
                    : Self.merged(try search(query.own, articles(together)), about: together)
                result.outcome.unknownShare = own.unknownShare
                (result.query, result.leansOnPrevious) = (joined, true)
            }
        }
        result.outcome.found = Array(result.outcome.found.prefix(count))
        return result
    }

    private func articles(_ outcome: PassageSearch.Outcome) -> Set<String> {
        Set(outcome.found.prefix(count).map(\.article.id))
    }

    /// "Is there parking there?" has its subject in the title of the best article, and the article that both messages find
    /// has no word of it.
    private static func namesAnotherSubject(
        _ own: PassageSearch.Outcome, than joined: PassageSearch.Outcome
    ) -> Bool {
        guard let named = own.found.first?.article, let about = joined.found.first?.article else {
            return false
        }
        let subject = SearchWords(own.mended).content.filter { !FunctionWords.asking.contains($0) }
        let title = SearchWords(named.title).words
        guard named.id != about.id, !subject.isEmpty, Set(subject).isSubset(of: title) else { return false }
        let text = joined.found.filter { $0.article.id == about.id }.map(\.passage.encodedText)
        return Set(text.flatMap { SearchWords($0).words }).isDisjoint(with: subject)
    }

    /// What a message and both together find. One of the two searches tells which article they are about; the passages of an
    /// article, and the statements of a passage, are ordered by what the other one asks, too.
    private static func merged(_ other: PassageSearch.Outcome, about first: PassageSearch.Outcome)
        -> PassageSearch.Outcome
    {
        var merged = first
        let alone = Dictionary(other.found.map { ($0.id, $0) }) { first, _ in first }
        for group in Dictionary(grouping: merged.found.indices, by: { merged.found[$0].article.id }).values {
            let best = group.map { merged.found[$0].fused }.max() ?? 0
            let sums = group.map { merged.found[$0].fused + (alone[merged.found[$0].id]?.fused ?? 0) }
            let most = sums.max() ?? 0
            for (place, sum) in zip(group, sums) { merged.found[place].fused = best + (sum - most) / 2 }
        }
        for place in merged.found.indices {
            let statements = alone[merged.found[place].id]?.statements ?? [:]
            merged.found[place].statements.merge(statements) { ($0 + $1) / 2 }
        }
        merged.found.sort { ($0.fused, $1.id) > ($1.fused, $0.id) }
        for (stage, time) in other.milliseconds { merged.milliseconds[stage, default: 0] += time }
        return merged
    }
}
