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

    /// Proposes molecules that keep the fragments, SMILES with open ends, atom for atom.
    func propose(_ command: String, completing smiles: [String], _ options: ProposingOptions) throws {
        options.common.apply()
        let fragments = try smiles.map { try Molecule(smiles: $0) }
        let model = try self.model(options.model)
        var rules = try options.rules.rules(options.common)
        rules.keeps += try fragments.map { try SubstructureRule(smarts: $0.smiles()) }
        var settings = ["fragments": fragments.map { $0.smiles() }.joined(separator: " ")]
        if let by { settings["by"] = by.rawValue }
        if let pieces { settings["pieces"] = pieces }
        try options.propose(command, settings, source(completing: fragments, model, options), rules, model)
    }

    /// Pieces need no model; one that is named is used to read the candidates.
    private func model(_ options: MoleculeModelOptions) throws -> LoadedModel? {
        if by == .pieces, options.model == nil { return nil }
        do {
            return try options.loaded()
        } catch let error as NoModel {
            throw CommandFailure(error.kind, "\(error); --by pieces needs none")
        }
    }

    /// The source of candidates that completes fragments: the model where it knows their tokens, else pieces.
    private func source(
        completing fragments: [Molecule], _ model: LoadedModel?, _ options: ProposingOptions
    ) throws -> any CandidateSource {
        if by != .pieces, let network = model?.network {
            let writing = options.writing.writing
            do {
                return fragments.count == 1
                    ? try FragmentSource(growing: fragments[0], network, writing)
                    : try FragmentSource(linking: fragments[0], fragments[1], network, writing)
            } catch let error as FragmentError {
                guard by == nil, error.isOfModel else { throw error }
                options.common.note("The model cannot complete it (\(error)); pieces of known molecules do.")
            }
        }
        return try PieceSource(completing: fragments, with: blocks())
    }

    private func blocks() throws -> BuildingBlocks {
        try BuildingBlocks(path: pieces ?? ResourceLocator().file("molecules-pieces.tsv", in: .weights))
    }
}
