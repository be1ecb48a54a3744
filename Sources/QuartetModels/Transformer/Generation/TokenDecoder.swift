public import QuartetEngine

/// A network that reads tokens from left to right, remembers them, and scores what may come next: what a sampler or a
/// beam search asks.
public protocol TokenDecoder: AnyObject {
    /// Texts that are read side by side.
    var batch: Int { get }
    var vocabulary: Int { get }
    /// Tokens that each text has room for.
    var capacity: Int { get }
    /// Tokens that each text has now.
    var lengths: [Int] { get }

    /// Reads more tokens of each text; some may have none.
    ///
    /// - Throws: `OutOfMemory` if reading so many tokens at once needs more memory than the machine has.
    func read(_ tokens: [[Int32]]) throws(OutOfMemory)

    /// Scores of the token that follows a text, as of the last `read` that gave it tokens; valid until the next.
    func scores(of row: Int) -> UnsafeBufferPointer<Float>

    /// Text `b` becomes what text `rows[b]` was.
    func reorder(_ rows: [Int])
}
