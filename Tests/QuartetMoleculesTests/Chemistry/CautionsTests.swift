import QuartetMolecules
import Testing

@Suite struct CautionsTests {
    @Test(arguments: [
        ("CCO", []), ("C[N+](C)(C)C", []), ("[2H]C", []), ("C[SiH3]", []),
        ("CCN.Cl", ["two parts: the numbers are of the whole; standardise it first"]),
        ("C.C.C.C.C.C.C.C.C.C", ["10 parts: the numbers are of the whole; standardise it first"]),
        ("N[Pt](N)(Cl)Cl", ["contains Pt: the estimates were not developed for metals"]),
        ("*CC", ["dummy atom: the numbers are of an incomplete structure"]),
        ("[CH2]C", ["radical: an atom has an unpaired electron; an ion has its charge in brackets"]),
    ])
    func whatNeedsCareIsNamed(_ smiles: String, _ cautions: [String]) throws {
        #expect(try Molecule(smiles: smiles).cautions == cautions)
    }
}
