import Foundation
import QuartetImaging
import QuartetMolecules
import QuartetReports
import QuartetTestSupport
import Testing

@Suite struct MoleculeReportTests {
    private static let smiles = [
        "O=[N+]([O-])c1ccccc1", "CC(=O)Oc1ccccc1C(=O)O", "CN1CCC[C@H]1c1cccnc1", "CCOC(=O)c1ccccc1",
    ]

    private func molecules(named names: [String] = []) throws -> [ReportMolecule] {
        let scorer = try MoleculeScorer()
        return try Self.smiles.enumerated().map { index, smiles in
            let molecule = try Molecule(smiles: smiles)
            return ReportMolecule(
                id: "Q0000\(index + 1)", name: index < names.count ? names[index] : "", molecule: molecule,
                values: try scorer.scores(of: molecule).values)
        }
    }

    private func page(_ report: MoleculeReport) throws -> MarkupElement {
        try MarkupElement(html: report.page().html())
    }

    @Test func numbersAreWrittenAsTheirPropertySays() {
        #expect(MoleculeProperty.qed.text(0.5) == "0.500")
        #expect(MoleculeProperty.logP.text(-1.26) == "\u{2212}1.26")
        #expect(MoleculeProperty.logP.text(-0.001) == "0.00")
        #expect(MoleculeProperty.weight.text(1234.567) == "1234.57")
        #expect(MoleculeProperty.rings.text(3) == "3")
        #expect(MoleculeProperty.qed.text(.nan) == "")
        #expect(MoleculeProperty.qed.text(1e300) == "")
    }

    @Test func everyMoleculeHasItsCardAndItsRow() throws {
        let report = MoleculeReport(title: "Four", molecules: try molecules(), written: "today")
        let page = try page(report)
        let cards = page.all.filter { $0.attributes["class"] == "card" }
        #expect(cards.count == 4)
        for (card, smiles) in zip(cards, report.molecules.map(\.smiles)) {
            #expect(card.all("img").first?.attributes["alt"] == smiles)
            #expect(card.text.contains("QED 0."))
        }
        for smiles in report.molecules.map(\.smiles) {
            #expect(page.all("td").contains { $0.text == smiles })
        }
        // Each property says what it is worth.
        for property in MoleculeProperty.scored {
            #expect(page.all("td").contains { $0.text == property.worth })
        }
    }

    @Test func thePageLoadsNothingAndNamesAreNoMarkup() throws {
        let hostile = "<img src=x onerror=alert(1)>\u{202E}&"
        var report = MoleculeReport(title: hostile, molecules: try molecules(named: [hostile]), written: "")
        report.warnings = [hostile]
        report.knownName = hostile
        report.known = report.molecules.map(\.values)
        let html = try report.page().html()
        #expect(!html.contains("<img src=x"))
        #expect(!html.contains("\u{202E}"))
        #expect(!html.contains("<script"))
        let sources = try MarkupElement(html: html).all("img").compactMap { $0.attributes["src"] }
        #expect(sources.count == 5)
        #expect(sources.allSatisfy { $0.hasPrefix("data:image/") })
    }

