/// Rephrases the statements of an answer as a reply to the customer.
public protocol ReplyWriter: Sendable {
    /// What replies say of it.
    var name: String { get }

    /// - Parameters:
    ///   - statements: what is said, from the passages.
    ///   - check: judges each sentence against the statements.
    ///   - emit: is given each sentence as soon as it is checked.
    /// - Returns: the sentences up to the first that is not supported; nil when there are none: the statements themselves
    ///   are the answer then.
    func answer(
        to question: String, from statements: [String], check: (String, [String]) throws -> Bool,
        emit: (String) -> Void
    ) throws -> [String]?
}
