import Foundation
import QuartetFiles
import QuartetMolecules
import QuartetTestSupport
import Synchronization
import Testing

/// Runs of many molecules, with a program in Vina's place.
@Suite struct DockingRunTests {
    private func run(
        in folder: String, docking: String = FakeVina.success, isCached: Bool = true,
        _ change: (inout DockingRun.Settings) -> Void = { _ in }
    ) throws -> DockingRun {
        var settings = DockingRun.Settings()
        (settings.bestShare, settings.threads) = (0, 2)
        change(&settings)
        try AtomicFile.write(PDBText.pocket, to: folder + "/r.pdbqt")
        return try DockingRun(
            receptor: Receptor(contentsOf: folder + "/r.pdbqt"),
            box: DockingBox(center: Point(0, 0, 0), size: Point(12, 12, 12)), settings: settings,
            cache: isCached ? DockingCache(folder: folder + "/cache") : nil,
            executable: FakeVina.write(to: folder, docking: docking))
    }

    private func reasons(_ results: [Result<Docking, DockingError>]) -> [String] {
        results.map { result in
            switch result {
            case .success: "docked"
            case .failure(let error): error.description
            }
        }
    }

    @Test func oneThatCannotBeDockedStopsNoOther() throws {
        try inFolder { folder in
            let results = try run(in: folder).dock(["OB(O)c1ccc(CO)cc1", "OCc1ccc(CO)cc1", "C[As](C)C"])
            #expect(
                reasons(results) == [
                    "boron: no AutoDock type, atom 1", "docked", "arsenic: no AutoDock type, atom 1",
                ])
            let docking = try results[1].get()
            #expect(docking.affinity == -12.1)
            let pose = try #require(try docking.placed().first)
            #expect(pose.conformer.bonds.count == 20)
        }
    }

    @Test func theBestShareIsDockedAgainMoreThoroughly() throws {
        try inFolder { folder in
            let run = try run(in: folder) { ($0.bestShare, $0.bestExhaustiveness) = (0.3, 7) }
            let results = run.dock(["CCO", "CCCCCO", "CCC", "CCCCC"]).map { try? $0.get() }
            // A third of four molecules are two of them, those with most atoms.
            #expect(results.map { $0?.exhaustiveness } == [1, 7, 1, 7])
            #expect(FakeVina.calls(in: folder) == [1, 1, 1, 1, 7, 7])
        }
    }

    @Test func aResultIsKnownWhenItIsTheLastOne() throws {
        try inFolder { folder in
            let molecules = ["CCO", "CCCCCO", "CCC", "CCO"]
            let run = try run(in: folder) { ($0.bestShare, $0.bestExhaustiveness) = (0.3, 7) }
            let known = Mutex<[(place: Int, result: Result<Docking, DockingError>, calls: Int)]>([])
            let results = run.dock(
                molecules,
                known: { place, result in
                    let calls = FakeVina.calls(in: folder).count
                    known.withLock { $0.append((place, result, calls)) }
                })
            let all = known.withLock { $0 }
            #expect(all.map(\.place).sorted() == [0, 1, 2, 3])
            #expect(all.allSatisfy { results[$0.place] == $0.result })
            // Who gets no long search is known before the long ones begin.
            #expect(Set(all.prefix(3).map(\.place)) == [0, 2, 3])
            #expect(all.map(\.calls) == [3, 3, 3, 4])
        }
    }

    @Test func aMoleculeAloneNeedsNoShortSearch() throws {
        try inFolder { folder in
            let run = try run(in: folder) { $0.bestShare = 0.1 }
            #expect(try run.dock(["CCO"]).first?.get().exhaustiveness == 8)
            #expect(FakeVina.calls(in: folder) == [8])
        }
    }

    @Test func nothingIsDockedTwice() throws {
        try inFolder { folder in
            let molecules = ["CCO", "CCN", "CCO"]
            let first = try run(in: folder).dock(molecules)
            #expect(first[0] == first[2])
            #expect(FakeVina.calls(in: folder).count == 2)
            let known = Mutex(0)
            let again = try run(in: folder).dock(
                molecules,
                progress: { progress in
                    known.withLock { $0 = progress.known }
                })
            #expect(again == first)
            #expect(known.withLock { $0 } == 2)
            #expect(FakeVina.calls(in: folder).count == 2)
            _ = try run(in: folder) { $0.seed = 2 }.dock(molecules)
            #expect(FakeVina.calls(in: folder).count == 4)
        }
    }

    @Test func aDamagedFileOfTheCacheIsReplaced() throws {
        try inFolder { folder in
            let run = try run(in: folder)
            let first = run.dock(["CCO"])
            let name = try #require(
                try FileManager.default.contentsOfDirectory(atPath: folder + "/cache").first)
            let text = try FileBytes.text(folder + "/cache/" + name)
            for damage in [String(text.dropLast(20)), "", text.replacing("CCO", with: "CCN")] {
                try AtomicFile.write(damage, to: folder + "/cache/" + name)
                #expect(run.dock(["CCO"]) == first)
                #expect(try FileBytes.text(folder + "/cache/" + name) == text)
            }
            #expect(FakeVina.calls(in: folder).count == 4)
        }
    }

    @Test func aCacheThatCannotBeWrittenCostsNoDocking() throws {
        try inFolder { folder in
            let run = try run(in: folder)
            try FileManager.default.removeItem(atPath: folder + "/cache")
            let fault = Mutex<String?>(nil)
            let results = run.dock(
                ["CCO"], progress: { progress in fault.withLock { $0 = progress.cacheFault } })
            #expect(reasons(results) == ["docked"])
            #expect(fault.withLock { $0 }?.contains("cannot be written") == true)
        }
    }

    @Test func whatWasTooSlowIsTriedAgainOnlyWithMoreTime() throws {
        try inFolder { folder in
            for (limit, known) in [(0.2, 0), (0.1, 1)] {
                let run = try run(in: folder, docking: "exec sleep 60") { $0.timeLimit = limit }
                let progress = Mutex<DockingRun.Progress?>(nil)
                let results = run.dock(["CCO"], progress: { now in progress.withLock { $0 = now } })
                #expect(reasons(results)[0].hasPrefix("Vina did not finish within 0"))
                #expect(progress.withLock { $0 }?.known == known)
            }
            let run = try run(in: folder) { $0.timeLimit = 60 }
            #expect(reasons(run.dock(["CCO"])) == ["docked"])
        }
    }

    @Test func stoppingEndsVinaAndRefusesTheRest() throws {
        try inFolder { folder in
            let run = try run(in: folder, docking: "exec sleep 60")
            let begin = ContinuousClock.now
            let results = run.dock(
                ["CCO", "CCN", "CCC"],
                isStopped: { FileManager.default.fileExists(atPath: folder + "/calls") })
            #expect(ContinuousClock.now - begin < .seconds(30))
            #expect(reasons(results) == Array(repeating: "stopped before it was docked", count: 3))
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder + "/cache").isEmpty)
        }
    }

    @Test func aMacrocycleIsDockedInSeveralShapes() throws {
        try inFolder { folder in
            let run = try run(in: folder) { ($0.bestShare, $0.bestExhaustiveness) = (1, 3) }
            let docking = try #require(try run.dock(["O=C1CCCCCCCCCCCCCO1"]).first?.get())
            #expect(docking.exhaustiveness == 3 && docking.torsions == 0)
            #expect(FakeVina.calls(in: folder) == [1, 1, 1])
            #expect(docking.poses.count == 3)
            #expect(docking.poses[0].coordinates != docking.poses[1].coordinates)
            // Small rings, also fused ones, are no macrocycle.
            _ = run.dock(["C1CCC2CCCCC2C1"])
            #expect(FakeVina.calls(in: folder).suffix(1) == [3])
        }
    }

    @Test func aLongChainHasAShapeAndALimitCountsItsBonds() throws {
        let chain = "CCCCCCCCCCCCCCCCCC(=O)OCC(O)COC(=O)CCCCCCCCCCCCCCCCC"
        try inFolder { folder in
            let run = try run(in: folder) { ($0.torsionLimit, $0.seed) = (32, 7) }
            #expect(reasons(run.dock([chain])) == ["39 rotatable bonds; the limit is 32"])
            let free = try self.run(in: folder) { $0.seed = 7 }
            let docking = try #require(try free.dock([chain]).first?.get())
            #expect(docking.isFromRandomCoordinates && docking.torsions == 39)
            // What the cache knows does not outwit the limit.
            #expect(reasons(run.dock([chain])) == ["39 rotatable bonds; the limit is 32"])
        }
    }
}

