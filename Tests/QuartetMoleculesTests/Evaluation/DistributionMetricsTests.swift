import Foundation
import QuartetMolecules
import QuartetTestSupport
import Testing

/// Figures of PyPI's rdkit 2026.9.1 and NumPy for two small sets of drugs, computed by the definitions of MOSES.
@Suite struct DistributionMetricsTests {
    /// The twelfth is no SMILES, and the last is the third once more.
    private static let sample = """
        CC(=O)Oc1ccccc1C(=O)O
        CC(C)Cc1ccc(C(C)C(=O)O)cc1
        CC(=O)Nc1ccc(O)cc1
        Cn1c(=O)c2c(ncn2C)n(C)c1=O
        CN1c2ccc(Cl)cc2C(c2ccccc2)=NCC1=O
        CCC1(c2ccccc2)C(=O)NC(=O)NC1=O
        Cc1ccc(-c2cc(C(F)(F)F)nn2-c2ccc(S(N)(=O)=O)cc2)cc1
        COc1ccc2cc(C(C)C(=O)O)ccc2c1
        CNCCC(Oc1ccc(C(F)(F)F)cc1)c1ccccc1
        CN(C)CCCN1c2ccccc2CCc2ccccc21
        O=C(O)c1ccccc1O
        C1CC(
        CN(C)C(=N)NC(=N)N
        Oc1ccc(NC(C)=O)cc1

        """
    private static let reference = """
        OC(=O)Cc1ccccc1Nc1c(Cl)cccc1Cl
        CC(C)NCC(O)COc1cccc2ccccc12
        CC(C)NCC(O)COc1ccc(CC(N)=O)cc1
        CN1C(=O)CN=C(c2ccccc2)c2cc(Cl)ccc21
        O=C1CN=C(c2ccccc2)c2cc([N+](=O)[O-])ccc2N1
        Cn1c(=O)c2[nH]cnc2n(C)c1=O
        CNC1CCC(c2ccc(Cl)c(Cl)c2)c2ccccc21
        CCOC(=O)c1ccc(N)cc1
        CCN(CC)CC(=O)Nc1c(C)cccc1C
        Nc1ccc(S(N)(=O)=O)cc1
        CC(C(=O)O)c1ccc(-c2ccccc2)c(F)c1
        CN(C)CCOC(c1ccccc1)c1ccccc1

        """

    private static func read(
        _ text: String, screen: Screen? = nil
    ) throws -> MoleculeSample {
        let folder = TemporaryFolder()
        return try withExtendedLifetime(folder) {
            let path = folder.file("molecules.smi")
            try text.write(toFile: path, atomically: true, encoding: .utf8)
            return try MoleculeSample(path: path, reader: MoleculeTraitReader(), screen: screen)
        }
    }

    @Test func figuresEqualRDKits() throws {
        let sample = try Self.read(Self.sample)
        let found = try DistributionMetrics(
            of: sample, against: Self.read(Self.reference).molecules, known: ["CC(=O)Nc1ccc(O)cc1"],
            distance: nil)
        #expect((found.rows, found.valid) == (14, 13))
        #expect(sample.firstRefusal?.hasPrefix("line 12: ") == true)
        #expect(found.uniqueAt1000 == nil)
        let expected: [(Double?, Double)] = [
            (found.validity, 13.0 / 14), (found.unique, 12.0 / 13), (found.novelty, 11.0 / 12),
            (found.nearestSimilarity, 0.339131973315466), (found.diversity, 0.7882063782556472),
            (found.diversity2, 0.6708200027213309), (found.fragments, 0.4247745088798543),
            (found.scaffolds, 0.47809144373375745), (found.logP, 0.5460903846153853),
            (found.syntheticAccessibility, 0.17206798489096975), (found.drugLikeness, 0.05880873291251007),
            (found.weight, 38.26414743589744),
        ]
        for (index, (found, expected)) in expected.enumerated() {
            #expect(abs(try #require(found) - expected) < 2e-6, "figure \(index)")
        }
    }

    @Test func emptyLinesAreMoleculesThatFailed() throws {
        let sample = try Self.read("CCO\n\nCCN\nC1CC\nCCC\n\n")
        #expect((sample.rowCount, sample.molecules.count) == (5, 3))
    }

    /// A charge and a ring of eight atoms do not pass, nor does acrylonitrile.
    @Test func filtersAreThoseOfMOSES() throws {
        var screens = try ScreenCatalog()
        let sample = try Self.read(
            "Cc1ccccc1O\nC[N+](C)(C)C\nC1CCCCCCC1\nC=CC#N\n", screen: screens.screen("moses"))
        let found = try DistributionMetrics(
            of: sample, against: sample.molecules, known: nil, distance: nil)
        #expect(found.filters == 0.25)
        #expect(abs(found.nearestSimilarity - 1) < 1e-7)
        #expect(found.weight == 0 && found.scaffolds == nil)
    }

    /// With as few rows none is tested, so all are made canonical.
    @Test func trainingMoleculesAreFoundHoweverTheyAreWritten() throws {
        let folder = TemporaryFolder()
        try withExtendedLifetime(folder) {
            let path = folder.file("train.smi")
            try "OCC\nC(C)N\nc1ccccc1\nnonsense(\n".write(toFile: path, atomically: true, encoding: .utf8)
            let matches = try TrainingMatches(
                path: path, sample: ["CCO", "CCN", "CCCC"], draws: 2, seed: 1)
            #expect(matches.known == ["CCO", "CCN"])
            #expect(matches.rowCount == 4 && matches.drawn.count == 2)
            #expect(matches.canonicalShare == 1.0 / 3)
        }
    }

    /// Every hundredth row is canonical, and the others are taken as they stand.
    @Test func canonicalTrainingFilesAreReadOnce() throws {
        let folder = TemporaryFolder()
        try withExtendedLifetime(folder) {
            let path = folder.file("train.smi")
            let rows = (1...400).map { $0 == 7 ? "OCC" : $0 == 8 ? "CCN" : "CCCO" }
            try (rows.joined(separator: "\n") + "\n").write(toFile: path, atomically: true, encoding: .utf8)
            let matches = try TrainingMatches(path: path, sample: ["CCO", "CCN"], draws: 10, seed: 1)
            #expect(matches.known == ["CCN"])
            #expect(matches.canonicalShare == 1 && matches.drawn.count == 10)
        }
    }
}
