import ArgumentParser
import QuartetCatalogs
import QuartetCommandLine
import QuartetMolecules

/// What completes fragments.
struct FragmentOptions: ParsableArguments {
    enum Method: String, CaseIterable, ExpressibleByArgument { case model, pieces }

    @Option(
        help: ArgumentHelp(
            "What completes the fragment, the model or pieces of known molecules (default: the model, and pieces for "
                + "what it cannot write).", valueName: "method"))
    var by: Method?

    @Option(
        help: ArgumentHelp(
            "Table of pieces that `quartet molecules pieces` made (default: the shipped one).",
            valueName: "file"),
        completion: .file())
    var pieces: String?

    /// The source of candidates that completes fragments: the model where it knows their tokens, else pieces.
    func source(
        completing fragments: [Molecule], _ model: MoleculeAutoencoder,
        _ writing: MoleculeAutoencoder.Writing,
        _ common: CommonOptions
    ) throws -> AnySource {
        if by != .pieces {
            do {
                return fragments.count == 1
                    ? AnySource(try FragmentSource(growing: fragments[0], model, writing))
                    : AnySource(try FragmentSource(linking: fragments[0], fragments[1], model, writing))
            } catch let error as FragmentError {
                guard by == nil, error.isOfModel else { throw error }
                common.note("The model cannot complete it (\(error)); pieces of known molecules do.")
            }
        }
        return AnySource(try PieceSource(completing: fragments, with: blocks()))
    }

    private func blocks() throws -> BuildingBlocks {
        try BuildingBlocks(path: pieces ?? ResourceLocator().file("molecules-pieces.tsv", in: .weights))
    }
}

/// A source of any kind.
struct AnySource: CandidateSource {
    private var source: any CandidateSource

    init(_ source: some CandidateSource) { self.source = source }

    mutating func next() throws -> [CandidateString] { try source.next() }
}
