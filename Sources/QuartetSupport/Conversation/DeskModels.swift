public import QuartetCatalogs
internal import QuartetEngine
internal import QuartetModels

/// The models that serve, the best that are there, and why a better one does not.
public struct DeskModels: Sendable {
    public var encoder: SharedEncoder?
    public var pairs: SharedPairEncoder?
    /// Tells whether a passage supports a writer's statement.
    public var check: SharedPairEncoder?
    public var cues: CueClassifier?
    public var writer: (any ReplyWriter)?
    public var translators: [any MessageTranslator]
    public var notes: [String]

    public init(
        encoder: SharedEncoder? = nil, pairs: SharedPairEncoder? = nil, check: SharedPairEncoder? = nil,
        cues: CueClassifier? = nil, writer: (any ReplyWriter)? = nil,
        translators: [any MessageTranslator] = [], notes: [String] = []
    ) {
        (self.encoder, self.pairs, self.check, self.cues) = (encoder, pairs, check, cues)
        (self.writer, self.translators, self.notes) = (writer, translators, notes)
    }

    /// The fetched encoders with this project's adapters where they are, else the small encoder that ships, else words
    /// alone.
    public static func best(_ locator: ResourceLocator = ResourceLocator()) -> DeskModels {
        var models = sentenceModels(locator)
        let (pairs, notes) = SharedPairEncoder.best(locator)
        models.pairs = pairs
        models.check = SharedPairEncoder.check(locator)
        models.notes += notes
        return models
    }

    /// Those of one published encoder, whose files are read once.
    private static func sentenceModels(_ locator: ResourceLocator) -> DeskModels {
        guard let folder = try? locator.folder(.models) + "/" + SharedEncoder.publishedName else {
            return shippedEncoder(locator)
        }
        let published: SentenceEncoder
        do {
            published = try SentenceEncoder(folder: folder, precision: .bfloat16)
        } catch {
            var models = shippedEncoder(locator)
            models.notes.insert("\(error)", at: 0)
            return models
        }
        // Each adds its own adapter to the weights, on a thread of its own.
        let models = parallelMap(2) { index -> DeskModels in
            if index == 0 {
                let (encoder, notes) = SharedEncoder.best(published, in: folder, locator)
                return DeskModels(encoder: encoder, notes: notes)
            }
            let (cues, notes) = CueClassifier.best(published, locator)
            return DeskModels(cues: cues, notes: notes)
        }
        return DeskModels(
            encoder: models[0].encoder, cues: models[1].cues, notes: models[0].notes + models[1].notes)
    }

    /// The adapters were tuned on the published encoder, so none of them serves with it.
    private static func shippedEncoder(_ locator: ResourceLocator) -> DeskModels {
        do {
            guard let encoder = try SharedEncoder.shipped(locator) else { return DeskModels() }
            let note =
                "\(encoder.name) serves in place of \(SharedEncoder.publishedName), whose adapters support-search, "
                + "support-cues and support-shop do not fit it (`scripts/fetch-models` gets the other)"
            return DeskModels(encoder: encoder, notes: [note])
        } catch {
            return DeskModels(notes: ["\(error)"])
        }
    }
}