@Suite struct LigandPreparationTests {
    @Test(arguments: [
        ("CC(=O)O", ["CC(=O)[O-]"], [String]()),
        ("CCN.Cl", ["CC[NH3+]"], ["removed hydrogen chloride"]),
        (
            "CC(O)c1ccccc1", ["C[C@@H](O)c1ccccc1", "C[C@H](O)c1ccccc1"],
            ["stereo left open: 2 isomers docked"]
        ),
        ("C[C@H](O)c1ccccc1", ["C[C@H](O)c1ccccc1"], []),
        ("CCN(C)CC1CCCCC1", ["CC[NH+](C)CC1CCCCC1"], []),
    ])
    func theLikeliestStateOfTheParentIsDocked(_ smiles: String, _ forms: [String], _ notes: [String]) throws {
        let found = try LigandPreparation().forms(of: Molecule(smiles: smiles))
        #expect(found.smiles == forms)
        #expect(found.notes == notes)
    }

    @Test func atMostFourIsomersAreDocked() throws {
        let found = try LigandPreparation().forms(of: Molecule(smiles: "CC(O)C(F)C(Cl)C(N)C"))
        #expect(found.smiles.count == 4)
        #expect(found.smiles.allSatisfy { $0.contains("[NH3+]") })
        #expect(found.notes == ["stereo left open: 4 of more isomers docked"])
    }

    @Test(arguments: [
        ("OB(O)c1ccc(CO)cc1", "boron: no AutoDock type, atom 1"),
        ("Cl.OCC[As](C)C", "arsenic: no AutoDock type, atom 4"), ("CC*", "dummy atom, atom 2"),
        ("CC[Pt]", "metal compound: Pt, atom 2"),
    ])
    func elementsThatVinaLacksAreNamedAsTheyWereWritten(_ smiles: String, _ reason: String) throws {
        let molecule = try Molecule(smiles: smiles)
        let error = #expect(throws: DockingError.self) { try LigandPreparation().forms(of: molecule) }
        #expect(try #require(error).description.hasPrefix(reason))
    }

    @Test func chargesStayOnRequest() throws {
        let preparation = try LigandPreparation(keepsCharges: true)
        #expect(try preparation.forms(of: Molecule(smiles: "CC(=O)O")).smiles == ["CC(=O)O"])
    }

    @Test func whatHasNoParentIsRefused() throws {
        let mixture = try Molecule(smiles: "c1ccccc1CCO.c1ccncc1CCF")
        let error = #expect(throws: DockingError.self) { try LigandPreparation().forms(of: mixture) }
        #expect(try #require(error).description.hasPrefix("mixture of "))
    }
}
