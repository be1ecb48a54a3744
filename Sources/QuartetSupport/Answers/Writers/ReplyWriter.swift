/// Rephrases the statements of an answer as a reply to the customer.
public protocol ReplyWriter: Sendable {
    /// What replies say of it.
    var name: String { get }

    /// - Parameters:
    ///   - statements: sentences cut out of the passages.
    ///   - check: judges each sentence against the statements.
    ///   - emit: is given each sentence as soon as it is checked.
    /// - Returns: the sentences given to `emit`, which end before the first unsupported one; nil if there are none, and the
    ///   statements themselves are shown.
    func answer(
        to question: String, from statements: [String], check: (String, [String]) throws -> Bool,
        emit: (String) -> Void
    ) throws -> [String]?
}
