internal import Foundation
internal import QuartetCatalogs
internal import QuartetEngine
public import QuartetModels

/// Tells a wish for a person and anger from all other messages: an encoder tuned on messages of these three kinds.
public final class CueClassifier: Sendable {
    /// The probabilities of a message's kinds.
    package struct Kinds: Sendable, Equatable {
        package var person: Double
        package var anger: Double
    }

    private let classifier: TextClassifier
    private let person, anger: Int

    /// - Returns: nil for a classifier of other classes.
    public init?(_ classifier: TextClassifier) {
        guard let person = classifier.labels.firstIndex(of: "person"),
            let anger = classifier.labels.firstIndex(of: "anger")
        else { return nil }
        (self.classifier, self.person, self.anger) = (classifier, person, anger)
    }

    package func kinds(of message: String) throws -> Kinds {
        let logits = try classifier.logits(of: [message])[0].map { Double($0) }
        let largest = logits.max() ?? 0
        let shares = logits.map { exp($0 - largest) }
        let sum = shares.reduce(0, +)
        return Kinds(person: shares[person] / sum, anger: shares[anger] / sum)
    }

    /// The adapter that this project tuned on the published MiniLM.
    static func best(_ encoder: SentenceEncoder, _ locator: ResourceLocator) -> (
        classifier: CueClassifier?, notes: [String]
    ) {
        guard let path = try? locator.file("support-cues.safetensors", in: .weights) else { return (nil, []) }
        do {
            let classifier = try TextClassifier(
                encoder: encoder, adapter: LowRankAdapter(path: path), precision: .bfloat16)
            return (CueClassifier(classifier), [])
        } catch {
            return (nil, ["\(error)"])
        }
    }
}
