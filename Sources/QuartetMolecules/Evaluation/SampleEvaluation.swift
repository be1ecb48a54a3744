internal import QuartetFiles

/// A sample of molecules against a reference, and beside it real molecules in the same number: some of the metrics depend on
/// the number, so a figure alone says little.
public struct SampleEvaluation: Sendable {
    /// Real molecules, and what they were compared with.
    public enum RealMolecules: Sendable, Equatable {
        /// Random molecules of the training set against the reference.
        case training(count: Int)
        /// Random molecules of the reference against its others.
        case reference(count: Int, others: Int)
    }

    public let sample: DistributionMetrics
    public let real: DistributionMetrics?
    public let realMolecules: RealMolecules?

    /// What is being computed, and how many of how many molecules are done.
    public typealias Progress = (_ what: String, _ done: Int, _ all: Int) -> Void

    /// - Parameters:
    ///   - known: canonical SMILES of the sample that are in the training set; nil without one.
    ///   - real: real molecules that are not in the reference; without them a random part of the reference is compared
    ///     with the rest of it.
    ///   - network: computes activations.
    ///   - cache: keeps what is computed of real molecules; nil to compute it each time.
    public init(
        of sample: MoleculeSample, against reference: MoleculeSample, known: Set<String>?,
        real: MoleculeSample?,
        network: ChemNet, cache: ActivationCache? = nil, seed: UInt64,
        progress: Progress = { _, _, _ in }
    ) throws {
        let all = reference.molecules
        func realSums(_ molecules: [MoleculeTraits], of what: String) throws -> GaussianSums {
            let smiles = molecules.map(\.smiles)
            if let cache { return try cache.sums(of: smiles) { progress(what, $0, smiles.count) } }
            return try network.sums(of: smiles) { progress(what, $0, smiles.count) }
        }
        // A part of the reference is drawn either way: the sums of both parts are those of all.
        var order = Array(all.indices)
        var generator = PhiloxGenerator(seed: seed, stream: "part of the reference")
        order.shuffle(using: &generator)
        let part = real == nil ? min(sample.molecules.count, all.count / 2) : 0
        let drawn = order.prefix(part).map { all[$0] }
        // In the file's order, so that a cache knows them again where the seed has drawn no part.
        let others = order.dropFirst(part).sorted().map { all[$0] }

        let drawnSums = try realSums(drawn, of: reference.name)
        let otherSums = try realSums(others, of: reference.name)
        var referenceSums = otherSums
        referenceSums.add(drawnSums)
        let sampleSums = try network.sums(of: sample.molecules.map(\.smiles)) {
            progress(sample.name, $0, sample.molecules.count)
        }
        self.sample = try DistributionMetrics(
            of: sample, against: all, known: known,
            distance: sampleSums.frechetDistance(to: referenceSums))
        if let real {
            let sums = try realSums(real.molecules, of: real.name)
            realMolecules = .training(count: real.molecules.count)
            self.real = try DistributionMetrics(
                of: real, against: all, known: nil, distance: sums.frechetDistance(to: referenceSums))
        } else if part > 0 {
            realMolecules = .reference(count: part, others: others.count)
            self.real = try DistributionMetrics(
                of: MoleculeSample(name: reference.name, molecules: drawn), against: others, known: nil,
                distance: drawnSums.frechetDistance(to: otherSums))
        } else {
            (self.real, realMolecules) = (nil, nil)
        }
    }
}

extension GaussianSums {
    /// The Fréchet distance of the two Gaussians; nil where one of them has fewer than two rows.
    func frechetDistance(to other: GaussianSums) -> Double? {
        guard let gaussian, let other = other.gaussian else { return nil }
        return gaussian.frechetDistance(to: other)
    }
}
