import QuartetFiles
import QuartetModels
import QuartetMolecules
import QuartetTestSupport
import Testing

@Suite struct SmilesRuleTests {
    private static let molecules = [
        "CC(=O)Nc1ccc(O)cc1", "C1CC2CCC1C2", "N#Cc1ccc(Br)c(Cl)c1", "F/C=C\\F", "C[C@@H](N)C(=O)[O-]",
        "O=C1CCC(C(=O)N2CCOCC2)C1", "C%12CC%12", "[Na+].[Cl-]", "C=1CCCCC=1", "C1(CC1)C2(CC2)C", "CC(C)(C)C",
    ]
    private static let vocabulary = TokenVocabulary(
        of: molecules.compactMap { try? SmilesTokenizer.tokens(of: $0) })

    /// What the rule forbids after a text.
    private func forbidden(
        after text: String, _ level: SmilesRule.Level = .syntax, remaining: Int = 10,
        _ vocabulary: TokenVocabulary = Self.vocabulary
    ) throws -> Set<String> {
        var rule = SmilesRule(vocabulary, level)
        let numbers = try vocabulary.encoder(SmilesTokenizer.tokens(of: text))
        for number in numbers.dropFirst().dropLast() { rule.wrote(number) }
        let tokens = [TokenVocabulary.end] + vocabulary.tokens.indices.map { vocabulary.number(at: $0) }
        return Set(
            tokens.filter { !rule.allows($0, remaining: remaining) }.map { vocabulary.token($0) ?? "end" })
    }

    @Test(arguments: molecules + aromaticMolecules)
    func nothingOfAMoleculeIsForbidden(_ smiles: String) throws {
        let vocabulary = TokenVocabulary(of: [try SmilesTokenizer.tokens(of: smiles)])
        try requireAllowed(smiles, vocabulary)
    }

    private func requireAllowed(_ smiles: String, _ vocabulary: TokenVocabulary) throws {
        var rule = SmilesRule(vocabulary, .chemistry)
        let numbers = try vocabulary.encoder(SmilesTokenizer.tokens(of: smiles)).dropFirst()
        for (place, number) in numbers.enumerated() {
            let isAllowed = rule.allows(number, remaining: numbers.count - place)
            #expect(isAllowed, "\(vocabulary.token(number) ?? "end") at \(place + 1) of \(smiles)")
            rule.wrote(number)
        }
        #expect(rule.isComplete)
    }

    /// Real molecules of three kinds: drug-like ones, measured ones, and those with salts, charges and stereo.
    @Test(
        .enabled(
            if: DataFolder.file("molecules") != nil, "set QUARTET_DATA to the folder that holds molecules"),
        arguments: [
            "moses/train.csv.gz", "zinc250k/train.csv.gz", "activity/egfr_pic50_chembl.csv.gz",
            "properties/clintox.csv.gz", "oracle/rdkit_2026.09.1_descriptors.tsv.gz",
        ])
    func nothingOfRealMoleculesIsForbidden(_ name: String) throws {
        guard let file = DataFolder.file("molecules/" + name) else { return }
        let rows = try StructureTable(path: file).next(4000).compactMap { row -> String? in
            guard case .success(.smiles(let smiles)) = row.structure else { return nil }
            return try? Molecule(smiles: smiles).smiles()
        }
        let tokens = try rows.map { try SmilesTokenizer.tokens(of: $0) }
        let vocabulary = TokenVocabulary(of: tokens)
        for smiles in rows { try requireAllowed(smiles, vocabulary) }
        #expect(rows.count > 500)
    }

    @Test(arguments: [
        ("", ["end", ")", "(", "=", "1", "."]), ("C", [")"]), ("C(", ["end", ")", "(", "1", "."]),
        ("C1CC", ["end"]), ("C1", ["1", "end"]), ("C1C", ["1", "end"]), ("C12CCC1", ["2", ")", "end"]),
        ("C(C", ["end", "."]),
        ("C(C)", [")", "1"]), ("C=", ["end", "=", ")", "(", "."]), ("C(C1", ["1"]),
        ("C.", ["end", "(", "1", "."]),
    ])
    func whatBreaksTheSyntaxIsForbidden(_ text: String, _ expected: [String]) throws {
        for level in SmilesRule.Level.allCases {
            let forbidden = try forbidden(after: text, level)
            #expect(forbidden.isSuperset(of: expected), "\(forbidden.sorted())")
            #expect(!forbidden.contains("C"))
        }
    }

    @Test func twoBondsBetweenTheSameAtomsAreForbidden() throws {
        #expect(try forbidden(after: "C12CC1").contains("2"))
        #expect(try !forbidden(after: "C12CCC1C").contains("2"))
        #expect(try !forbidden(after: "C1CCC1").contains("1"), "A closed label opens another ring.")
    }

    @Test func whatCannotBeClosedBeforeTheLimitIsForbidden() throws {
        #expect(try forbidden(after: "C1CC", remaining: 2).isSuperset(of: ["2", "(", "end"]))
        #expect(try forbidden(after: "C1CC", remaining: 1).isSuperset(of: ["C", "2", "(", "end"]))
        #expect(try !forbidden(after: "C1CC", remaining: 1).contains("1"))
        // A ring label follows its atom: after the branch another atom is needed.
        #expect(try forbidden(after: "C1CC(C", remaining: 2).contains(")"))
        #expect(try !forbidden(after: "C1CC(C", remaining: 3).contains(")"))
    }

