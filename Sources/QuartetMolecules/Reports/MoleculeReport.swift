public import QuartetImaging
public import QuartetReports

/// A report on candidates as one page that loads nothing, to read, print and send: how they came to be, what they look
/// like, their properties beside those of known molecules, what was found about them, and what each number is worth.
public struct MoleculeReport: Sendable {
    public var title: String
    /// All molecules, in the order in which they are shown.
    public var molecules: [ReportMolecule]
    /// Properties of known molecules, by the names of ``MoleculeProperty``.
    public var known: [[String: Double]] = []
    /// Where the known molecules are from.
    public var knownName = ""
    public var runs: [Run] = []
    /// The most formulas that are drawn.
    public var limit: Int
    /// When it was written.
    public var written: String
    /// What the reader must know first: rows that could not be read, a reference that changed.
    public var warnings: [String] = []

    public init(title: String, molecules: [ReportMolecule], limit: Int = 120, written: String) {
        (self.title, self.molecules, self.limit, self.written) = (title, molecules, limit, written)
    }

    /// The best first: by the chemist's marks, then by the affinity, then by QED.
    public mutating func sort() { molecules.sort(by: ReportMolecule.isBefore) }

    /// The best first by a property; kept ones stay before, dropped ones behind.
    public mutating func sort(by property: MoleculeProperty, descending: Bool) {
        molecules.sort { a, b in
            if a.rank != b.rank { return a.rank < b.rank }
            let last = descending ? -Double.infinity : .infinity
            let values = (a.value(property) ?? last, b.value(property) ?? last)
            if values.0 == values.1 { return a.id < b.id }
            return descending ? values.0 > values.1 : values.0 < values.1
        }
    }

    private var shown: [ReportMolecule] { Array(molecules.prefix(max(limit, 1))) }

    /// The formulas that the report shows, on one sheet.
    public func sheet() throws -> Drawing { try CandidateGrid(shown).sheet(title: title) }

    public func page() throws -> HTMLPage {
        var blocks: [HTMLBlock] = [.note("Written \(written)."), overview]
        blocks += warnings.map { .warning($0) } + domainWarnings
        blocks += section("How the candidates came to be", FunnelBlocks(runs).blocks)
        blocks += section("What became of them", fate)
        blocks.append(.heading("Candidates", level: 2))
        if molecules.count > shown.count {
            blocks.append(
                .note(
                    "The first \(NumberText.grouped(shown.count)) of \(NumberText.grouped(molecules.count)); "
                        + "a table of all is written by --table."))
        }
        if shown.contains(where: { !$0.alerts.isEmpty }) {
            blocks.append(.note("Atoms on a coloured ground belong to the alert that is named below."))
        }
        blocks.append(.gallery(try CandidateGrid(shown).gallery))
        blocks += section("Clusters and diverse picks", try ClusterBlocks(molecules).blocks)
        blocks += section("Structures", [structureTable])
        let own = molecules.map(\.values)
        let beside = known.isEmpty ? "" : " beside \(NumberText.grouped(known.count)) known molecules"
        let source = known.isEmpty || knownName.isEmpty ? [] : [HTMLBlock.note("Known: \(knownName).")]
        blocks += section(
            "Properties" + beside, source + PropertyFigures(candidates: own, known: known).blocks)
        blocks += section("Latent map", LatentMap(molecules)?.blocks ?? [])
        blocks += section("Searches", SearchCurves(runs).blocks)
        blocks += section("Poses", DockingBlocks(molecules).blocks)
        blocks += section("What the numbers are worth", [worth])
        return HTMLPage(title: title, blocks: blocks)
    }

    private func section(_ heading: String, _ blocks: [HTMLBlock]) -> [HTMLBlock] {
        blocks.isEmpty ? [] : [.heading(heading, level: 2)] + blocks
    }

    private var overview: HTMLBlock {
        func row(_ name: String, _ value: String) -> [HTMLTable.Cell] {
            [.init(name, .heading), .init(value)]
        }
        var rows = [row("Molecules", NumberText.grouped(molecules.count))]
        let origins = Dictionary(grouping: molecules.compactMap(\.origin), by: \.command)
            .mapValues(\.count).sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        if !origins.isEmpty {
            rows.append(
                row(
                    "Made by",
                    origins.map { "\($0.key) \(NumberText.grouped($0.value))" }.joined(separator: ", ")))
        }
        let scaffolds = Set(molecules.map { $0.molecule.scaffold(withStereo: false).smiles })
        rows.append(row("Murcko scaffolds", NumberText.grouped(scaffolds.count)))
        let (kept, dropped) = (decided(.keep), decided(.drop))
        if kept + dropped > 0 { rows.append(row("Marked", "\(kept) kept, \(dropped) dropped")) }
        return .table(HTMLTable(rows: rows))
    }

