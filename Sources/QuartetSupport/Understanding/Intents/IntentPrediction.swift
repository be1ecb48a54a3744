/// What a message seems to be about.
public struct IntentPrediction: Sendable, Equatable {
    public struct Choice: Sendable, Equatable {
        public let label: String
        /// If the message is about one of the intents at all.
        public let probability: Double

        public init(label: String, probability: Double) {
            (self.label, self.probability) = (label, probability)
        }
    }

    /// The most probable intents, the best first; at least one.
    public let choices: [Choice]
    /// From 0 to 1: how much the message seems to be about something else than all intents.
    public let strangeness: Double
    /// Whether the strangeness reaches the model's threshold.
    public let isOutOfScope: Bool

    public init(choices: [Choice], strangeness: Double, isOutOfScope: Bool) {
        (self.choices, self.strangeness, self.isOutOfScope) = (choices, strangeness, isOutOfScope)
    }

    public var label: String { choices[0].label }
    /// The probability of ``label``, given that the message is about one of the intents.
    public var confidence: Double { choices[0].probability }
}
