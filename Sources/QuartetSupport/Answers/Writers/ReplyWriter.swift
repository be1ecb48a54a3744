/// Rephrases the statements of an answer as a reply to the customer.
public protocol ReplyWriter: Sendable {
    /// What replies say of it.
    var name: String { get }

    /// - Parameters:
    ///   - statements: sentences cut out of the passages.
    ///   - check: judges each sentence against the statements.
    ///   - emit: is given each sentence as soon as it is checked.
    /// - Returns: the sentences given to `emit`, up to the first that is unsupported. Nil if there are none: the statements
    ///   themselves are then shown.
    func answer(
        to question: String, from statements: [String], check: (String, [String]) throws -> Bool,
        emit: (String) -> Void
    ) throws -> [String]?
}
