internal import Foundation
public import QuartetEngine
internal import QuartetFiles

/// The objective of a masked language model (BERT; Devlin et al., 2019): the mean cross-entropy of the tokens that were
/// hidden, in nats.
///
/// - Parameters:
///   - scores: `[batch, tokens, vocabulary]`.
///   - original: what the tokens were, `[batch, tokens]` int32.
///   - mask: 1 for the tokens that were hidden, else 0; at least one is.
public func maskedTokenLoss(scores: Tensor, original: Tensor, mask: Tensor) -> Tensor {
    crossEntropy(logits: scores, labels: original, mask: mask)
}

/// Hides tokens of a text for a masked language model to find: of those chosen eight in ten become the mask token, one in
/// ten any token, and one in ten stays (Devlin et al., 2019).
public struct TokenMasking: Sendable {
    /// What stands in for a hidden token.
    public var maskToken: Int32
    public var vocabulary: Int
    /// Share of the tokens that are chosen.
    public var share: Float = 0.15
    /// Tokens that are never chosen, such as those that begin and end a text or fill it up.
    public var kept: Set<Int32> = []

    private static let stream: UInt32 = 0x4D41_534B

    public init(maskToken: Int32, vocabulary: Int) {
        (self.maskToken, self.vocabulary) = (maskToken, vocabulary)
    }

    /// What the model is shown, and which tokens it is asked for. The choice depends on the seed, the step and the tokens'
    /// places alone; where none would be chosen the first that may be is.
    public func callAsFunction(_ tokens: [Int32], seed: UInt64, step: Int) -> (
        shown: [Int32], isHidden: [Bool]
    ) {
        var generator = PhiloxGenerator(seed: seed, step: UInt64(step), stream: Self.stream)
        let draws = tokens.map { _ in
            (
                choice: generator.uniform(), kind: generator.uniform(),
                other: Int32.random(in: 0..<Int32(vocabulary), using: &generator)
            )
        }
        var isHidden = zip(tokens, draws).map { $1.choice < share && !kept.contains($0) }
        if !isHidden.contains(true), let first = tokens.firstIndex(where: { !kept.contains($0) }) {
            isHidden[first] = true
        }
        let shown = tokens.indices.map { place -> Int32 in
            if !isHidden[place] || draws[place].kind >= 0.9 { return tokens[place] }
            return draws[place].kind < 0.8 ? maskToken : draws[place].other
        }
        return (shown, isHidden)
    }
}
