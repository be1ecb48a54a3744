internal import Foundation
internal import QuartetText

/// Reads what a message means besides its question: language, wishes, mood, small talk, slots, and which tool or subject
/// of the shop's it belongs to.
package struct MessageReader: Sendable {
    private let encoder: SharedEncoder?
    private let cues: Cues
    private let slots: SlotReader
    private let tools: ExampleMatcher
    private let subjects: ExampleMatcher

    /// From this similarity on a message belongs to the group of its nearest example.
    private static let nearEnough = 0.68
    /// The same for messages compared by their words.
    private static let commonWords = 0.75

    /// The group of messages that are near to a tool's, but ask for none.
    private static let noTool = ""

    /// - Parameter knowledge: keeps the vectors of the catalog's examples.
    package init(_ catalog: DeskCatalog, encoder: SharedEncoder?, cues: Cues, knowledge: KnowledgeBase) throws
    {
        (self.encoder, self.cues) = (encoder, cues)
        slots = SlotReader(order: catalog.order?.pattern, products: catalog.products)
        func matcher(_ name: String, _ groups: [(name: String, messages: [String])]) throws -> ExampleMatcher
        {
            try ExampleMatcher(groups) { texts in
                try encoder.map { try knowledge.exampleVectors(of: texts, named: name, by: $0) }
            }
        }
        tools = try matcher(
            "tools",
            catalog.tools.flatMap { [($0.name, $0.messages), (Self.noTool, $0.counterexamples)] })
        subjects = try matcher("subjects", catalog.personSubjects.map { ($0.name, $0.messages) })
    }

    /// - Parameters:
    ///   - message: safe and masked.
    ///   - known: slots of the conversation, which the message may correct.
    ///   - today: what "yesterday" counts from.
    package func meaning(of message: String, known: [String: String], today: CalendarDay?) throws
        -> MessageMeaning
    {
        let vector = try encoder?.vector(of: message)
        var meaning = MessageMeaning()
        // Of a few words a guess must be sure; of a sentence it may be less so.
        let count = SearchWords(message).words.count
        let limit = count < 6 ? 0.9 : count < 12 ? 0.8 : 0.6
        meaning.guess = LanguageGuess(message)
        meaning.language = meaning.guess.flatMap { $0.confidence >= limit ? $0.language : nil }
        try cues.read(message, into: &meaning)
        meaning.slots = slots.slots(of: message, known: known, today: today)
        let near = vector == nil ? Self.commonWords : Self.nearEnough
        meaning.tool = try nearestTool(to: message, vector: vector, slots: meaning.slots).flatMap {
            $0.similarity >= near && $0.group != Self.noTool ? $0.group : nil
        }
        meaning.personSubject = subjects.nearest(to: message, vector: vector).flatMap {
            $0.similarity >= near ? $0.group : nil
        }
        meaning.intent = meaning.name
        return meaning
    }

    /// "Has BR-104-2217 been sent yet?" asks what the examples ask with "my order".
    private func nearestTool(to message: String, vector: [Float]?, slots: [String: String]) throws -> (
        group: String, similarity: Double
    )? {
        guard let order = slots[ToolDeclaration.Need.order.rawValue],
            let place = message.range(of: order, options: .caseInsensitive)
        else { return tools.nearest(to: message, vector: vector) }
        let asked = message.replacingCharacters(in: place, with: "my order")
        return tools.nearest(to: asked, vector: try encoder?.vector(of: asked))
    }
}
