internal import Foundation
public import QuartetEngine
internal import QuartetFiles

/// The objective of a masked language model (BERT; Devlin et al., 2019): the mean cross-entropy of the tokens that were
/// hidden, in nats.
///
/// - Parameters:
///   - scores: `[batch, tokens, vocabulary]`.
///   - original: the tokens before masking, `[batch, tokens]` int32.
///   - mask: 1 for the hidden tokens, of which there is at least one, else 0.
public func maskedTokenLoss(scores: Tensor, original: Tensor, mask: Tensor) -> Tensor {
    crossEntropy(logits: scores, labels: original, mask: mask)
}

/// Hides tokens of a text for a masked language model to predict: of the chosen tokens 80 % become the mask token, 10 % a
/// random token, and 10 % stay (Devlin et al., 2019).
public struct TokenMasking: Sendable {
    /// The token that replaces a hidden one.
    public var maskToken: Int32
    public var vocabulary: Int
    /// Share of the tokens that are chosen.
    public var share: Float = 0.15
    /// Tokens that are never chosen, such as padding and those that begin and end a text.
    public var kept: Set<Int32> = []

    private static let stream: UInt32 = 0x4D41_534B

    public init(maskToken: Int32, vocabulary: Int) {
        (self.maskToken, self.vocabulary) = (maskToken, vocabulary)
    }

    /// The tokens that the model is shown, and which of them it is to predict. The choice depends only on the seed, the
    /// step and the positions; if no token is drawn, the first that may be hidden is.
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
