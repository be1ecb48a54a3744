import Foundation
import QuartetFiles
import QuartetMolecules
import QuartetTestSupport
import Testing

/// The table of values that RDKit 2026.9.1 wrote, in the folder that `QUARTET_DATA` names.
private enum Oracle {
    static var table: String? { DataFolder.file("molecules/oracle/rdkit_2026.09.1_descriptors.tsv.gz") }
}

@Suite(.enabled(if: Oracle.table != nil, "set QUARTET_DATA to the folder that holds molecules/oracle"))
struct OracleTests {
    /// The rows of valid molecules, each a value by column.
    private static func rows() throws -> [[String: String]] {
        let unpacked = Process()
        let pipe = Pipe()
        unpacked.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        unpacked.arguments = ["gzip", "-dc", try #require(Oracle.table)]
        unpacked.standardOutput = pipe
        try unpacked.run()
        let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        let lines = text.split(separator: "\n").map {
            $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
        let header = try #require(lines.first)
        return lines.dropFirst().map { Dictionary(zip(header, $0), uniquingKeysWith: { $1 }) }
            .filter { $0["valid"] == "1" }
    }

    @Test func valuesAreThoseOfTheTable() throws {
        let (drug, access, natural) = try (
            DrugLikeness(), SyntheticAccessibility(), NaturalProductLikeness()
        )
        let rows = try Self.rows()
        #expect(rows.count > 1900)
        for row in rows {
            let smiles = try #require(row["smiles"])
            let molecule = try Molecule(smiles: smiles)
            let found = try molecule.descriptors()
            let values: [(String, Double, Double)] = [
                ("mw", found.weight, 1e-3), ("crippen_logp", found.logP, 1e-4),
                ("tpsa", found.polarSurface, 1e-2), ("hbd", Double(found.donors), 0),
                ("rot_bonds", Double(found.rotatableBonds), 0), ("rings", Double(found.rings), 0),
                ("aromatic_rings", Double(found.aromaticRings), 0),
                ("qed", try drug.score(of: molecule, descriptors: found), 1e-6),
                ("sa", try access.score(of: molecule, descriptors: found), 1e-4),
                ("np", try natural.score(of: molecule), 1e-3),
            ]
            for (column, value, tolerance) in values {
                let expected = try #require(row[column].flatMap(Double.init))
                #expect(
                    abs(value - expected) <= tolerance, "\(column) of \(smiles): \(value), not \(expected)")
            }
        }
    }

    @Test func alertsAreThoseOfTheTable() throws {
        let catalogs = [
            ("pains", try AlertCatalog(installed: "pains")), ("brenk", try AlertCatalog(installed: "brenk")),
        ]
        var count = 0
        for row in try Self.rows() {
            let molecule = try Molecule(smiles: try #require(row["smiles"]))
            for (column, catalog) in catalogs {
                let names = try catalog.alerts(in: molecule).map(\.name).sorted()
                let expected = try #require(row[column]).split(separator: ";").map(String.init).sorted()
                #expect(names == expected, "\(column) of \(molecule.smiles())")
                count += names.count
            }
        }
        #expect(count > 500)
    }
}