    private static let aromaticMolecules = [
        "c1ccccc1", "c1cc[nH]c1", "Cn1cccc1", "c1ccncc1", "O=c1cc[nH]cc1", "c1ccc2ccccc2c1",
        "Cn1c(=O)c2c(ncn2C)n(C)c1=O", "c1ccc(-c2ccccc2)cc1", "c1ccc2[nH]ccc2c1", "C[n+]1ccccc1",
        "[O-][n+]1ccccc1", "c1ccc2c(c1)-c1ccccc1-2", "O=c1c2ccccc2[nH]c2ccccc12",
        "COc1cccc(/N=c2\\scc[nH]2)c1",
        "c1csc(C2CC2)n1", "O=S1(=O)NC(=O)c2ccccc12", "C1=Cc2ccccc21", "c1cc2cc3cccc-3cc2c1",
        "n1nn[nH]n1", "c1ccc[cH-]1", "c1cc[se]c1", "c1ccc2c(c1)c1cccc3cccc2c31",
    ]

    @Test(arguments: [
        // More bonds than the element has.
        ("CF", "(", false), ("CF", "C", false), ("C=O", "C", false), ("CC(C)(C)", "=", false),
        ("C[N+](C)(C)", "C", true), ("CN(C)C", "C", true), ("CN(C)", "=", false), ("C#C", "=", false),
        ("CS(=O)(=O)", "C", true), ("[NH4+]", "C", false), ("[nH]1cccc1", "C", true),
        // Rings whose bonds cannot alternate.
        ("c1ccnc", "1", true), ("c1cccccc", "1", true), ("c1ccnc1", "end", false), ("c1cccc1", "end", false),
        ("c1ccnc1", "=", true), ("c1ccnc1", "C", false), ("c1cc[nH]c1", "end", true),
        ("c1cc[nH]cc1", "end", false), ("O=c1cc[nH]cc1", "end", true), ("O=c1ccncc1", "end", false),
        ("Cn1cccc1", "end", true), ("Cn1ccccc1", "end", false), ("Cc", "C", false), ("Cc(C", ")", true),
        ("c1ccccc1c1cccc1", "end", false), ("c1cccc1-c1cccc1", "-", false),
        // No atom could carry the ring bond.
        ("C1CCC", "F", false), ("C1CC(", "F", true),
    ])
    func chemistryDecides(_ text: String, _ token: String, _ isAllowed: Bool) throws {
        let vocabulary = TokenVocabulary(
            of: [try SmilesTokenizer.tokens(of: text + "C(=O)-c1cc[nH]n1F"), ["(", ")", "=", "end"]])
        let forbidden = try forbidden(after: text, .chemistry, vocabulary)
        let first = token == "end" ? token : String(token.prefix(1))
        #expect(forbidden.contains(first) != isAllowed, "\(forbidden.sorted())")
    }

    /// Whatever is drawn among what is left, RDKit finds no fault that the rule rules out.
    @Test(arguments: SmilesRule.Level.allCases)
    func randomTextsHaveNoFaultOfTheLevel(_ level: SmilesRule.Level) throws {
        var tokens = ["C", "O", "(", ")", "1", "2", "=", "."]
        if level == .chemistry { tokens += ["c", "n", "[nH]", "F", "-"] }
        let vocabulary = TokenVocabulary(of: [tokens])
        var generator = PhiloxGenerator(seed: 4, step: 0, stream: 1)
        var (finished, invalid) = (0, [String]())
        for _ in 0..<(level == .chemistry ? 2000 : 400) {
            guard let smiles = try text(SmilesRule(vocabulary, level), vocabulary, &generator) else {
                continue
            }
            finished += 1
            do {
                _ = try Molecule(smiles: smiles)
            } catch {
                let isOfSyntax = error.fault == .syntax || error.reason.contains("ring bond")
                if level == .chemistry || isOfSyntax { invalid.append("\(smiles): \(error.reason)") }
            }
        }
        #expect(finished > 50, "\(finished)")
        #expect(invalid.isEmpty, "\(invalid)")
    }

    /// A text in which each next token is drawn from those that the rule leaves; nil if it does not end.
    private func text(
        _ rule: SmilesRule, _ vocabulary: TokenVocabulary, _ generator: inout PhiloxGenerator
    ) throws -> String? {
        var (rule, written) = (rule, [Int32]())
        while written.count < 30 {
            let remaining = 30 - written.count
            if written.count > 5, rule.allows(TokenVocabulary.end, remaining: remaining) { break }
            let left = (4..<Int32(vocabulary.count)).filter { rule.allows($0, remaining: remaining) }
            guard let next = left.randomElement(using: &generator) else { return nil }
            rule.wrote(next)
            written.append(next)
        }
        return rule.allows(TokenVocabulary.end, remaining: 1) ? vocabulary.text(of: written) : nil
    }
}
