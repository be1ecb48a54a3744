/// How near a sample of molecules is to a reference, and how different its molecules are: the table of MOSES (Polykovskiy
/// et al., Front. Pharmacol. 2020, 11, 565644), with the definitions of its program.
///
/// All but ``validity`` are of the molecules that can be read, each as often as it occurs.
public struct DistributionMetrics: Sendable, Equatable, Encodable {
    /// Rows, and those that are molecules.
    public var rows: Int
    public var valid: Int
    /// Share of the rows that are molecules.
    public var validity: Double
    /// Share of different molecules among the first 1,000, the first 10,000 and all; nil for fewer.
    public var uniqueAt1000: Double?
    public var uniqueAt10000: Double?
    public var unique: Double
    /// Share of the different molecules that are not in the training set; nil without one.
    public var novelty: Double?
    /// Share that passes the structural filters; nil when they were not asked for.
    public var filters: Double?
    /// Fréchet ChemNet distance; 0 is best. It depends on the number of molecules. Nil for fewer than two.
    public var frechetChemNetDistance: Double?
    /// Mean Tanimoto similarity to the nearest molecule of the reference (Morgan fingerprints, radius 2, 1,024 bits).
    public var nearestSimilarity: Double
    /// Cosine of the counts of BRICS fragments, and of Murcko scaffolds with two rings and more; nil without any.
    public var fragments: Double?
    public var scaffolds: Double?
    /// One less the mean similarity of all pairs, each molecule with itself among them.
    public var diversity: Double
    /// One less the mean over the molecules of the root mean square similarity to all.
    public var diversity2: Double
    /// Wasserstein distances of the properties, in their units.
    public var logP: Double
    public var syntheticAccessibility: Double
    public var drugLikeness: Double
    public var weight: Double

    /// Compares a sample, which has a molecule, with molecules of a reference, which has some.
    ///
    /// - Parameters:
    ///   - known: canonical SMILES of the sample that are in the training set.
    ///   - distance: the Fréchet ChemNet distance of the two.
    public init(
        of sample: MoleculeSample, against reference: [MoleculeTraits], known: Set<String>?,
        distance: Double?
    ) throws {
        let molecules = sample.molecules
        (rows, valid, validity) = (sample.rowCount, molecules.count, sample.validity)
        let smiles = molecules.map(\.smiles)
        func unique(_ count: Int) -> Double? {
            count > smiles.count ? nil : Double(Set(smiles.prefix(count)).count) / Double(count)
        }
        (uniqueAt1000, uniqueAt10000) = (unique(1000), unique(10_000))
        let different = Set(smiles)
        self.unique = Double(different.count) / Double(smiles.count)
        novelty = known.map { 1 - Double($0.count) / Double(different.count) }
        let verdicts = molecules.compactMap(\.passesFilters)
        filters = verdicts.isEmpty ? nil : Double(verdicts.count { $0 }) / Double(verdicts.count)
        frechetChemNetDistance = distance

        let table = FingerprintTable(molecules.lazy.map(\.fingerprint))
        let others = FingerprintTable(reference.lazy.map(\.fingerprint))
        func mean(_ values: some Sequence<Double>) -> Double { values.reduce(0, +) / Double(molecules.count) }
        nearestSimilarity = mean(
            try table.similarities(to: others).lazy.map(\.largest))
        let own = try table.similarities(to: table)
        diversity = 1 - mean(own.lazy.map(\.mean))
        diversity2 = 1 - mean(own.lazy.map { $0.meanSquare.squareRoot() })

        fragments = SampleDistances.cosine(
            SampleDistances.counts(molecules.lazy.flatMap(\.fragments)),
            SampleDistances.counts(reference.lazy.flatMap(\.fragments)))
        scaffolds = SampleDistances.cosine(
            SampleDistances.counts(molecules.lazy.compactMap(\.scaffold)),
            SampleDistances.counts(reference.lazy.compactMap(\.scaffold)))
        func difference(_ property: (MoleculeTraits) -> Double) -> Double {
            SampleDistances.wasserstein(molecules.map(property), reference.map(property))
        }
        logP = difference(\.logP)
        syntheticAccessibility = difference(\.syntheticAccessibility)
        drugLikeness = difference(\.drugLikeness)
        weight = difference(\.weight)
    }
}
