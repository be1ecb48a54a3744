internal import Foundation
internal import QuartetCatalogs
internal import QuartetFiles

/// What speaks for and against showing an answer, as numbers for ``DecisionModel``.
package struct Evidence: Sendable, Equatable, Codable {
    /// The best passage's weighted sum of scores.
    package var fused = 0.0
    /// How far the best passage of another article is behind it.
    package var margin = 0.0
    package var passageCosine = 0.0
    package var statementCosine = 0.0
    package var nameCosine = 0.0
    package var words = 0.0
    package var coverage = 0.0
    /// The share of the best article in the softmax over all articles found.
    package var share = 0.0
    /// The pair encoder's logit of the best passage; nil where it did not read.
    package var pair: Double?
    /// The best logit of another article.
    package var otherPair: Double?
    /// That an article answers, by the team's own questions, as a logit from -1 to 1; 0 without any.
    package var known = 0.0
    /// The probability of the best article by the team's own questions; 0 without any.
    package var question = 0.0
    /// 1 where the team has questions of its own, else 0.
    package var hasQuestions = 0.0
    /// 1 when a kind of answer is asked for and the extract has it, -1 when it has not, else 0.
    package var askedKind = 0.0
    /// Content words of the message that no article has, as a share.
    package var unknownWords = 0.0
    /// Content words of the message.
    package var length = 0

    package init() {}

    /// The features of a logistic model, in a fixed order. Cosines and logits are brought to a similar scale.
    package var features: [Double] {
        [
            fused, min(margin, 0.3) * 3, passageCosine, statementCosine, nameCosine, words, coverage,
            askedKind,
            unknownWords, log(1 + Double(length)) / 3, length == 1 ? 1 : 0, share, known, question,
            hasQuestions,
        ]
    }

    /// ``features`` with those of the pair encoder.
    package var pairFeatures: [Double] {
        let own = pair ?? 0
        let other = otherPair ?? 0
        return features + [own / 10, max(own, 0) / 10, (own - other) / 10, other / 10, coverage * own / 10]
    }
}

/// The calibrated probability that the best answer is right: one logistic model with the pair encoder's evidence, one
/// without.
package struct DecisionModel: Codable, Sendable, Equatable {
    package var withPairs: LogisticModel
    package var withoutPairs: LogisticModel

    package init(withPairs: LogisticModel, withoutPairs: LogisticModel) {
        (self.withPairs, self.withoutPairs) = (withPairs, withoutPairs)
    }

    package func callAsFunction(_ evidence: Evidence) -> Double {
        evidence.pair == nil
            ? withoutPairs(evidence.features) : withPairs(evidence.pairFeatures)
    }

    /// The model that comes with the program, in `catalogs/support/decision.json`.
    package static func shipped() throws -> DecisionModel {
        let path = try ResourceLocator().file("support/decision.json", in: .catalogs)
        do {
            return try JSONDecoder().decode(DecisionModel.self, from: Data(try FileBytes.read(path)))
        } catch let error as DecodingError {
            throw CatalogError.file(.damaged(file: path, reason: DecodingError.reason(of: error)))
        }
    }
}
