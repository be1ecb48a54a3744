import QuartetMolecules
import QuartetTestSupport
import Testing

@Suite struct ActivityTableTests {
    /// A file of alkyl benzenes below a heading, with values that rise with the chain.
    private static func table(
        _ heading: String, rows: [String], more count: Int = 25,
        cell: ((Int) -> String)? = nil,
        options change: (inout ActivityTable.Options) -> Void = { _ in }
    ) throws -> ActivityTable {
        let folder = TemporaryFolder()
        let chains = (0..<count).map {
            String(repeating: "C", count: $0 + 5) + "c1ccccc1," + (cell?($0) ?? "\($0 + 1)")
        }
        let path = try folder.write(
            (["smiles," + heading] + rows + chains).joined(separator: "\n"), to: "a.csv")
        var options = ActivityTable.Options()
        change(&options)
        return try withExtendedLifetime(folder) {
            try ActivityTable(
                path: path, options: options, standardizer: Standardizer(counterIons: CounterIons()))
        }
    }

    @Test(arguments: [
        ("IC50_nM", "100", 7.0), ("IC50 (µM)", "0.1", 7.0), ("Ki [mM]", "1", 3.0), ("EC50/M", "1e-5", 5.0),
        ("Kd (pmol/L)", "10", 11.0), ("pIC50", "6.5", 6.5), ("pchembl_value", "8", 8.0),
    ])
    func theUnitComesFromTheHeading(heading: String, cell: String, value: Double) throws {
        let table = try Self.table(heading, rows: ["CCO," + cell])
        #expect(abs(table.entries[0].value - value) < 1e-9)
        #expect(!table.isClassification)
        if heading == "IC50_nM" { #expect(table.quantity == "pIC50") }
    }

    @Test func aConcentrationNeedsAUnit() throws {
        #expect(throws: ActivityError.self) { try Self.table("IC50", rows: []) }
        let table = try Self.table("IC50", rows: ["CCO,100"], options: { $0.unit = .micromolar })
        #expect(abs(table.entries[0].value - 4) < 1e-9)
        #expect(throws: ActivityError.self) {
            try Self.table("pIC50", rows: [], options: { $0.unit = .nanomolar })
        }
    }

    @Test func limitsAreLeftOutOrTaken() throws {
        let rows = ["CCO,> 10000", "CCN,<1", "CCC,100"]
        let table = try Self.table("IC50_nM", rows: rows)
        #expect(table.limitRows == 2)
        #expect(table.entries.first?.smiles == "CCC")
        let taken = try Self.table("IC50_nM", rows: rows, options: { $0.limits = .take })
        #expect(taken.entries.prefix(2).map { ($0.value * 1e6).rounded() } == [5e6, 9e6])
    }

    @Test func repeatsAreMergedByTheirMedian() throws {
        let rows = ["CCN,5.0", "[Cl-].CC[NH3+],5.2", "NCC,9.0", "OCC,6", "CCO,6.5"]
        let written = try Self.table("pIC50", rows: rows)
        #expect(written.entries.prefix(3).map(\.smiles) == ["CCN", "CC[NH3+]", "CCO"])
        #expect(written.entries.prefix(3).map(\.measurements) == [2, 1, 2])
        let table = try Self.table("pIC50", rows: rows, options: { $0.form = .neutral })
        #expect(table.entries[0].value == 5.2)
        #expect(table.entries[0].measurements == 3)
        #expect(table.repeated == 2)
        // (5, 5.2, 9) deviate by 8.32·… from their mean, (6, 6.5) by .125; three degrees of freedom.
        let squares = [5.0, 5.2, 9.0].map { ($0 - 6.4) * ($0 - 6.4) }.reduce(0, +) + 0.125
        let repeats = try #require(table.repeats)
        #expect(abs(repeats.deviation - (squares / 3).squareRoot()) < 1e-9)
        #expect(repeats.molecules == 2 && repeats.unit == "log units")
    }

    /// Two repeats tell nothing of the next measurement.
    @Test(arguments: [2, 19, 20]) func aNoiseFloorNeedsTwentyRepeats(count: Int) throws {
        let rows = (0..<count).map { String(repeating: "C", count: $0 + 5) + "c1ccccc1,\($0 + 2)" }
        let repeats = try #require(try Self.table("logS", rows: rows).repeats)
        #expect(repeats.molecules == count)
        // Each pair is 1 apart.
        #expect(abs(repeats.deviation - 0.5.squareRoot()) < 1e-9)
        #expect((repeats.noiseFloor != nil) == (count >= 20))
        let text = "\(repeats)"
        #expect(text.contains("0.71 in the unit of logS"))
        #expect(text.contains("\(count) molecules"))
        #expect(text.contains(count < 20 ? "too few to tell a noise floor" : "Noise floor: "))
    }

    @Test func refusedRowsAreNamed() throws {
        let table = try Self.table(
            "name,pIC50",
            rows: ["CCO,a,", "CC(C,b,5", "CCN,c,five", "[Cl].[Cl],d,4", "CCC,e,5.5", "CCCl,f,-3", ",g,1"],
            cell: { "chain,\($0)" })
        #expect(table.refused.map(\.line) == [2, 3, 4, 5, 8])
        #expect(table.refused.map(\.name) == ["a", "b", "c", "d", "g"])
        #expect(table.refused[0].reason.contains("pIC50 is empty"))
        #expect(table.refused[2].reason.contains("'five'"))
    }

    @Test func aConcentrationIsAboveZero() throws {
        let table = try Self.table("IC50_nM", rows: ["CCO,0"])
        #expect(table.refused.map(\.reason).first?.contains("above 0") == true)
    }

    @Test func columnsNamedAlikeMustBeChosen() throws {
        let rows = ["CCO,5,7"]
        #expect(throws: ActivityError.self) {
            try Self.table("pIC50,pIC50", rows: rows, cell: { "\($0),\($0 + 1)" })
        }
        let table = try Self.table(
            "pIC50,pIC50", rows: rows, cell: { "\($0),\($0 + 1)" }, options: { $0.value = "pIC50 (2)" })
        #expect(table.entries[0].value == 7)
    }

    @Test func labelsAreRecognised() throws {
        let table = try Self.table("toxic", rows: ["CCO,1", "OCC,0"], cell: { "\($0 % 2)" })
        #expect(table.isClassification)
        #expect(table.refused.map(\.reason).contains { $0.contains("contradict") })
        #expect(throws: ActivityError.self) { try Self.table("toxic", rows: [], cell: { _ in "1" }) }
    }

    @Test func tooFewOrConstantValuesAreRefused() throws {
        #expect(throws: ActivityError.self) { try Self.table("pIC50", rows: [], more: 19) }
        #expect(throws: ActivityError.self) { try Self.table("pIC50", rows: [], cell: { _ in "6.1" }) }
        #expect(throws: ActivityError.self) { try Self.table("remark", rows: [], cell: { _ in "good" }) }
    }

    @Test func databasesNameUnitsAndRelationsInColumns() throws {
        let table = try Self.table(
            "Standard Relation,Standard Value,Standard Units",
            rows: ["CCO,'=',100,nM", "CCN,'>',1,uM", "CCC,=,1,furlong"], cell: { "=,\($0 + 1),uM" },
            options: { $0.value = "Standard Value" })
        #expect(abs(table.entries[0].value - 7) < 1e-9)
        #expect(table.refused.map(\.reason).contains { $0.contains("furlong") })
        #expect(table.rows == 28)
        #expect(table.limitRows == 1)
    }
}