    private func decided(_ decision: Mark.Decision) -> Int {
        molecules.count { $0.mark?.decision == decision }
    }

    /// The candidates through screens, docking and the chemist's hands.
    private var fate: [HTMLBlock] {
        let whole = molecules.count
        func row(_ name: String, _ count: Int, ofJudged judged: Int? = nil) -> BarChart.Row {
            let share = FunnelBlocks.percent(count, of: judged ?? whole)
            let basis = judged.map { $0 < whole ? " of \(NumberText.grouped($0)) judged" : "" } ?? ""
            return BarChart.Row(
                name, bars: [.init(Double(count), label: "\(NumberText.grouped(count)) (\(share)\(basis))")])
        }
        var rows = [row("candidates", whole)]
        for screen in Set(molecules.flatMap(\.verdicts.keys)).sorted() {
            let judged = molecules.compactMap { $0.verdicts[screen] }
            rows.append(row("pass \(screen)", judged.count { $0 }, ofJudged: judged.count))
        }
        let docked = molecules.count { $0.docking?.affinity != nil }
        if docked > 0 { rows.append(row("docked", docked)) }
        if decided(.keep) > 0 { rows.append(row("kept", decided(.keep))) }
        if decided(.drop) > 0 { rows.append(row("dropped", decided(.drop))) }
        if rows.count == 1 { return [] }
        let chart = BarChart(title: "Candidates", note: "share of all", rows: rows, layout: .page)
        return [.figure(HTMLFigure(chart.drawing(), description: "What became of the candidates"))]
            + failures
    }

    /// The rules and alerts at which most candidates failed, by their names alone.
    private var failures: [HTMLBlock] {
        var counts: [String: Int] = [:]
        for molecule in molecules {
            let rules = molecule.reasons.map(Self.rule)
            for name in Set(rules + molecule.alerts.map(\.name)) { counts[name, default: 0] += 1 }
        }
        let most = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(10)
        if most.isEmpty { return [] }
        let rows: [[HTMLTable.Cell]] = most.map {
            [.init($0.key, limit: 160), .init(NumberText.grouped($0.value), .number)]
        }
        return [.table(HTMLTable(headings: ["The most common rule or alert", "Molecules"], rows: rows))]
    }

    /// A reason without its atoms and numbers, which differ from molecule to molecule.
    private static func rule(of reason: String) -> String {
        if let atoms = reason.firstRange(of: " (atom") { return String(reason[..<atoms.lowerBound]) }
        let words = reason.prefix { !$0.isNumber }
        return String(words.hasSuffix(" ") ? words.dropLast() : words)
    }

    private var domainWarnings: [HTMLBlock] {
        let warned = molecules.filter { !$0.warnings.isEmpty }
        if warned.isEmpty { return [] }
        var counts: [String: Int] = [:]
        for warning in warned.flatMap(\.warnings) { counts[warning, default: 0] += 1 }
        return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(10).map {
            .warning("\($0.key) (\(NumberText.counted($0.value, "molecule")) of this report).")
        }
    }

    /// All that are drawn, as text to copy.
    private var structureTable: HTMLBlock {
        let properties: [MoleculeProperty] = [.qed, .sa, .logP, .weight, .tpsa]
        let rows: [[HTMLTable.Cell]] = shown.map { molecule in
            [.init(molecule.id, .heading), .init(molecule.name, limit: 60), .init(molecule.smiles)]
                + properties.map {
                    HTMLTable.Cell(molecule.value($0).map($0.text) ?? "", .number)
                }
        }
        return .table(
            HTMLTable(headings: ["", "Name", "SMILES"] + properties.map(\.title), rows: rows))
    }

    private var worth: HTMLBlock {
        var rows: [[HTMLTable.Cell]] = MoleculeProperty.scored.map {
            [.init($0.title, .heading), .init($0.worth)]
        }
        if molecules.contains(where: { $0.docking?.affinity != nil }) {
            rows.append([
                .init("affinity", .heading),
                .init(
                    "AutoDock Vina's estimate of the free energy of binding, for a receptor that does not move. Its "
                        + "standard error against measured affinities is about 2.9 kcal/mol (Trott and Olson 2010): good "
                        + "for sorting out what does not fit, not for ranking close relatives."),
            ])
        }
        return .table(HTMLTable(rows: rows))
    }
}
