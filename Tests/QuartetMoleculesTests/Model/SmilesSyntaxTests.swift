import QuartetFiles
import QuartetModels
import QuartetMolecules
import Testing

@Suite struct SmilesSyntaxTests {
    private static let molecules = [
        "CC(=O)Nc1ccc(O)cc1", "C1CC2CCC1C2", "N#Cc1ccc(Br)c(Cl)c1", "F/C=C\\F", "C[C@@H](N)C(=O)[O-]",
        "O=C1CCC(C(=O)N2CCOCC2)C1", "C%12CC%12", "[Na+].[Cl-]", "C=1CCCCC=1", "C1(CC1)C2(CC2)C", "CC(C)(C)C",
    ]
    private static let vocabulary = TokenVocabulary(
        of: molecules.compactMap { try? SmilesTokenizer.tokens(of: $0) })

    /// What the rule forbids after a text.
    private func forbidden(after text: String) throws -> Set<String> {
        var rule = SmilesSyntax(Self.vocabulary)
        let numbers = try Self.vocabulary.encoder(SmilesTokenizer.tokens(of: text))
        for number in numbers.dropFirst().dropLast() { rule.wrote(number) }
        return Set(rule.forbidden(remaining: 10).map { Self.vocabulary.token($0) ?? "end" })
    }

    @Test(arguments: molecules)
    func nothingOfAMoleculeIsForbidden(_ smiles: String) throws {
        var rule = SmilesSyntax(Self.vocabulary)
        let numbers = try Self.vocabulary.encoder(SmilesTokenizer.tokens(of: smiles)).dropFirst()
        for number in numbers {
            #expect(!rule.forbidden(remaining: 9).contains(number), "\(number) in \(smiles)")
            rule.wrote(number)
        }
        #expect(rule.isComplete)
    }

    @Test(arguments: [
        ("", ["end", ")", "(", "=", "1", "."]), ("C", [")"]), ("C(", ["end", ")", "(", "1", "."]),
        ("C1CC", ["end"]), ("C1", ["1", "end"]), ("C1C", ["1", "end"]), ("C12CCC1", ["2", ")", "end"]),
        ("C(C", ["end", "."]),
        ("C(C)", [")", "1"]), ("C=", ["end", "=", ")", "(", "."]), ("C(C1", ["1"]),
        ("C.", ["end", "(", "1", "."]),
    ])
    func whatBreaksTheSyntaxIsForbidden(_ text: String, _ expected: [String]) throws {
        let forbidden = try forbidden(after: text)
        #expect(forbidden.isSuperset(of: expected), "\(forbidden.sorted())")
        #expect(!forbidden.contains("C"))
    }

    @Test func twoBondsBetweenTheSameAtomsAreForbidden() throws {
        #expect(try forbidden(after: "C12CC1").contains("2"))
        #expect(try !forbidden(after: "C12CCC1C").contains("2"))
        #expect(try !forbidden(after: "C1CCC1").contains("1"), "A closed label opens another ring.")
    }

    /// Whatever is drawn among what is left, RDKit finds no fault in the syntax: only in valences and aromaticity.
    @Test func randomTextsHaveNoFaultInTheirSyntax() throws {
        let tokens = ["C", "O", "(", ")", "1", "2", "=", "."]
        let vocabulary = TokenVocabulary(of: [tokens])
        var generator = PhiloxGenerator(seed: 4, step: 0, stream: 1)
        var finished = 0
        for _ in 0..<400 {
            var rule = SmilesSyntax(vocabulary)
            var written: [Int32] = []
            while written.count < 30 {
                let forbidden = Set(rule.forbidden(remaining: 30 - written.count))
                let left = (4..<Int32(vocabulary.count)).filter { !forbidden.contains($0) }
                if !forbidden.contains(TokenVocabulary.end), written.count > 5 { break }
                let next = try #require(left.randomElement(using: &generator))
                rule.wrote(next)
                written.append(next)
            }
            if !rule.isComplete { continue }
            finished += 1
            let smiles = vocabulary.text(of: written)
            do {
                _ = try Molecule(smiles: smiles)
            } catch {
                #expect(
                    !error.reason.lowercased().contains("syntax") && !error.reason.contains("duplicate")
                        && !error.reason.contains("unclosed"), "\(smiles): \(error.reason)")
            }
        }
        #expect(finished > 100, "\(finished)")
    }
}
