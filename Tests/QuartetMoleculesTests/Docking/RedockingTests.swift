import Foundation
import QuartetMolecules
import Testing

/// Redocking of known drugs from their SMILES. It takes minutes: it runs where `QUARTET_DOCKING_DATA` names a folder with
/// the receptors, boxes and ligands of the structures 1IEP and 3POZ of the Protein Data Bank.
@Suite struct RedockingTests {
    static let folder = ProcessInfo.processInfo.environment["QUARTET_DOCKING_DATA"]

    @Test(
        .enabled(if: folder != nil, "QUARTET_DOCKING_DATA names no folder with receptors and ligands"),
        arguments: [
            (
                "1iep_abl", "1iep_imatinib_crystal.sdf",
                "Cc1ccc(NC(=O)c2ccc(CN3CC[NH+](C)CC3)cc2)cc1Nc1nccc(-c2cccnc2)n1"
            ),
            (
                "3poz_egfr", "3poz_03P_crystal_ligand.pdb",
                "CC(C)(O)CC(=O)NCCn1ccc2ncnc(Nc3ccc(Oc4cccc(C(F)(F)F)c4)c(Cl)c3)c21"
            ),
        ])
    func firstPoseLiesWhereTheCrystalHasTheLigand(_ name: String, _ crystal: String, _ smiles: String) throws
    {
        let folder = try #require(Self.folder)
        let receptor = try Receptor(contentsOf: "\(folder)/\(name)_receptor.pdbqt.gz")
        let box = try DockingBox(contentsOf: "\(folder)/\(name)_box.txt")
        let reference = try Conformer(contentsOf: "\(folder)/\(crystal)")
        let molecule = try Molecule(smiles: smiles)
        let ligand = try LigandFile(Conformer(of: molecule, seed: 1))
        let vina = try VinaProcess(
            settings: VinaProcess.Settings(seed: 1, exhaustiveness: 8, timeLimit: 1800))
        let start = Date()
        let first = try #require(try vina.poses(of: ligand, in: receptor, box).first)
        let pose = try Pose(first, of: ligand, molecule)
        let deviation = try pose.conformer.deviation(from: reference)
        let contacts = try Contacts(of: pose.conformer, in: receptor)
        print(
            name, pose.affinity, "kcal/mol", deviation, "Å", ligand.torsions, "torsions",
            Date().timeIntervalSince(start), "s", contacts.residues,
            contacts.hydrogenBonds.map { "\($0.residue) \($0.ligandGives) \($0.distance)" })
        #expect(deviation <= 2)
    }
}
