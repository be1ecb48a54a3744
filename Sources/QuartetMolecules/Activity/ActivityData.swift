internal import QuartetEngine

/// Molecules with values, as models learn them: features, groups, and the similarities between all of them.
struct ActivityData: Sendable {
    let table: FeatureTable
    let columns: ForestColumns
    let groups: [String]
    let values: [Double]
    let similarities: [MoleculeFeatures.Counts: PairTable]

    /// - Throws: ``MoleculeError`` if the features of a molecule cannot be computed; `OutOfMemory` for more molecules than
    ///   this machine can compare with one another.
    init(_ molecules: [Molecule], values: [Double]) throws {
        let count = molecules.count
        // Six parts of kernels and a copy of them, and the factors and the inverse of three processes in double precision.
        try Machine.requireMemory(
            forFloats: [[20, count, count]], purpose: "the similarities of \(count) molecules",
            remedy: "learn from fewer molecules")
        let described = try parallelMap(count) { index in
            (try MoleculeFeatures(molecules[index]), ScaffoldSplit.group(of: molecules[index].neutral))
        }
        table = FeatureTable(described.map { $0.0 })
        columns = ForestColumns(table)
        groups = described.map { $0.1 }
        self.values = values
        similarities = KernelParts.similarities(table, table)
    }

    /// The features with numbers scaled by the members.
    func scaled(by members: [Int]) -> ScaledTable {
        ScaledTable(table, scales: NumberScales(table, rows: members))
    }

    /// The kernels' parts among all molecules.
    func parts(_ scaled: ScaledTable) -> KernelParts {
        KernelParts(table, scaled, similarities: similarities)
    }
}
