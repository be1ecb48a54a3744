import Foundation
import QuartetFiles
import QuartetMolecules
import QuartetTestSupport
import Testing

/// Vina itself on a pocket of 42 atoms, and programs that behave as badly as it can.
@Suite struct VinaTests {
    private let box: DockingBox
    private let ligand: LigandFile
    private let molecule: Molecule

    init() throws {
        box = try DockingBox(center: Point(0, 0, 0), size: Point(10, 10, 10))
        molecule = try Molecule(smiles: "CO")
        ligand = try LigandFile(Conformer(of: molecule, seed: 1))
    }

    private func receptor(in folder: String) throws -> Receptor {
        try AtomicFile.write(PDBText.pocket, to: folder + "/r.pdbqt")
        return try Receptor(contentsOf: folder + "/r.pdbqt")
    }

    static let isInstalled = ["/usr/bin/vina", "/usr/local/bin/vina"].contains {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    @Test(.enabled(if: isInstalled, "AutoDock Vina is not installed"))
    func docksAndTheSameSeedGivesTheSamePoses() throws {
        let settings = VinaProcess.Settings(seed: 5, exhaustiveness: 1, poses: 3, timeLimit: 60)
        let vina = try VinaProcess(settings: settings)
        #expect(vina.version.contains("Vina"))
        try inFolder { folder in
            let receptor = try receptor(in: folder)
            let poses = try vina.poses(of: ligand, in: receptor, box)
            #expect(try vina.poses(of: ligand, in: receptor, box) == poses)
            let best = try #require(poses.first)
            #expect(best.affinity < 0)
            #expect(poses.map(\.affinity) == poses.map(\.affinity).sorted())
            let pose = try Pose(best, of: ligand, molecule)
            #expect(pose.conformer.atoms.count == 6)
            #expect(abs(pose.ligandEfficiency + best.affinity / 2) < 1e-9)
            #expect(pose.conformer.atoms.allSatisfy { box.contains($0.position) })
            let block = try pose.conformer.molBlock()
            #expect(block.contains("V2000"))
            #expect(try !Contacts(of: pose.conformer, in: receptor).residues.isEmpty)
        }
    }

    @Test(arguments: [
        ("exit 0", "wrote no poses"),
        ("echo 'PDBQT parsing error: bad' >&2; exit 1", "status 1: PDBQT parsing error: bad"),
        ("kill -9 $$", "killed by signal 9"),
        ("exec sleep 60", "did not finish within 1 s"),
        ("printf 'error: \\033[2J' >&2; exit 1", "status 1: error: \\u{1b}[2J"),
        ("cp zero.pdbqt \"$out\"", "affinities of 0"),
        ("echo 'MODEL 1' > \"$out\"; echo ENDMDL >> \"$out\"", "without an affinity"),
        ("echo > \"$out\"", "Vina wrote no pose"),
    ])
    func whatDidNotHappenIsAnError(_ script: String, _ reason: String) throws {
        try inFolder { folder in
            var zero = "MODEL 1\nREMARK VINA RESULT:     0.000      0.000      0.000\n"
            zero += ligand.text.split(separator: "\n").filter { $0.hasPrefix("ATOM") }
                .map { $0 + "\n" }.joined()
            try AtomicFile.write(zero + "ENDMDL\n", to: folder + "/zero.pdbqt")
            let program = try FakeVina.write(to: folder, docking: script)
            let vina = try VinaProcess(
                settings: VinaProcess.Settings(timeLimit: 1), executable: program)
            let receptor = try receptor(in: folder)
            let error = #expect(throws: DockingError.self) { try vina.poses(of: ligand, in: receptor, box) }
            #expect("\(try #require(error))".contains(reason))
        }
    }

    @Test func aMissingProgramIsAnError() throws {
        #expect(throws: DockingError.self) {
            try VinaProcess(settings: VinaProcess.Settings(), executable: "/nowhere/vina")
        }
        #expect(throws: DockingError.self) {
            try VinaProcess(settings: VinaProcess.Settings(), executable: "/bin/true")
        }
    }

    @Test func aPoseKeepsTheBondsOfTheInputAndTheGivenPlaces() throws {
        let molecule = try Molecule(smiles: "O=C(O)c1ccccc1N")
        let conformer = try Conformer(of: molecule, seed: 2)
        let ligand = try LigandFile(conformer)
        let places = ligand.atoms.map { conformer.atoms[$0].position }
        let pose = try Pose(
            VinaPose(affinity: -5, coordinates: places.flatMap { [$0.x + 1, $0.y, $0.z] }), of: ligand,
            molecule)
        #expect(pose.conformer.bonds == conformer.bonds)
        for (atom, place) in zip(ligand.atoms, places) {
            #expect(
                pose.conformer.atoms[atom].position.distance(to: Point(place.x + 1, place.y, place.z)) < 1e-9)
        }
        #expect(abs(try pose.conformer.deviation(from: conformer) - 1) < 1e-9)
        #expect(abs(pose.ligandEfficiency - 0.5) < 1e-9)
    }

    @Test func hydrogenBondsNeedLengthAndAngle() throws {
        try inFolder { folder in
            let receptor = try receptor(in: folder)
            let water = try Molecule(smiles: "O")
            let ligand = try LigandFile(Conformer(of: water, seed: 1))
            // The oxygen 1.9 Å beyond the hydroxyl's hydrogen, its own hydrogens turned away; then beside it.
            func contacts(_ oxygen: Point) throws -> Contacts {
                let places = ligand.atoms.enumerated().flatMap { place, atom in
                    atom == 0
                        ? [oxygen.x, oxygen.y, oxygen.z]
                        : [oxygen.x - 0.6, oxygen.y + (place == 1 ? 0.75 : -0.75), oxygen.z]
                }
                let pose = try Pose(VinaPose(affinity: -1, coordinates: places), of: ligand, water)
                return try Contacts(of: pose.conformer, in: receptor)
            }
            let bonded = try contacts(Point(1.4, 0, 0))
            #expect(bonded.hydrogenBonds.count == 1)
            #expect(bonded.hydrogenBonds.first?.residue == "SER50:A")
            #expect(bonded.hydrogenBonds.first?.ligandGives == false)
            #expect(abs((bonded.hydrogenBonds.first?.distance ?? 0) - 1.9) < 1e-9)
            #expect(bonded.residues.contains("SER50:A"))
            #expect(try contacts(Point(3.3, 1.9, 0)).hydrogenBonds.allSatisfy(\.ligandGives))
            #expect(try contacts(Point(-2, 0, 0)).hydrogenBonds.isEmpty)
        }
    }
}
