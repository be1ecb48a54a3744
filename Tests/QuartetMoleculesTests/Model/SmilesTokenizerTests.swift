import QuartetMolecules
import Testing

@Suite struct SmilesTokenizerTests {
    @Test(arguments: [
        ("CCl", ["C", "Cl"]), ("BrC", ["Br", "C"]), ("CB(C)Br", ["C", "B", "(", "C", ")", "Br"]),
        ("N[C@@H](C)C(=O)[O-]", ["N", "[C@@H]", "(", "C", ")", "C", "(", "=", "O", ")", "[O-]"]),
        ("c1cc[nH]c1", ["c", "1", "c", "c", "[nH]", "c", "1"]),
        ("C%12CC%12", ["C", "%12", "C", "C", "%12"]), ("C%(123)C%(123)", ["C", "%(123)", "C", "%(123)"]),
        ("F/C=C\\F", ["F", "/", "C", "=", "C", "\\", "F"]), ("[Na+].[Cl-]", ["[Na+]", ".", "[Cl-]"]),
        ("Sc1ccccc1", ["S", "c", "1", "c", "c", "c", "c", "c", "1"]), ("", []),
    ])
    func smilesAreSplit(_ smiles: String, _ tokens: [String]) throws {
        #expect(try SmilesTokenizer.tokens(of: smiles) == tokens)
        #expect(tokens.joined() == smiles)
    }

    @Test(arguments: [
        ("CC[nH", "bracket is not closed", 3), ("C%1", "% without", 2), ("C%", "% without", 2),
        ("C%(12C", "% without", 2), ("CC O", "\" \"", 3), ("C[é]C", "\"é\"", 3), ("CÇ", "\"Ç\"", 2),
    ])
    func placesOfMistakesAreNamed(_ smiles: String, _ reason: String, _ place: Int) {
        let error = #expect(throws: SmilesTokenError.self) { try SmilesTokenizer.tokens(of: smiles) }
        #expect(error?.place == place && error?.description.contains(reason) == true, "\(error as Any)")
    }
}
