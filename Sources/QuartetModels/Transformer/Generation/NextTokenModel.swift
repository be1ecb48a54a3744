public import QuartetEngine

/// A model that reads tokens from left to right, remembers them, and scores the next one, for a sampler or a beam
/// search.
public protocol NextTokenModel: AnyObject {
    /// Texts in the batch.
    var batch: Int { get }
    var vocabulary: Int { get }
    /// The most tokens that a text can have.
    var capacity: Int { get }
    /// Tokens of each text so far.
    var lengths: [Int] { get }

    /// Reads more tokens of each text; a text may get none.
    ///
    /// - Throws: `OutOfMemory` if reading so many tokens at once needs more memory than the machine has.
    func read(_ tokens: [[Int32]]) throws(OutOfMemory)

    /// Scores of the token that follows a text, valid until the next `read`. A text that got no tokens keeps its scores.
    func scores(of row: Int) -> UnsafeBufferPointer<Float>

    /// Forgets all tokens.
    func reset()

    /// Replaces text `b` by text `rows[b]`.
    func reorder(_ rows: [Int])
}
