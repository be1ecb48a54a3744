import Foundation
import QuartetTestSupport
import Testing

@Suite struct MoleculesConvertTests {
    private static let table = """
        name,smiles,pIC50
        a,CCO,5.0
        b,c1ccccc1[N](C)(C)C,6.0
        c,"OC(=O)c1ccccc1O",6.5
        d,CC(C,7.0
        e,,4.0
        f,Clc1ccccc1,5.5
        ,,

        """

    @Test func everyRowHasItsLineInOrder() throws {
        let outcome = try Program.run(
            ["molecules", "convert", "-", "--json"], input: Data(Self.table.utf8))
        #expect(outcome.status == 0)
        let lines = try outcome.output.split(separator: "\n").map { try Program.dictionary(String($0)) }
        #expect(lines.map { $0["row"] as? Int } == Array(1...7))
        #expect(lines.map { $0["name"] as? String } == ["a", "b", "c", "d", "e", "f", ""])
        #expect(lines.map { $0["smiles"] != nil } == [true, false, true, false, false, true, false])
        let refusals = lines.map { $0["refused"] as? [String: Any] }
        #expect(refusals[1]?["atoms"] as? [Int] == [6])
        #expect(refusals[4]?["fault"] as? String == "empty")
        #expect(outcome.errors.contains("4 of 7 rows refused; the first: line 3: "))
    }

    @Test func theTableHasAsManyCellsInEveryLine() throws {
        let outcome = try Program.run(["molecules", "convert", "-"], input: Data(Self.table.utf8))
        let lines = outcome.output.split(separator: "\n").map {
            $0.split(separator: "\t", omittingEmptySubsequences: false)
        }
        #expect(lines.map(\.count) == [Int](repeating: 5, count: 8))
        #expect(lines[1] == ["1", "2", "a", "CCO", ""])
    }

    @Test func everyFormIsReadAgain() throws {
        var input = Data("CCO a\nc1ccccc1O b\n".utf8)
        for form in ["csv", "sdf", "smi"] {
            let outcome = try Program.run(["molecules", "convert", "-", "--to", form], input: input)
            #expect(outcome.status == 0, "\(form): \(outcome.errors)")
            input = Data(outcome.output.utf8)
        }
        #expect(String(decoding: input, as: UTF8.self) == "CCO a\nOc1ccccc1 b\n")
    }

    @Test func whatIsNoFileOfMoleculesHasNoTable() throws {
        let outcome = try Program.run(["molecules", "convert", "-"], input: Data("<html>\n".utf8))
        #expect(outcome.status == 65)
        #expect(outcome.output.isEmpty)
    }

    @Test func onlyAnInputWithoutAnyMoleculeIsAFailure() throws {
        let outcome = try Program.run(["molecules", "convert", "-"], input: Data("C1CC a\nCC(C b\n".utf8))
        #expect(outcome.status == 65)
        #expect(outcome.errors.contains("none of the 2 rows"))
        #expect(outcome.output.split(separator: "\n").count == 3)
    }
}
