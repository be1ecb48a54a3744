import Foundation
import QuartetCommandLine
import QuartetEngine
import QuartetFiles
import QuartetMolecules
import QuartetReports

/// A candidate as the commands that propose print it.
struct ProposedRow: Encodable {
    /// In the project.
    var id: String?
    let smiles: String
    let properties: [String: Double]
    let scaffold: String
    /// Of the most similar parent.
    let similarity: Double?
    let parents: [String]
    let note: String?
    /// Of the model's reading of the molecule, and whether decoding it gives the molecule again.
    let code: [Float]
    let decodesToItself: Bool

    static let headings =
        ["id", "smiles"] + PropertyLabels.names + ["scaffold", "similarity", "parents", "note"]

    var line: String {
        let numbers = PropertyLabels.names.map { String(format: "%.4g", properties[$0] ?? .nan) }
        let cells =
            [id ?? "", smiles] + numbers
            + [
                scaffold, similarity.map { String(format: "%.2f", $0) } ?? "",
                parents.joined(separator: " "), note ?? "",
            ]
        return cells.map(SafeText.visible).joined(separator: "\t")
    }
}

/// Runs a search for candidates, prints them as they are found, and keeps them in the project.
struct ProposalOutput<Source: CandidateSource> {
    let model: MoleculeAutoencoder
    let options: ProposalOptions
    let json: JSONOptions
    let common: CommonOptions
    let project: Project?
    var run: Run?
    let seed: UInt64

    /// - Parameters:
    ///   - command: as the project records it.
    ///   - settings: what decides its results, besides the seed and the model.
    init(
        _ command: String, settings: [String: String], model: MoleculeAutoencoder, weights: String,
        options: ProposalOptions, seed: UInt64, project: Project?, json: JSONOptions, common: CommonOptions
    ) throws {
        (self.model, self.options, self.json, self.common) = (model, options, json, common)
        (self.project, self.seed) = (project, seed)
        var settings = settings
        settings["seed"] = String(seed)
        settings["model"] = weights
        settings["count"] = String(options.count)
        run = try project?.runs.begin(command, settings: settings, time: ProjectOptions.now)
    }

    mutating func print(
        _ source: Source, _ rules: ProposalRules, comparedWith leads: [MorganFingerprint] = []
    )
        throws
    {
        var before = KnownStructures()
        // What this run found before it was killed is found again.
        for candidate in project?.candidates.all ?? [] where candidate.origin.run != run?.id {
            before.insert(candidate.smiles)
        }
        let proposer = Proposer(source, rules, mostPerScaffold: options.perScaffold, after: before)
        let labels = try PropertyLabels()
        let progress = ProgressReporter(
            "candidates", total: options.count, unit: "candidates", quiet: common.quiet)
        InterruptSignal.watch()
        var found = 0
        if !json.isRequested { StandardOutput.write(ProposedRow.headings.joined(separator: "\t") + "\n") }
        while found < options.count, proposer.funnel.entered < options.limit, !InterruptSignal.isRaised,
            let next = try proposer.next()
        {
            let chosen = Array(next.prefix(options.count - found))
            try show(chosen, labels, leads)
            found += chosen.count
            progress.update(found, [("written", Double(proposer.funnel.entered))])
            try StandardOutput.check()
        }
        progress.finish()
        try finish(proposer.funnel, found)
    }

    private mutating func show(
        _ proposed: [ProposedMolecule], _ labels: PropertyLabels, _ leads: [MorganFingerprint]
    ) throws {
        // A molecule may have a token that the model lacks, if it was not the model that wrote it.
        let tokens = proposed.map { try? model.tokens(of: $0.smiles) }
        let known = tokens.compactMap(\.self)
        let codes = try model.codes(of: known).means
        let decoded = try model.reconstructions(of: known)
        var (rows, read) = ([ProposedRow](), 0)
        for (molecule, tokens) in zip(proposed, tokens) {
            let texts = try labels(molecule.molecule, PropertyLabels.names, beside: [])
            let values = zip(PropertyLabels.names, texts).compactMap { name, text in
                Double(text).map { (name, $0) }
            }
            let fingerprint = leads.isEmpty ? nil : molecule.molecule.fingerprint()
            let similarity = fingerprint.map { mine in leads.reduce(0) { max($0, $1.similarity(to: mine)) } }
            var (code, isFaithful) = ([Float](), false)
            if tokens != nil {
                code = Array(codes[read * model.latents..<(read + 1) * model.latents])
                isFaithful = (try? Molecule(smiles: decoded[read]).smiles()) == molecule.smiles
                read += 1
            }
            rows.append(
                ProposedRow(
                    smiles: molecule.smiles, properties: Dictionary(values) { first, _ in first },
                    scaffold: molecule.scaffold.smiles, similarity: similarity,
                    parents: molecule.source.parents,
                    note: molecule.source.note, code: code, decodesToItself: isFaithful))
        }
        if let project, let run {
            let kept = try project.candidates.append(
                rows.map { NewCandidate(smiles: $0.smiles, origin: origin($0, run)) })
            for (index, kept) in kept.enumerated() { rows[index].id = kept.candidate.id }
        }
        for row in rows {
            if json.isRequested {
                try JSONOutput.printLine(row)
            } else {
                StandardOutput.write(row.line + "\n")
            }
        }
    }

    private func origin(_ row: ProposedRow, _ run: Run) -> Candidate.Origin {
        Candidate.Origin(
            command: run.command, run: run.id, seed: seed, model: run.settings["model"],
            code: row.code.isEmpty ? nil : row.code, parents: row.parents.isEmpty ? nil : row.parents,
            note: row.note)
    }

    /// Says what was left out, and why.
    private mutating func finish(_ funnel: Funnel, _ found: Int) throws {
        run?.funnel = funnel
        run?.isFinished = !InterruptSignal.isRaised
        if let run { try project?.runs.record(run) }
        for stage in funnel.stages where stage.passed < stage.entered {
            let reasons = stage.reasons.prefix(3).map { "\($0.text) \($0.count)" }.joined(separator: ", ")
            common.note("\(stage.filter): \(stage.passed) of \(stage.entered) pass (\(reasons))")
        }
        if InterruptSignal.isRaised {
            let kept = project == nil ? "" : "; they are kept, and the same command goes on"
            throw CommandFailure(.failed, "stopped after \(found) of \(options.count) candidates\(kept)")
        }
        if found < options.count {
            common.note(
                "\(found) of \(options.count) candidates after \(funnel.entered) strings: relax the rules, or raise --most."
            )
        }
    }
}
