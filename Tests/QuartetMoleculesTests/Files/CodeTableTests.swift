import QuartetMolecules
import QuartetTestSupport
import Testing

struct CodeTableTests {
    private func codes(_ text: String, latents: Int = 2) throws -> [[Float]] {
        let folder = TemporaryFolder()
        return try withExtendedLifetime(folder) {
            let table = try CodeTable(path: folder.write(text, to: "codes"), latents: latents)
            var codes: [[Float]] = []
            while let code = try table.next() { codes.append(code) }
            return codes
        }
    }

    @Test func columnsAreFoundByTheirHeadings() throws {
        #expect(try codes("smiles\tz2\tz1\trefused\nCC\t-2e-1\t1\t\n\t\t\tempty\n") == [[1, -0.2], []])
        #expect(try codes("z1,z2\r\n1,2\r\n\r\n3,4") == [[1, 2], [3, 4]])
    }

    @Test(arguments: [
        ("", "empty"), ("z1\n1\n", "no column z2"), ("z1,z2,z3\n1,2,3\n", "more variables"),
        ("z1,z2\n1,x\n", "line 2, column z2: \"x\" is not a number"),
        ("z1,z2\n1,inf\n", "\"inf\" is not a number"),
        ("z1,z2\n1\n", "\"\" is not a number"),
    ])
    func damagedTablesAreRefused(_ text: String, _ message: String) {
        #expect {
            try codes(text)
        } throws: {
            "\($0)".contains(message)
        }
    }
}