    @Test func markedOnesComeFirstAndDroppedOnesLast() throws {
        var all = try molecules()
        func mark(_ index: Int, _ decision: Mark.Decision) {
            all[index].mark = Mark(
                candidate: all[index].id, decision: decision, reason: "a reason", time: "")
        }
        mark(0, .keep)
        mark(3, .drop)
        all[2].docking = DockingRecord(candidate: "Q00003", receptor: "1iep", version: "1")
        all[2].docking?.affinity = -9.25
        all[2].docking?.residues = ["MET318:A", "THR315:A"]
        all[2].docking?.hydrogenBonds = [.init(residue: "MET318:A", ligandGives: false, distance: 1.96)]
        all[1].alerts = [.init(name: "phenol ester", atoms: [1, 2, 3])]
        all[1].warnings = ["unlike the training molecules"]
        var report = MoleculeReport(title: "t", molecules: all.reversed(), written: "")
        report.sort()
        #expect(report.molecules.map(\.id) == ["Q00001", "Q00003", "Q00002", "Q00004"])
        let text = try page(report).text
        for words in [
            "✓ Q00001", "✗ Q00004", "keep: a reason", "docked \u{2212}9.3 kcal/mol, 1iep",
            "MET318:A (takes, 2.0 Å)", "MET318:A THR315:A", "phenol ester",
            "unlike the training molecules (1 molecule of this report)",
        ] { #expect(text.contains(words), "\(words)") }
        report.sort(by: .weight, descending: false)
        #expect(report.molecules.map(\.id) == ["Q00001", "Q00003", "Q00002", "Q00004"])
        report.limit = 2
        #expect(try page(report).all.count { $0.attributes["class"] == "card" } == 2)
    }

    @Test func runsShowTheirFunnelsAndCurves() throws {
        try inFolder { folder in
            let project = try Project(makingAt: folder + "/p")
            for seed in ["1", "2"] {
                var run = try project.runs.begin("propose", settings: ["seed": seed], time: "2026-01-02")
                run.funnel = Funnel(filters: ["valid", "screen"])
                run.funnel?.pass(30)
                for number in 0..<12 {
                    for _ in 0...number { run.funnel?.leaveOut(at: "screen", because: "rule <\(number)>") }
                }
                run.curves = [.init(name: "mean of the ten best", scored: [10, 20], values: [0.5, 0.75])]
                run.notes = ["not better than the baseline"]
                try project.runs.record(run)
            }
            var report = MoleculeReport(title: "t", molecules: try molecules(), written: "")
            report.runs = project.runs.all
            let page = try page(report)
            let cells = page.all("td").map(\.text)
            #expect(cells.contains("rule <11>"))
            #expect(cells.contains("24"))
            // Ten reasons, and the two rarest together: twice 1 and twice 2.
            #expect(!cells.contains("rule <1>"))
            #expect(cells.contains("other reasons"))
            #expect(cells.contains("6"))
            #expect(page.text.contains("R002: not better than the baseline"))
            let figures = page.all("img").compactMap { $0.attributes["alt"] }
            #expect(figures.contains("What the filters of propose left"))
            #expect(figures.contains("mean of the ten best by molecules scored"))
        }
    }

    @Test func theFunnelEndsWithWhatWasWanted() throws {
        try inFolder { folder in
            let project = try Project(makingAt: folder + "/p")
            var run = try project.runs.begin(
                "propose", settings: ["like": "", "screens": "lead-like", "seed": "1"], time: "2026-01-02")
            run.funnel = Funnel(filters: ["valid", Funnel.wanted])
            run.funnel?.pass(2355)
            run.funnel?.withdraw(2350, at: Funnel.wanted, because: "more than were wanted")
            try project.runs.record(run)
            var report = MoleculeReport(title: "t", molecules: try molecules(), written: "")
            report.runs = project.runs.all
            let cells = try page(report).all("td").map(\.text)
            #expect(cells.contains("screens lead-like, seed 1"), "An empty setting is none.")
            #expect(cells.contains("more than were wanted") && cells.contains("2,350"))
            #expect(cells.contains("5"))
        }
    }

    /// Searches for one objective share a figure, a method and its baselines a run.
    @Test func everyObjectiveHasItsFigure() throws {
        try inFolder { folder in
            let project = try Project(makingAt: folder + "/p")
            for (objective, seed) in [("qed", "1"), ("qed", "2"), ("sa<3 & <b>", "1")] {
                var run = try project.runs.begin(
                    "optimise", settings: ["objective": objective, "seed": seed], time: "2026-01-02")
                run.curves = ["genetic", "random"].map {
                    .init(name: "mean of the ten best", method: $0, scored: [10, 20], values: [0.5, 0.75])
                }
                run.isFinished = true
                try project.runs.record(run)
            }
            var report = MoleculeReport(title: "t", molecules: try molecules(), written: "")
            report.runs = project.runs.all
            let page = try page(report)
            let curves = page.all("img").filter {
                $0.attributes["alt"] == "mean of the ten best by molecules scored"
            }
            #expect(curves.count == 2)
            #expect(page.text.contains("Objective: qed"))
            #expect(page.text.contains("Objective: sa<3 & <b>"))
            let status = try ProjectStatus(of: project)
            #expect(
                status.searches.map(\.method) == [
                    "genetic", "random", "genetic", "random", "genetic", "random",
                ])
            #expect(status.searches.allSatisfy { $0.scored == 20 && $0.value == 0.75 })
        }
    }

    @Test func codesBecomeAMap() throws {
        var all = try molecules()
        for index in all.indices {
            all[index].origin = .init(
                command: "propose", code: [Float(index), Float(index * index), 0.5])
        }
        func hasMap(_ molecules: [ReportMolecule]) throws -> Bool {
            let report = MoleculeReport(title: "t", molecules: molecules, written: "")
            return try page(report).all("img").contains {
                $0.attributes["alt"] == "Map of the latent codes"
            }
        }
        #expect(try hasMap(all))
        // Another model's codes have no place among these.
        all[3].origin?.code = [1, 2]
        #expect(try hasMap(all))
        all[2].origin?.model = "another"
        #expect(try !hasMap(all))
        #expect(try !hasMap(molecules()))
    }

    @Test func tablesAreReadAgain() throws {
        let folder = TemporaryFolder()
        var all = try molecules(named: ["=cmd()", "b,c"])
        all[0].alerts = [.init(name: "nitro", atoms: [0, 1, 2])]
        all[0].values["pIC50"] = 6.25
        let report = MoleculeReport(title: "t", molecules: all, written: "")
        for form in MoleculeForm.allCases {
            let path = try folder.write(try report.table(as: form), to: "table.\(form.rawValue)")
            let rows = try StructureTable(path: path).next(10)
            #expect(try rows.map { try $0.read().molecule.get().smiles() } == all.map(\.smiles))
            if form == .smi { continue }
            let cells = Dictionary(
                rows[0].columns.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
            #expect(cells["pIC50"] == "6.25")
            #expect(cells["alerts"] == "nitro")
            #expect(cells["weight"] == "123.111")
        }
    }

    @Test func theSheetHasACellForEach() throws {
        let report = MoleculeReport(title: "t", molecules: try molecules(), written: "")
        let sheet = try report.sheet()
        #expect(sheet.width == 4 * 190 + 24)
        let svg = try MarkupElement(xml: String(decoding: sheet.svgBytes(), as: UTF8.self))
        #expect(svg.all("path").count > 40)
    }
}
