/// A summary of a conversation for the person who takes over: the customer's own sentences, exact facts copied.
enum TicketSummary {
    /// Sentences of a summary.
    private static let most = 3

    /// The customer's sentences that say most about the matter: the first question, and those with numbers and names.
    static func text(turns: [TurnRecord], slots: [String: String]) -> String {
        let said = turns.filter { $0.author == .customer }.map(\.text)
        var kept: [String] = []
        for text in said where kept.count < most && !SearchWords(text).content.isEmpty {
            if !kept.contains(text) { kept.append(text) }
        }
        let facts = slots.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        return (kept + (facts.isEmpty ? [] : ["(" + facts.joined(separator: ", ") + ")"])).joined(
            separator: " ")
    }
}
