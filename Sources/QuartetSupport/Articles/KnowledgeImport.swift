public import Foundation
internal import QuartetFiles
internal import QuartetText

/// Brings files of articles into a knowledge base: new ones come in, changed ones are replaced, gone ones leave, all in one
/// transaction.
public struct KnowledgeImport {
    /// What an import did.
    public struct Report: Sendable, Encodable {
        public var new: [String] = []
        public var changed: [String] = []
        public var unchanged = 0
        public var gone: [String] = []
        /// Articles that would be gone, if all of their source could have been read.
        public var unsure: [String] = []
        /// Articles that were removed by hand and stay removed.
        public var keptRemoved: [String] = []
        public var passages = 0
        public var problems: [String] = []
        /// What is odd in the articles read, such as orders to a bot.
        public var warnings: [String] = []
        /// Settings that came with the articles: `desk`, `phrases`.
        public var settings: [String] = []
        /// The team's own questions that were read; nil without a file of them.
        public var questions: Int?
    }

    private let knowledge: KnowledgeBase
    private let encoder: SharedEncoder?
    private let trained: QuestionHead?

    /// - Parameter trained: on questions that may be imported: it is taken instead of training on them again. Where it
    ///   belongs to another encoder, none is trained: the words of the questions serve alone.
    public init(into knowledge: KnowledgeBase, encoder: SharedEncoder?, trained: QuestionHead? = nil) {
        (self.knowledge, self.encoder, self.trained) = (knowledge, encoder, trained)
    }

    /// - Parameters:
    ///   - paths: files and folders of articles; `desk.xml` and `phrases.xml` of a shop set its desk; a CSV file of
    ///     questions to articles (``QuestionSet``) replaces the team's own questions.
    ///   - restores: whether articles that were removed by hand come back.
    ///   - progress: is given the numbers of articles encoded and of all.
    public func callAsFunction(
        _ paths: [String], restores: Bool = false, at now: Date,
        progress: (Int, Int) throws -> Void = { _, _ in }
    ) throws -> Report {
        var report = Report()
        var questions: [QuestionRecord]?
        let articlePaths = try paths.filter { path in
            if let read = try Self.questions(path) {
                questions = (questions ?? []) + read
                return false
            }
            return try !readsSetting(path, &report)
        }
        let read = try ArticleFiles(guess: Self.language).read(articlePaths)
        let existing = try knowledge.fingerprints().map {
            ImportPlan.Stored(id: $0.id, fingerprint: $0.fingerprint, source: $0.source)
        }
        let plan = ImportPlan(
            existing: existing, removedByHand: try knowledge.removedArticles(), read: read, restores: restores
        )
        let prepared = (plan.new + plan.changed).map(prepare)
        let passageEncoder = encoder?.forPassages
        try knowledge.apply(
            prepared, removing: plan.gone, encoder: passageEncoder, at: now, progress: progress)
        // Articles of an earlier import may lack the vectors of today's encoder.
        if let passageEncoder { try knowledge.makeVectors(by: passageEncoder, progress: progress) }
        if let questions {
            try knowledge.setQuestions(questions, head: try head(of: questions, progress))
            report.questions = questions.count
        }
        report.new = plan.new.map(\.article.id)
        report.changed = plan.changed.map(\.article.id)
        report.unchanged = plan.unchanged.count
        (report.gone, report.unsure, report.keptRemoved) = (plan.gone, plan.unsure, plan.keptRemoved)
        report.passages = prepared.reduce(0) { $0 + $1.passages.count }
        report.problems = read.problems.map(\.description)
        if let questions {
            let known = Set(try knowledge.fingerprints().map(\.id))
            let lost = Set(questions.compactMap(\.article)).subtracting(known)
            report.problems += lost.sorted().map { "questions name the article \($0), which does not exist" }
        }
        let lint = ArticleLint()
        report.warnings = (plan.new + plan.changed).flatMap { lint.orders(in: $0.article) }.map(\.description)
        return report
    }

    private func head(of questions: [QuestionRecord], _ progress: (Int, Int) throws -> Void) throws
        -> QuestionHead?
    {
        guard let encoder = encoder?.forPassages else { return nil }
        if let trained {
            // Training takes minutes, and nobody asked for this import: the program makes its shop of it.
            if trained.encoder != encoder.fingerprint { return nil }
            if trained.questions == QuestionTraining.fingerprint(of: questions) { return trained }
        }
        return try QuestionTraining(encoder).head(of: questions, progress: progress)
    }

    /// The language of an article that does not say it, where the text leaves little doubt.
    private static func language(of text: String) -> String? {
        LanguageGuess(text).flatMap { $0.confidence >= 0.7 ? $0.language : nil }
    }

    private func prepare(_ entry: ReadArticles.Entry) -> PreparedArticle {
        let article = entry.article
        let encoder = encoder
        let splitter = PassageSplitter { text in
            encoder.map { $0.fits(text) } ?? Self.fitsByLength(text)
        }
        var record = ArticleRecord(
            id: article.id, title: article.title, language: article.language,
            markdown: MarkdownText.text(of: article.blocks),
            fingerprint: article.fingerprint, source: entry.source)
        (record.audience, record.handover, record.validUntil) = (
            article.audience, article.handover, article.validUntil
        )
        (record.address, record.tags, record.synonyms) = (article.address, article.tags, article.synonyms)
        return PreparedArticle(record, splitter.passages(of: article))
    }

    /// Without an encoder: about as many characters as 256 word pieces have.
    private static func fitsByLength(_ text: String) -> Bool { text.utf8.count <= 1000 }

    /// The team's own questions, from a CSV file with questions and articles and without answers; nil for other files.
    private static func questions(_ path: String) throws -> [QuestionRecord]? {
        guard path.lowercased().hasSuffix(".csv"),
            let start = try? FileBytes.read(path, limit: 64 << 20).prefix(4096)
        else { return nil }
        let header = String(decoding: start, as: UTF8.self).prefix { !$0.isNewline }.lowercased()
        let columns = header.split(whereSeparator: { ",;\t".contains($0) }).map {
            $0.trimmingCharacters(in: CharacterSet(charactersIn: " \"\u{FEFF}"))
        }
        let kinds = columns.map { QuestionRow.Column($0) }
        guard columns.contains("question"), columns.contains("article"), !kinds.contains(.answer) else {
            return nil
        }
        return try QuestionSet(path: path).records
    }

    /// A shop's desk or phrases are settings. They stay files, because tables that tools read lie beside them.
    private func readsSetting(_ path: String, _ report: inout Report) throws -> Bool {
        guard path.hasSuffix(".xml"), let start = try? FileBytes.read(path, limit: 8 << 20).prefix(4096)
        else { return false }
        let text = String(decoding: start, as: UTF8.self)
        let full = URL(fileURLWithPath: path).standardizedFileURL.path
        if text.contains("<desk") {
            _ = try DeskCatalog(path: full)
            try knowledge.set(Desk.catalogKey, to: full)
            report.settings.append("desk")
            return true
        }
        if text.contains("<phrases") {
            _ = try Phrases(path: full)
            try knowledge.set(Desk.phrasesKey, to: full)
            report.settings.append("phrases")
            return true
        }
        return false
    }
}

extension SharedEncoder {
    /// As the knowledge base takes it.
    public var forPassages: PassageEncoder {
        PassageEncoder(fingerprint: fingerprint, vectors: { try self.vectors(of: $0) })
    }
}
