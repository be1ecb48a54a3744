/// Rules out tokens while a sequence is written, such as those that can only break a grammar. A value holds what was
/// written so far: each sequence follows its own copy.
public protocol WritingRule: Sendable {
    /// Whether a token may come next. Where none may the sequence ends.
    ///
    /// - Parameter remaining: tokens that may be written before the sequence is cut off, the next one included.
    func allows(_ token: Int32, remaining: Int) -> Bool

    /// The token was written.
    mutating func wrote(_ token: Int32)
}
