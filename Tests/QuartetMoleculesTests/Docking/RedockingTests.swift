import Foundation
import QuartetMolecules
import QuartetTestSupport
import Testing

/// Redocking of known drugs from their neutral SMILES. It takes minutes: it runs where `QUARTET_DATA` names a folder with
/// the receptors, boxes and ligands of structures of the Protein Data Bank in `molecules/docking`, and
/// `QUARTET_SLOW_TESTS` is set.
@Suite(
    .enabled(
        if: DataFolder.isPatient && DataFolder.file("molecules/docking") != nil,
        "set QUARTET_SLOW_TESTS, and QUARTET_DATA to the folder that holds molecules/docking"), .serialized)
struct RedockingTests {
    @Test(arguments: [
        (
            "1iep_abl", "1iep_imatinib_crystal.sdf",
            "Cc1ccc(NC(=O)c2ccc(CN3CCN(C)CC3)cc2)cc1Nc1nccc(-c2cccnc2)n1"
        ),
        (
            "3poz_egfr", "3poz_03P_crystal_ligand.pdb",
            "CC(C)(O)CC(=O)NCCn1ccc2ncnc(Nc3ccc(Oc4cccc(C(F)(F)F)c4)c(Cl)c3)c21"
        ),
    ])
    func firstPoseLiesWhereTheCrystalHasTheLigand(_ name: String, _ crystal: String, _ smiles: String) throws
    {
        let folder = try #require(DataFolder.file("molecules/docking"))
        var settings = DockingRun.Settings()
        (settings.bestShare, settings.threads, settings.timeLimit) = (1, 2, 3600)
        let run = try DockingRun(
            receptor: Receptor(contentsOf: "\(folder)/\(name)_receptor.pdbqt.gz"),
            box: DockingBox(contentsOf: "\(folder)/\(name)_box.txt"), settings: settings, cache: nil)
        let forms = try LigandPreparation().forms(of: Molecule(smiles: smiles))
        let pose = try #require(try run.dock(forms.smiles).first?.get().placed().first)
        let deviation = try pose.conformer.deviation(from: Conformer(contentsOf: "\(folder)/\(crystal)"))
        print(name, pose.affinity, "kcal/mol", deviation, "Å")
        #expect(deviation <= 2)
    }
}
