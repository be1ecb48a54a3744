import Foundation
import QuartetTestSupport
import Testing

/// What every command does with files of molecules: rows that are refused, columns that come late, damage, Ctrl-C.
@Suite struct MoleculeFilesTests {
    private static let block = """
          program

          2  1  0  0  0  0  0  0  0  0999 V2000
            0.0000    0.0000    0.0000 C   0  0
            1.5000    0.0000    0.0000 O   0  0
          1  2  1  0
        M  END

        """

    @Test func columnsThatComeLateAreKeptOrNamed() throws {
        let sdf = Data(
            "a\n\(Self.block)> <pIC50>\n6\n\n$$$$\nb\n\(Self.block)> <note>\nlate\n\n$$$$\n".utf8)
        try inFolder { folder in
            try sdf.write(to: URL(filePath: folder + "/in.sdf"))
            let table = try Program.run(["molecules", "convert", "in.sdf", "--to", "csv"], in: folder)
            #expect(table.output == "smiles,name,pIC50,note\r\nCO,a,6,\r\nCO,b,,late\r\n")
            #expect(table.errors.isEmpty)
            let piped = try Program.run(["molecules", "convert", "-", "--to", "csv"], input: sdf)
            #expect(piped.output == "smiles,name,pIC50\r\nCO,a,6\r\nCO,b,\r\n")
            #expect(piped.errors.contains("left out: columns that the first record lacks (note)"))
        }
    }

    @Test(arguments: [
        "CCO a\nCC(C bad one\nN[Pt]Cl c\n",
        "name,smiles,dose\na,CCO,\"1, 2\"\nbad one,CC(C,\"3, 4\"\nc,N[Pt]Cl,5\n",
        "CCO\t1\nCC(C\t2\nN[Pt]Cl\t3\n",
        "id;smiles\na;CCO\nbad;CC(C\nc;N[Pt]Cl\n",
    ])
    func refusedRowsCanBeMendedAndReadAgain(_ text: String) throws {
        try inFolder { folder in
            try Data(text.utf8).write(to: URL(filePath: folder + "/in"))
            let first = try Program.run(
                ["molecules", "standardise", "in", "--rejected", "bad"], in: folder)
            #expect(first.status == 0, "\(first.errors)")
            let bad = try String(contentsOfFile: folder + "/bad", encoding: .utf8)
            #expect(bad.contains("parenthesis opened at 3") && bad.contains("metal compound: Pt, atom 1"))
            let mended = bad.replacing("CC(C", with: "CC(C)C")
            try Data(mended.utf8).write(to: URL(filePath: folder + "/mended"))
            let second = try Program.run(["molecules", "standardise", "mended", "--json"], in: folder)
            let rows = try second.output.split(separator: "\n").map { try Program.dictionary(String($0)) }
            #expect(rows.map { $0["smiles"] as? String } == ["CC(C)C", nil], "\(bad)")
            let columns = rows.map { $0["columns"] as? [String: String] ?? [:] }
            let line = text.hasPrefix("name") || text.hasPrefix("id") ? 3 : 2
            #expect(columns.map { $0["line"] } == ["\(line)", "\(line + 1)"], "\(bad)")
            if text.contains("bad one") { #expect(rows[0]["name"] as? String == "bad one") }
        }
    }

    @Test func refusedRecordsStayRecords() throws {
        let wrong = Self.block.replacing("  1  2  1  0", with: "  1  2  2  0").replacing(" O  ", with: " F  ")
        let cut = Self.block + "> <pIC50>\n6."
        try inFolder { folder in
            try Data("a\n\(Self.block)$$$$\nb\n\(wrong)$$$$\nc\n\(cut)".utf8)
                .write(to: URL(filePath: folder + "/in.sdf"))
            let first = try Program.run(
                ["molecules", "convert", "in.sdf", "--rejected", "bad.sdf"], in: folder)
            #expect(first.status == 0 && first.errors.contains("2 of 3 rows refused"), "\(first.errors)")
            let bad = try String(contentsOfFile: folder + "/bad.sdf", encoding: .utf8)
            #expect(
                bad.contains("> <refused>\nline 19: the record is cut: the file ends at line 28"), "\(bad)")
            let mended = bad.replacing("  1  2  2  0", with: "  1  2  1  0")
            try Data(mended.utf8).write(to: URL(filePath: folder + "/mended.sdf"))
            let second = try Program.run(
                ["molecules", "convert", "mended.sdf", "--to", "csv"], in: folder)
            #expect(second.status == 0 && second.errors.isEmpty, "\(second.errors)")
            #expect(second.output.hasPrefix("smiles,name,refused,pIC50\r\nCF,b,"), "\(second.output)")
        }
    }

    @Test func aDamagedFileGivesItsRowsAndFails() throws {
        let script = """
            awk 'BEGIN { srand(1); for (i = 1; i <= 3000; i++) { s = ""; for (j = 0; j <= i % 20; j++) s = s "C";
                print s "N row" int(rand() * 1e6) } }' | gzip > whole.gz
            head -c $(($(stat -c %s whole.gz) / 2)) whole.gz > cut.gz
            "$0" molecules convert cut.gz > table; echo $?
            head -c 3000 /dev/urandom | gzip > noise.gz
            "$0" molecules convert noise.gz; echo $?
            printf '\\037\\213\\010 garbage of all kinds' > bad.gz
            "$0" molecules convert bad.gz; echo $?
            wc -l < table
            for i in {1..30}; do echo "CCO row$i"; done | gzip > few.gz
            head -c -4 few.gz | "$0" molecules convert - | wc -l
            """
        try inFolder { folder in
            let outcome = try Program.shell(script, "quartet", in: folder)
            let lines = outcome.output.split(separator: "\n").map(String.init)
            try #require(lines.count == 5, "\(outcome.output)\(outcome.errors)")
            #expect(lines.prefix(3) == ["65", "65", "65"], "\(outcome.output)\(outcome.errors)")
            #expect(Int(lines[3]).map { $0 > 500 && $0 < 2900 } == true, "\(lines)")
            // Only the check sum is cut.
            #expect(lines[4] == "31")
            #expect(outcome.errors.contains("cut.gz") && outcome.errors.contains("noise.gz"))
        }
    }

    @Test func anInterruptedBatchIsAFailure() throws {
        try inFolder { folder in
            let outcome = try Program.shell(
                """
                mkfifo pipe
                (yes 'CC(C)CO butanol' | head -2000; exec sleep 20) > pipe &
                feeder=$!
                "$0" molecules convert pipe --quiet > table &
                reader=$!
                for i in {1..200}; do sleep .05; [ -s table ] && break; done
                kill -INT $reader
                wait $reader
                echo $?
                kill $feeder
                """, "quartet", in: folder)
            #expect(outcome.output == "1\n")
            #expect(outcome.errors.contains("Stopping"))
            #expect(outcome.errors.contains("rows; the rest of pipe was not read"), "\(outcome.errors)")
        }
    }
}
