public import QuartetEngine

/// How the codes of samples are drawn.
public enum LatentPrior: Sendable {
    /// Molecules are written without a code, by the decoder as a language model; reading them gives their codes.
    case written
    /// N(0, 1), the prior of the training.
    case normal
    /// A normal distribution around the codes of some molecules.
    case fitted(LatentGaussian)
}

/// Draws strings from a model, block after block. They are as the decoder wrote them: not repaired, not filtered, and some are
/// not valid. The strings depend on the model, the prior and the seed alone.
///
/// It belongs to one thread at a time.
public final class MoleculeSampler {
    /// Strings that share a seed of their own; also as many as are written together at most.
    public static let block = 4096

    private let model: MoleculeAutoencoder
    private let prior: LatentPrior
    private let writing: MoleculeAutoencoder.Writing
    private var blocks: WritingBlocks

    public init(_ model: MoleculeAutoencoder, prior: LatentPrior, _ writing: MoleculeAutoencoder.Writing) {
        (self.model, self.prior, self.writing) = (model, prior, writing)
        blocks = WritingBlocks(seed: writing.seed, stream: "molecules", size: Self.block)
    }

    /// The next strings: at least one, and at most as many. They are the same ones however many are drawn at a time.
    public func strings(_ count: Int) throws(OutOfMemory) -> [String] {
        let part = blocks.next(count)
        let writing = writing.of(part)
        let noise = { [latents = model.latents] in
            CounterRandom.normals(
                part.count * latents, from: part.first * latents, seed: part.seed, stream: 0x5052_494F)
        }
        switch prior {
        case .written: return try model.strings(part.count, withoutCode: writing)
        case .normal: return try model.strings(ofLatents: noise(), writing)
        case .fitted(let gaussian):
            return try model.strings(ofLatents: gaussian.codes(from: noise()), writing)
        }
    }
}

extension MoleculeSampler: CandidateSource {
    public func next(_ count: Int) throws -> [CandidateString] {
        try strings(count).map { CandidateString(text: $0) }
    }
}
