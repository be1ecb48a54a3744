/// A passage that a search found, with what speaks for it.
package struct FoundPassage: Sendable {
    /// Its number in the knowledge base.
    package var id: Int64
    package var passage: Passage
    package var article: ArticleHeader
    package var scores = SearchScores()
    /// The cosine of the question with each statement that has a vector, by the statement's number: the larger one of
    /// the statement alone and with its neighbours.
    package var statements: [Int: Float] = [:]
    /// The weighted sum that the search orders by.
    package var fused: Double = 0
    /// The pair encoder's logit; nil where it did not read the passage.
    package var pair: Float?
    /// What the pair encoder read.
    package var reading: PairReading?

    package init(id: Int64, passage: Passage, article: ArticleHeader) {
        (self.id, self.passage, self.article) = (id, passage, article)
    }
}

/// What a pair encoder read.
public struct PairReading: Sendable, Equatable {
    public var question: String
    /// Of the passage, with its title and headings.
    public var text: String
}

/// What an answer needs to know of an article besides its text.
package struct ArticleHeader: Sendable, Equatable {
    package var id: String
    package var title: String
    package var language: String
    package var audience: Article.Audience
    package var handover: Article.Handover?
    package var validUntil: CalendarDay?
    package var address: String?
    package var synonyms: [String]

    package init(_ article: Article) {
        (id, title, language) = (article.id, article.title, article.language)
        (audience, handover, validUntil) = (article.audience, article.handover, article.validUntil)
        (address, synonyms) = (article.address, article.synonyms)
    }
}

/// How well a passage matches a question, by each way of searching. Cosines are 0 where no vector was near.
public struct SearchScores: Sendable, Equatable, Encodable {
    /// BM25 by the sum of the weights of the question's words, from 0 to about 1.
    package var words: Double = 0
    /// The share of the question's content words that stand in the passage, its title or the article's synonyms, each
    /// weighted by its rarity. A word that no article has counts most.
    package var coverage: Double = 0
    /// The same for the title and headings alone, where a word may also be a part of a compound: "Ausweis" of
    /// "Personalausweis".
    package var title: Double = 0
    /// The cosines of the question with each grain; see ``VectorTexts/Grain``.
    package var passage: Double = 0
    package var statement: Double = 0
    package var neighbours: Double = 0
    package var name: Double = 0
    /// What the team's own questions tell of the article, in nats; nil where it has none. See
    /// ``QuestionModel/Prediction``.
    package var question: Double?
    /// How far the section is behind the one of its article that they ask for most, in nats.
    package var section = 0.0

    package var bestCosine: Double { max(passage, statement, neighbours, name) }
}

/// The weights with which scores are added up.
package struct FusionWeights: Sendable, Equatable, Codable {
    package var words: Double
    package var coverage: Double
    package var passage: Double
    package var statement: Double
    package var neighbours: Double
    package var name: Double
    /// Of the best of the four cosines.
    package var best: Double
    /// Of a nat that the team's own questions tell of an article, and of a section.
    package var question = 0.12
    package var section = 0.12
    /// Of the coverage of title and headings.
    package var title = 0.0

    /// The weights that held best over questions on encyclopaedia paragraphs, hotels and restaurants, customer service and a
    /// shop. The mean of the grains was best on some, the largest on others; half of both was never the worst. Ranks were
    /// worse than scores on all.
    package static let usual = FusionWeights(
        words: 0.2, coverage: 0.2, passage: 0.15, statement: 0.15, neighbours: 0.12, name: 0.08, best: 0.5)

    /// Only words: without an encoder.
    package static let wordsOnly = FusionWeights(
        words: 0.5, coverage: 0.5, passage: 0, statement: 0, neighbours: 0, name: 0, best: 0)

    /// For a message in a language that the encoder does not know: words say more than vectors.
    package var trustingWords: FusionWeights {
        var weights = self
        weights.words *= 2.5
        weights.coverage *= 2.5
        weights.title = 0.3
        return weights
    }

    package func callAsFunction(_ s: SearchScores) -> Double {
        let cosines =
            passage * s.passage + statement * s.statement + neighbours * s.neighbours + name * s.name
            + best * s.bestCosine
        return words * s.words + coverage * s.coverage + cosines + question * (s.question ?? 0)
            + section * s.section + title * s.title
    }
}
