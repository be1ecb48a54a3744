import Foundation
import QuartetFiles
import QuartetMolecules
import QuartetTestSupport
import Testing

@Suite struct OptimisationTests {
    private static let start = """
        CC(C)(C)c1ccc2occ(CC(=O)Nc3ccccc3F)c2c1
        C[C@@H]1CC(Nc2cncc(-c3nncn3C)c2)C[C@@H](C)C1
        N#Cc1ccc(-c2ccc(O[C@@H](C(=O)N3CCCC3)c3ccccc3)cc2)cc1
        CCOC(=O)[C@@H]1CCCN(C(=O)c2nc(-c3ccc(C)cc3)n3c2CCCCC3)C1
        N#CC1=C(SCC(=O)Nc2cccc(Cl)c2)N=C([O-])[C@H](C#N)C12CCCCC2
        CC[NH+](CC)[C@](C)(CC)[C@H](O)c1cscc1Br
        COc1ccc(C(=O)N(C)[C@@H](C)C/C(N)=N/O)cc1O
        O=C(Nc1nc[nH]n1)c1cccnc1Nc1cccc(F)c1
        CC(=O)Nc1ccc(OCCCl)cc1
        Cc1ccc(CNC(=O)c2ccccc2)cc1
        this is no molecule
        CCN(CC)CCNC(=O)c1ccc(N)cc1
        """

    private struct Setting {
        let folder = TemporaryFolder()
        let objective: Objective
        var settings: Optimisation.Settings
        let pool: StartPool

        init(_ text: String = "qed, weight<350", budget: Int = 60, seed: UInt64 = 1, lead: String? = nil)
            throws
        {
            objective = try ObjectiveParser(lead: lead.map { try Molecule(smiles: $0) }).parse(text)
            settings = Optimisation.Settings(objective: text)
            (settings.budget, settings.starters, settings.seed) = (budget, 10, seed)
            settings.lead = lead
            pool = try StartPool(path: folder.write(OptimisationTests.start, to: "start.smi"), seed: seed)
        }

        func run(
            _ method: Optimisation.Method = .genetic, in name: String = "run", resume: Bool = false,
            stopAfter most: Int = .max
        ) throws -> Optimisation.Found {
            var count = 0
            let optimisation = try Optimisation(
                settings, objective, folder: folder.file(name), resume: resume)
            return try optimisation.run(
                method, pool: pool, resume: resume, isStopped: { count >= most },
                progress: { scored, _ in count = scored })
        }
    }

    @Test func childrenAreMoleculesOfTheirParents() throws {
        let setting = try Setting()
        let found = try setting.run()
        #expect(found.candidates.count == 60)
        #expect(found.candidates.map(\.number) == Array(1...60))
        #expect(Set(found.candidates.map(\.smiles)).count == 60)
        for candidate in found.candidates {
            let molecule = try Molecule(smiles: candidate.smiles)
            #expect(molecule.smiles() == candidate.smiles && !candidate.smiles.contains("@"))
            #expect(candidate.score == (try setting.objective.judge(molecule).score))
            #expect(candidate.origin.parents.allSatisfy { $0 < candidate.number })
            #expect(candidate.origin.parents.isEmpty == (candidate.origin.operation == "start"))
        }
        #expect(found.candidates.count { $0.origin.operation == "start" } == 10)
        #expect(Set(found.candidates.map(\.origin.operation)).count > 3)
        #expect(found.best[0].score >= found.best[1].score)
    }

    /// It finds better molecules than it was given: twelve molecules have none that is worth 0.9.
    @Test func theScoreGrows() throws {
        let found = try Setting("qed", budget: 200).run()
        let start = found.candidates.prefix(10).map(\.score).max() ?? 1
        #expect(found.best[0].score > start)
    }

    @Test func aSmallStartFileIsBredFrom() throws {
        var setting = try Setting()
        setting.settings.starters = 1000
        let found = try setting.run()
        #expect(found.candidates.count == 60)
        #expect(found.candidates.count { $0.origin.operation == "start" } == 11)
    }

    @Test func theSeedDecides() throws {
        let first = try Setting().run().candidates
        #expect(try Setting().run().candidates == first)
        #expect(try Setting(seed: 2).run().candidates != first)
    }

    /// A run that is stopped, and one whose last lines were lost, end as one that was never stopped.
    @Test func aStoppedRunGoesOn() throws {
        let whole = try Setting().run().candidates
        let setting = try Setting()
        #expect(try setting.run(stopAfter: 30).candidates.count < 60)
        let path = setting.folder.file("run/genetic.jsonl")
        let lines = try String(contentsOfFile: path, encoding: .utf8)
        #expect(try setting.run(resume: true).candidates == whole)
        // Cut in the middle of a line.
        try Data(lines.utf8.dropLast(40)).write(to: URL(filePath: path))
        #expect(try setting.run(resume: true).candidates == whole)
        #expect(
            try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").count == whole.count)
    }

    @Test func anotherObjectiveIsNotContinued() throws {
        var setting = try Setting()
        _ = try setting.run()
        setting.settings.starters = 11
        let error = #expect(throws: OptimisationError.self) { try setting.run(resume: true) }
        #expect(error?.description.contains("other settings: starters 10, now 11") == true)
        // A larger budget goes on from there.
        setting.settings.starters = 10
        setting.settings.budget = 70
        #expect(try setting.run(resume: true).candidates.count == 70)
    }

    @Test func theBaselineDrawsFromTheFile() throws {
        let setting = try Setting()
        let found = try setting.run(.random)
        // Eleven rows are molecules.
        #expect(found.candidates.count == 11)
        #expect(found.candidates.allSatisfy { $0.origin.operation == "start" })
        let verdict = Optimisation.verdict(found, against: found)
        #expect(verdict.contains("not better than drawing molecules at random"))
    }

    @Test func aLeadIsImproved() throws {
        let lead = "CC(=O)Nc1ccc(OCCCl)cc1"
        let found = try Setting("similar(LEAD)>0.4, qed", budget: 60, lead: lead).run()
        #expect(found.candidates[0].smiles == (try Molecule(smiles: lead).smiles()))
        #expect(found.candidates[0].origin.operation == "lead")
        #expect(found.candidates.dropFirst().allSatisfy { !$0.origin.parents.isEmpty })
        #expect(found.best[0].score > found.candidates[0].score)
    }

    /// By hand: trapezoids from 0, and the rest of the budget at the last value.
    @Test func theAreaIsThatOfTheBenchmark() {
        let scores = [Double](repeating: 0.2, count: 100) + [Double](repeating: 0.6, count: 100)
        let curve = OptimisationCurve(scores: scores, budget: 400, every: 100)
        #expect(curve.points.map(\.scored) == [100, 200])
        #expect(abs(curve.area - (0.1 * 100 + 0.4 * 100 + 0.6 * 200) / 400) < 1e-12)
        #expect(abs(OptimisationCurve(scores: [1, 0.5], budget: 2).topMean - 0.75) < 1e-12)
        #expect(OptimisationCurve(scores: [], budget: 10).area == 0)
        // The first ten are their own mean: the area is nearly that of the value.
        #expect(OptimisationCurve(scores: Array(repeating: 0.5, count: 60), budget: 60).area > 0.49)
        #expect(OptimisationCurve(scores: scores, budget: 10_000).points.map(\.scored) == [100, 200])
    }
}
