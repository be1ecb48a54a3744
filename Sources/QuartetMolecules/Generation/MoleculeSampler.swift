public import QuartetEngine
internal import QuartetFiles

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
    /// Strings that are written together.
    public static let block = 4096

    private let model: MoleculeAutoencoder
    private let prior: LatentPrior
    private let writing: MoleculeAutoencoder.Writing
    private var blocks: UInt64 = 0

    public init(_ model: MoleculeAutoencoder, prior: LatentPrior, _ writing: MoleculeAutoencoder.Writing) {
        (self.model, self.prior, self.writing) = (model, prior, writing)
    }

    /// The next strings: ``block`` of them, or fewer at the end.
    public func next(_ count: Int = block) throws(OutOfMemory) -> [String] {
        var generator = PhiloxGenerator(seed: writing.seed, step: blocks, stream: "molecules")
        blocks += 1
        var writing = writing
        writing.seed = generator.next()
        let noise = { [model] in
            CounterRandom.normals(count * model.latents, seed: writing.seed, stream: 0x5052_494F)
        }
        switch prior {
        case .written: return try model.strings(count, withoutCode: writing)
        case .normal: return try model.strings(ofLatents: noise(), writing)
        case .fitted(let gaussian):
            return try model.strings(ofLatents: gaussian.codes(from: noise()), writing)
        }
    }
}
