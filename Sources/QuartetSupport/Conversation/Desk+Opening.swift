internal import Foundation
internal import QuartetCatalogs
internal import QuartetFiles
internal import QuartetModels

extension Desk {
    /// Reads what a knowledge base holds into memory.
    ///
    /// - Parameters:
    ///   - catalog: nil for the one that was imported into the knowledge base, or that of the shop of the program.
    ///   - phrases: the shop's own; nil for those of the program.
    ///   - tools: what is asked instead of the declared tools.
    public init(
        _ knowledge: KnowledgeBase, models: DeskModels, catalog: DeskCatalog? = nil, phrases: Phrases? = nil
    ) throws {
        try self.init(
            knowledge, models: models, catalog: catalog, phrases: phrases, tools: ToolRunner().callAsFunction)
    }

    package init(
        _ knowledge: KnowledgeBase, models: DeskModels, catalog: DeskCatalog?, phrases: Phrases?,
        tools: @escaping @Sendable (ToolDeclaration, String) -> ToolRunner.Result
    ) throws {
        // Before everything else: what changes while it is read is read again.
        changes = try knowledge.changeCounter()
        let catalog = try catalog ?? Self.catalog(of: knowledge)
        let vocabulary = try knowledge.vocabulary()
        let counts = try knowledge.counts()
        let vectors = try models.encoder.flatMap { encoder -> VectorIndex? in
            let stored = try knowledge.vectors(of: encoder.fingerprint)
            return stored.width == encoder.width ? VectorIndex(stored) : nil
        }
        let search = PassageSearch(
            knowledge, encoder: vectors == nil ? nil : models.encoder, vectors: vectors,
            repair: SpellingRepair(vocabulary: vocabulary) { [encoder = models.encoder] in
                encoder?.isWord($0) ?? false
            },
            rarity: WordRarity(documents: vocabulary, passages: counts.passages),
            questions: try knowledge.questionModel(of: models.encoder?.fingerprint))
        let tuning = try Self.tuning(of: knowledge)
        var rules = DecisionRules()
        if let tuning { rules.answersFrom = tuning.answersFrom }
        self.knowledge = knowledge
        self.catalog = catalog
        self.phrases = try phrases ?? Self.phrases(of: knowledge)
        (encoder, pairs, check) = (models.encoder, models.pairs, models.check)
        (cues, writer, translators) = (models.cues, models.writer, models.translators)
        modelNotes = models.notes
        var notes = models.notes
        if let encoder, vectors == nil, counts.articles > 0 {
            notes.append(
                "\(knowledge.path): its articles have no vectors of \(encoder.name), so that words alone find them; "
                    + "import them again to make the vectors")
        }
        self.notes = notes
        encoderName =
            encoder.map { $0.name + (vectors == nil ? ", but articles by words only" : "") } ?? "words only"
        languages = try knowledge.customerLanguages()
        finder = AnswerFinder(search, pairs: models.pairs, model: try DecisionModel.shipped(), tuning: tuning)
        reader = try MessageReader(
            catalog, encoder: models.encoder, cues: Cues(models.cues), knowledge: knowledge)
        self.rules = rules
        masking = Masking(keeping: catalog.order.map { [$0.pattern] } ?? [])
        self.tools = tools
    }

    /// This desk, or one with the articles of today where another process has imported or removed some.
    public func current() throws -> Desk {
        if try knowledge.changeCounter() == changes { return self }
        let models = DeskModels(
            encoder: encoder, pairs: pairs, check: check, cues: cues, writer: writer,
            translators: translators,
            notes: modelNotes)
        return try Desk(knowledge, models: models, catalog: catalog, phrases: phrases, tools: tools)
    }

    /// The key of the setting with the path of the shop's `desk.xml`.
    static let catalogKey = "desk"
    /// The key of the setting with the path of the shop's `phrases.xml`.
    static let phrasesKey = "phrases"
    /// The key of the setting with ``Tuning``.
    static let tuningKey = "tuning"

    /// The team's own desk; that of the program for the program's shop; else one without a name, orders, tools and hours.
    static func catalog(of knowledge: KnowledgeBase) throws -> DeskCatalog {
        let path = try knowledge.setting(catalogKey)
        let catalog = try DeskCatalog(path: path)
        if try path != nil || ShopKnowledge.isShop(knowledge) { return catalog }
        return catalog.withoutShop(subjects: try knowledge.customerTitles(count: subjectsNamed))
    }

    /// Articles whose titles tell what a bot without a desk of its own can help with.
    private static let subjectsNamed = 4

    private static func phrases(of knowledge: KnowledgeBase) throws -> Phrases {
        let own = try knowledge.setting(phrasesKey).map { try Phrases(path: $0) }
        return try own.map { try Phrases().overridden(by: $0) } ?? Phrases()
    }

    public static func tuning(of knowledge: KnowledgeBase) throws -> Tuning? {
        try knowledge.setting(tuningKey).flatMap {
            try? JSONDecoder().decode(Tuning.self, from: Data($0.utf8))
        }
    }

    /// Stores thresholds, which the next desk that is opened follows.
    public static func store(_ tuning: Tuning, in knowledge: KnowledgeBase) throws {
        try knowledge.set(tuningKey, to: try JSONEncoder.sorted.text(tuning))
    }
}

extension Masking {
    /// Masks what is stored in a knowledge base: the order numbers of its shop stay readable.
    public init(of knowledge: KnowledgeBase) throws {
        self.init(keeping: try Desk.catalog(of: knowledge).order.map { [$0.pattern] } ?? [])
    }
}
