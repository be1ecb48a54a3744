/// What an erasure took away, and the proof that it is gone.
public struct ErasureReport: Sendable, Equatable {
    /// A file that was searched.
    public struct SearchedFile: Sendable, Equatable, Encodable {
        public let path: String
        public let bytes: Int
        /// How often something of what was erased is in it.
        public let found: Int
    }

    public let conversations: Int
    public let turns: Int
    public let tickets: Int
    /// Texts that were searched for: words that no article has, and pieces of what was said.
    public let traces: Int
    /// Empty when there was nothing to search for.
    public let files: [SearchedFile]
    /// Why old bytes may still be in the database's files; nil when it is finished. Opening the knowledge base again, or
    /// another erasure, finishes it.
    public let obstacle: String?

    public var isFinished: Bool { obstacle == nil }
    public var found: Int { files.reduce(0) { $0 + $1.found } }
}
