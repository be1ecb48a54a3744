/// The wish for one garment as it was understood.
public struct PromptReading: Sendable, Codable, Equatable {
    /// A phrase and its meaning.
    public struct Understanding: Sendable, Codable, Equatable {
        public let words: String
        /// Its meaning, such as "neckline: v".
        public let meaning: String
        /// How sure the reading is: the probability that the tagger gives its kind. Without a tagger it is 1 for a phrase
        /// of the catalogs with one meaning, and less for a mistyped or ambiguous one.
        public var confidence = 1.0
    }

    /// A mistyped word and its correction.
    public struct Correction: Sendable, Codable, Equatable, CustomStringConvertible {
        public let written: String
        public let read: String
        /// Words with other meanings that are equally close.
        public var others: [String] = []

        public var description: String {
            let doubt = others.isEmpty ? "" : "; if you mean \(others.joined(separator: " or ")), write that"
            return "read \"\(written)\" as \"\(read)\"\(doubt)"
        }
    }

    /// A phrase that was understood but does not apply.
    public struct Unused: Sendable, Codable, Equatable, CustomStringConvertible {
        public let words: String
        public let reason: String

        public var description: String { "\"\(words)\": \(reason)" }
    }

    public var request: DesignRequest
    /// The outfit of one cloth that the garment belongs to, such as a suit.
    public var outfit: String?
    /// Phrases that were understood, in the prompt's order.
    public var understood: [Understanding] = []
    /// Phrases that do not apply to this garment.
    public var unused: [Unused] = []
}
