/// All that answers: the knowledge base, the models, the shop's phrases and rules. Conversations share it.
public struct Desk: Sendable {
    public let knowledge: KnowledgeBase
    public let catalog: DeskCatalog
    public let phrases: Phrases
    public let encoder: SharedEncoder?
    /// What replies say of the encoder.
    public let encoderName: String
    public let pairs: SharedPairEncoder?
    let check: SharedPairEncoder?
    let cues: CueClassifier?
    /// Rephrases answers; nil shows the articles' own sentences.
    public let writer: (any ReplyWriter)?
    /// Bring messages to the languages of the articles.
    let translators: [any MessageTranslator]
    /// Why a better model does not serve, as far as opening has shown.
    public let notes: [String]
    /// Those of them that are about the models alone.
    let modelNotes: [String]
    /// The counter of changes of the articles that were read.
    let changes: Int
    /// The languages of articles that customers may read.
    package let languages: Set<String>
    package let finder: AnswerFinder
    package let reader: MessageReader
    package let rules: DecisionRules
    package let masking: Masking
    package let tools: @Sendable (ToolDeclaration, String) -> ToolRunner.Result

    /// One of the shop's phrases with its places filled.
    package func phrase(
        _ name: String, language: String?, _ values: [String: String] = [:], after said: String? = nil
    ) -> String {
        let language = language ?? Phrases.fallbackLanguage
        var values = values
        values["shop"] = catalog.name.isEmpty ? nil : catalog.name
        values["example"] = catalog.order?.example ?? ""
        values["subjects"] = catalog.help[language] ?? catalog.help[Phrases.fallbackLanguage] ?? catalog.name
        return phrases.text(name, language: language, values: values, after: said) ?? name
    }

    /// Whether a statement that a writer made stands in the statements cited.
    package func isSupported(_ statement: String, by quotes: [String]) throws -> Bool {
        try SupportCheck(pairs: pairs, check: check).faults(of: statement, in: quotes).isEmpty
    }
}
