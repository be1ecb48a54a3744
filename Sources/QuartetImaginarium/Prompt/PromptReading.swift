/// A prompt as it was understood.
public struct PromptReading: Sendable, Codable, Equatable {
    /// A phrase and what it was taken for.
    public struct Understanding: Sendable, Codable, Equatable {
        public let words: String
        /// What it was taken for, such as "neckline: v".
        public let meaning: String
    }

    /// A mistyped word and what it was read as.
    public struct Correction: Sendable, Codable, Equatable, CustomStringConvertible {
        public let written: String
        public let read: String
        /// Words of other meanings that are as near.
        public var others: [String] = []

        public var description: String {
            let doubt = others.isEmpty ? "" : "; if it means \(others.joined(separator: " or ")), write that"
            return "read \"\(written)\" as \"\(read)\"\(doubt)"
        }
    }

    /// A phrase that is known and does not apply.
    public struct Unused: Sendable, Codable, Equatable, CustomStringConvertible {
        public let words: String
        public let reason: String

        public var description: String { "\"\(words)\": \(reason)" }
    }

    public var request: DesignRequest
    /// What was understood, in the prompt's order.
    public var understood: [Understanding] = []
    public var corrections: [Correction] = []
    /// Known words that do not apply to this garment.
    public var unused: [Unused] = []
    /// Words that were not understood.
    public var unknown: [String] = []
}
