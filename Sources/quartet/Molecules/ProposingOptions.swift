import ArgumentParser
import QuartetCommandLine
import QuartetMolecules

/// What every command that proposes molecules takes, beside what it starts from.
struct ProposingOptions: ParsableArguments {
    @OptionGroup var rules: ProposalOptions

    @OptionGroup var model: MoleculeModelOptions

    @OptionGroup var writing: WritingOptions

    @OptionGroup var project: ProjectOptions

    @OptionGroup var json: JSONOptions

    @OptionGroup var common: CommonOptions

    /// Searches for candidates, prints them as they are found, and keeps them in the project.
    ///
    /// - Parameters:
    ///   - command: as the project records it.
    ///   - settings: what decides its results, beside these options.
    ///   - model: reads the candidates; nil for a command that does without.
    ///   - leads: what candidates are compared with.
    func propose(
        _ command: String, _ settings: [String: String], _ source: some CandidateSource,
        _ rules: ProposalRules, _ model: LoadedModel?, comparedWith leads: [MorganFingerprint] = []
    ) throws {
        var all = settings.merging(writing.settings) { first, _ in first }
        all.merge(try self.rules.settings()) { first, _ in first }
        all["model"] = model?.fingerprint
        let project = try project.open()
        let run = try project?.runs.begin(command, settings: all, time: ProjectOptions.now)
        var output = ProposalOutput(options: self, model: model?.network, project: project, run: run)
        try output.print(source, rules, comparedWith: leads)
    }
}
