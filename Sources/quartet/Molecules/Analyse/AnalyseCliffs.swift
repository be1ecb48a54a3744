import ArgumentParser
import QuartetCommandLine
import QuartetMolecules

/// `quartet molecules analyse cliffs`.
struct AnalyseCliffs: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cliffs", abstract: "Find similar molecules with very different activities.",
        discussion: """
            Pairs by falling SALI, the difference of the activities divided by one minus the similarity. It is inf for equal \
            fingerprints, which stereoisomers have; these differences may be real, or an error of the file.

            EXAMPLES:
              quartet molecules analyse cliffs hits.csv --value pIC50
              quartet molecules analyse cliffs hits.csv --value pIC50 --difference 2
            """)

    @OptionGroup var options: SeriesOptions

    @Option(help: ArgumentHelp("Tanimoto similarity of a pair, at least.", valueName: "number"))
    var similarity = 0.65

    @Option(
        help: ArgumentHelp(
            "Difference of the values, at least; of a pIC50, 1 is a factor of ten.", valueName: "number"))
    var difference = 1.0

    @Flag(help: "Leave out pairs that differ in stereo alone.")
    var skipStereo = false

    func validate() throws {
        try options.requireValues()
        try check(similarity, in: 0.1...1, "--similarity")
        try check(difference, in: 0...1e300, "--difference")
    }

    func run() throws {
        let series = try options.readMeasured().molecules
        let found = try ActivityCliffs(
            of: series, similarity: similarity, difference: difference,
            progress: options.progress("Comparing"))
        try ResultTable.print(
            found.cliffs.lazy.filter { !(skipStereo && $0.isStereoOnly) }.map { CliffResult($0, of: series) },
            isJSON: options.isJSON)
    }
}

/// A pair of similar molecules.
struct CliffResult: MoleculeResult {
    static let headings =
        ["sali", "similarity", "difference", "stereo_only"] + MemberResult.headings("low_")
        + MemberResult.headings("high_")
    /// Nil for equal fingerprints.
    let sali: Double?
    let similarity: Double
    let difference: Double
    let isStereoOnly: Bool
    let low: MemberResult
    let high: MemberResult

    init(_ cliff: ActivityCliffs.Cliff, of series: Series) {
        sali = cliff.index.isFinite ? cliff.index : nil
        (similarity, difference) = (cliff.similarity, cliff.difference)
        isStereoOnly = cliff.isStereoOnly
        (low, high) = (
            MemberResult(series.members[cliff.lower]), MemberResult(series.members[cliff.higher])
        )
    }

    var cells: [String] {
        [Cell.number(sali ?? .infinity), Cell.number(similarity), Cell.number(difference)]
            + [isStereoOnly ? "yes" : "no"] + low.cells + high.cells
    }
}
