/// Brings customers' messages from one language to another, and answers back.
public protocol MessageTranslator: Sendable {
    /// What replies call it.
    var name: String { get }
    /// The language that it reads and the one that it writes, as primary subtags of BCP 47 such as `it`.
    var source: String { get }
    var target: String { get }

    /// - Returns: the text in the other language; nil when it cannot be translated, such as a sentence that is too long.
    func translation(of text: String) throws -> String?
}
