import QuartetMolecules

/// Enters into a project what `score` found: each molecule as a candidate, its properties, alerts and verdicts as records.
struct ProjectScores {
    private var intake: ProjectIntake<ScoreRow>
    private let judge: CandidateJudge
    /// The fingerprint of the known molecules that the nearest one was looked for in.
    private let reference: String?
    private var recorded: Set<String>?

    /// - Parameter reference: the file of known molecules; nil for none.
    init(
        _ options: ProjectOptions, file: String, judge: CandidateJudge, reference: ProjectSettings.Source?
    ) {
        self.judge = judge
        self.reference = reference?.fingerprint
        var settings = ["file": file]
        let screens = judge.sources.dropFirst().map(\.name)
        if !screens.isEmpty { settings["judged by"] = screens.joined(separator: ", ") }
        settings["reference"] = reference?.path
        intake = ProjectIntake(options, command: "score", settings: settings)
    }

    mutating func add(_ row: MoleculeRow, _ found: ScoreRow) throws {
        intake.take(row, found, smiles: found.smiles)
        if intake.isFull { try write() }
    }

    mutating func refuse(_ row: MoleculeRow, _ error: MoleculeError) throws {
        intake.refuse(row, error)
        if intake.isFull { try write() }
    }

    /// Writes all of it.
    ///
    /// - Returns: what it says to people; nil where no molecule came.
    mutating func finish(isFinished: Bool) throws -> String? {
        guard intake.hasMolecules else { return nil }
        try write()
        let project = try intake.finish(isFinished: isFinished)
        return "\(project.path): \(project.candidates.all.count) candidates, \(intake.newCount) of them new"
    }

    private mutating func write() throws {
        let project = try intake.open().project
        var known = recorded ?? Set(project.scores.entries.map(Self.key))
        var records: [ScoreRecord] = []
        for placed in try intake.place() {
            guard let (found, place) = try? placed.result.get(), let kept = found.kept else { continue }
            let all = judge.records(of: kept, as: place.candidate.id) + nearest(found, place.candidate.id)
            records += all.filter { known.insert(Self.key($0)).inserted }
        }
        try project.scores.append(records)
        recorded = known
    }

    private func nearest(_ found: ScoreRow, _ id: String) -> [ScoreRecord] {
        guard let reference, let nearest = found.nearest else { return [] }
        return [
            ScoreRecord(
                candidate: id, source: "known molecules", version: reference,
                values: ["similarity to known": nearest?.similarity ?? 0])
        ]
    }

    private static func key(_ record: ScoreRecord) -> String {
        "\(record.candidate) \(record.version) \(record.source)"
    }
}
