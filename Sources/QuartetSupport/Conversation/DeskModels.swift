public import QuartetCatalogs

/// The models that serve, the best that are there, and why a better one does not.
public struct DeskModels: Sendable {
    public var encoder: SharedEncoder?
    public var pairs: SharedPairEncoder?
    public var cues: CueClassifier?
    public var writer: LanguageModelWriter?
    public var notes: [String]

    public init(
        encoder: SharedEncoder? = nil, pairs: SharedPairEncoder? = nil, cues: CueClassifier? = nil,
        writer: LanguageModelWriter? = nil, notes: [String] = []
    ) {
        (self.encoder, self.pairs, self.cues) = (encoder, pairs, cues)
        (self.writer, self.notes) = (writer, notes)
    }

    /// The fetched encoders with this project's adapters where they are, else words alone.
    public static func best(_ locator: ResourceLocator = ResourceLocator()) -> DeskModels {
        let (encoder, encoderNotes) = SharedEncoder.best(locator)
        let (pairs, pairNotes) = SharedPairEncoder.best(locator)
        let (cues, cueNotes) = CueClassifier.best(locator)
        return DeskModels(
            encoder: encoder, pairs: pairs, cues: cues, notes: encoderNotes + pairNotes + cueNotes)
    }
}
