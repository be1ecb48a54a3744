import QuartetCommandLine
import QuartetEngine
import QuartetFiles
import QuartetMolecules
import QuartetReports

/// Runs a search for candidates, prints them as they are found, and keeps them in the project.
struct ProposalOutput {
    let options: ProposingOptions
    let model: MoleculeAutoencoder?
    let project: Project?
    var run: Run?

    private var count: Int { options.rules.count }
    private var isJSON: Bool { options.json.isRequested }

    mutating func print(
        _ source: some CandidateSource, _ rules: ProposalRules, comparedWith leads: [MorganFingerprint]
    ) throws {
        var before = KnownStructures()
        // What this run found before it was killed is found again.
        for candidate in project?.candidates.all ?? [] where candidate.origin.run != run?.id {
            before.insert(candidate.smiles)
        }
        let proposer = Proposer(
            source, rules, mostPerScaffold: options.rules.perScaffold, after: before)
        let rows = try ProposedRows(model, comparedWith: leads)
        let progress = ProgressReporter(
            "Proposing", total: count, unit: "candidates", quiet: options.common.quiet)
        InterruptSignal.watch()
        var (found, isExhausted) = (0, false)
        if !isJSON { StandardOutput.write(ProposedRow.headings.joined(separator: "\t") + "\n") }
        while found < count, !InterruptSignal.isRaised {
            let left = options.rules.limit - proposer.funnel.entered
            if left < 1 { break }
            guard let next = try proposer.next(wanted: count - found, most: left) else {
                isExhausted = true
                break
            }
            try show(rows(next))
            found += next.count
            progress.update(found, [("strings written", Double(proposer.funnel.entered))])
            try StandardOutput.check()
        }
        progress.finish()
        try finish(proposer.funnel, found, isExhausted: isExhausted, known: proposer.knownCount)
    }

    private func show(_ found: [ProposedRow]) throws {
        var rows = found
        if let project, let run {
            let kept = try project.candidates.append(
                rows.map { NewCandidate(smiles: $0.smiles, origin: origin($0, run)) })
            for (index, kept) in kept.enumerated() { rows[index].id = kept.candidate.id }
        }
        for row in rows {
            if isJSON { try JSONOutput.printLine(row) } else { StandardOutput.write(row.line + "\n") }
        }
    }

    private func origin(_ row: ProposedRow, _ run: Run) -> Candidate.Origin {
        Candidate.Origin(
            command: run.command, run: run.id, seed: options.writing.random.seed,
            model: run.settings["model"], code: row.code, parents: row.parents.isEmpty ? nil : row.parents,
            note: row.note)
    }

    /// Says what was left out, and why.
    private mutating func finish(_ funnel: Funnel, _ found: Int, isExhausted: Bool, known: Int) throws {
        run?.funnel = funnel
        run?.isFinished = !InterruptSignal.isRaised
        if let run { try project?.runs.record(run) }
        for stage in funnel.stages where stage.passed < stage.entered {
            options.common.note(Self.text(stage))
        }
        if known > 0 {
            options.common.note(
                "\(NumberText.counted(known, "molecule")) left out because the project has them: nothing is proposed "
                    + "twice, so the same seed gives other candidates than in an empty project.")
        }
        if InterruptSignal.isRaised {
            let kept = project == nil ? "" : "; they are kept, and the same command goes on"
            throw CommandFailure(.failed, "stopped after \(found) of \(count) candidates\(kept)")
        }
        if found < count {
            let entered = NumberText.counted(funnel.entered, "string")
            let advice =
                isExhausted ? "there are no more: relax the rules" : "relax the rules, or raise --most"
            options.common.note("\(found) of \(count) candidates after \(entered): \(advice).")
        }
    }

    private static func text(_ stage: Funnel.Stage) -> String {
        let (passed, entered) = (NumberText.grouped(stage.passed), NumberText.grouped(stage.entered))
        if stage.filter == Funnel.wanted { return "wanted: \(passed) of \(entered) that passed" }
        let reasons = stage.reasons.prefix(3).map { "\($0.text) \(NumberText.grouped($0.count))" }
        return "\(stage.filter): \(passed) of \(entered) pass (\(reasons.joined(separator: ", ")))"
    }
}
