public import ArgumentParser
import QuartetCommandLine
import QuartetMolecules

/// `quartet molecules analyse pairs`.
struct AnalysePairs: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pairs",
        abstract: "Find what one change at one place does to the activity (matched pairs).",
        discussion: """
            Molecules are cut at one bond outside rings; two that share the larger part are a matched pair, also with \
            hydrogen at the cut. A pair is counted once, with its smallest change. Each row is a change, from the \
            smaller part to the larger one, with the mean and the standard deviation of what it adds to the \
            activity, and how often the activity rises. --list prints the pairs themselves.

            EXAMPLES:
              quartet molecules analyse pairs hits.csv --value pIC50
              quartet molecules analyse pairs hits.csv --value pIC50 --at-least 1 \\
                  --list
            """)

    @OptionGroup var options: SeriesOptions

    @Option(help: ArgumentHelp("Pairs that a change must have.", valueName: "number"))
    var atLeast = 3

    @Option(help: ArgumentHelp("Heavy atoms of the part that changes, at most.", valueName: "number"))
    var atoms = MatchedPairs.usualAtomLimit

    @Option(help: "Order of the changes: by the number of pairs, or by the mean change either way.")
    var order = ChangeOrder.count

    @Flag(help: "Print a row for each pair instead of each change.")
    var list = false

    func validate() throws {
        try options.requireValues()
        try check(atLeast, in: 1...1_000_000, "--at-least")
        try check(atoms, in: 1...Molecule.atomLimit, "--atoms")
    }

    func run() throws {
        let series = try options.readMeasured().molecules
        let found = try MatchedPairs(of: series, atomLimit: atoms, progress: options.progress("Cutting"))
        let frequent = found.changes(atLeast: atLeast, order)
        let all = found.transformations.reduce(0) { $0 + $1.pairs.count }
        options.input.common.note(
            "\(all) pairs, \(found.transformations.count) changes, \(frequent.count) of them in at least \(atLeast) pairs"
        )
        if list && !options.isJSON {
            try ResultTable.print(
                frequent.lazy.flatMap { change in change.pairs.map { PairResult($0, change, series) } },
                isJSON: false)
        } else {
            try ResultTable.print(
                frequent.lazy.map { TransformationResult($0, of: series) }, isJSON: options.isJSON)
        }
    }
}

extension ChangeOrder: ExpressibleByArgument {}

/// A change and what it does.
struct TransformationResult: MoleculeResult {
    static let headings = ["from", "to", "count", "mean_change", "deviation", "rises"]
    let from: String
    let to: String
    let count: Int
    let meanChange: Double
    let deviation: Double?
    let rises: Int
    let pairs: [PairResult]

    init(_ change: MatchedPairs.Transformation, of series: Series) {
        (from, to, count) = (change.from, change.to, change.pairs.count)
        (meanChange, deviation, rises) = (change.meanChange, change.standardDeviation, change.riseCount)
        pairs = change.pairs.map { PairResult($0, change, series) }
    }

    var cells: [String] {
        [from, to, "\(count)", Cell.number(meanChange), Cell.number(deviation), "\(rises)"]
    }
}

/// A matched pair.
struct PairResult: MoleculeResult {
    static let headings =
        ["from", "to", "change"] + MemberResult.headings("first_") + MemberResult.headings("second_")
        + ["constant"]
    private let from: String
    private let to: String
    let change: Double
    let first: MemberResult
    let second: MemberResult
    let constant: String

    private enum CodingKeys: CodingKey { case change, first, second, constant }

    init(_ pair: MatchedPairs.Pair, _ transformation: MatchedPairs.Transformation, _ series: Series) {
        (from, to) = (transformation.from, transformation.to)
        (change, constant) = (pair.change, pair.constant)
        (first, second) = (
            MemberResult(series.members[pair.first]), MemberResult(series.members[pair.second])
        )
    }

    var cells: [String] { [from, to, Cell.number(change)] + first.cells + second.cells + [constant] }
}
