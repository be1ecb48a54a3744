import QuartetFiles
import QuartetModels
import QuartetMolecules
import Testing

struct FragmentWritingTests {
    private static let labels = ["6", "5", "4", "3", "2", "1"]
    private static let vocabulary = TokenVocabulary(of: [
        ["C", "N", "O", "c", "n", "(", ")", "=", "1", "2", "3", "4", "5", "6"]
    ])

    @Test func aFragmentIsCutAtItsEnd() throws {
        let texts = try FragmentText.all(Molecule(smiles: "Cc1ccc(*)cc1"), labels: Self.labels)
        // Two of its seven atoms begin a text that ends with the open end.
        #expect(texts.count == 7)
        for text in texts {
            #expect(!text.head.isEmpty && text.ringLabels == ["6"])
            if let next = text.tail.first {
                #expect(next == ")" && text.head.last == "(")
            }
            let whole = (text.head + ["O"] + text.tail).joined()
            #expect(try Molecule(smiles: whole).smiles() == "Cc1ccc(O)cc1")
        }
    }

    @Test func whatClosesALinkerBeginsBehindItsEnd() throws {
        let text = try FragmentText.closing(Molecule(smiles: "O=C(*)c1ccncc1"), labels: ["3"])
        #expect(text.head.isEmpty)
        #expect(try Molecule(smiles: "N" + text.tail.joined()).smiles() == "NC(=O)c1ccncc1")
        #expect(text.ringLabels == ["3"])
    }

    @Test(arguments: [
        ("c1ccccc1", FragmentError.ends(found: 0, needed: 1)),
        ("*c1ccc(*)cc1", .ends(found: 2, needed: 1)), ("*", .onlyAnEnd), ("C*C", .endWithin),
    ])
    func otherFragmentsAreRefused(_ smiles: String, _ error: FragmentError) throws {
        let molecule = try Molecule(smiles: smiles)
        #expect(throws: error) { try FragmentText.all(molecule, labels: Self.labels) }
    }

    @Test func tooManyRingsAreRefused() throws {
        let naphthalene = try Molecule(smiles: "*c1ccc2ccccc2c1")
        #expect(throws: FragmentError.rings(most: 1)) { try FragmentText.all(naphthalene, labels: ["1"]) }
    }

    @Test func aTokenOfAnotherVocabularyIsRefused() {
        #expect(throws: FragmentError.unknownToken("Br")) {
            try FragmentWriting(Self.vocabulary, head: ["Br"], tail: [], reserved: [])
        }
    }

    /// A text in which each next token is drawn from those that the rule leaves; nil if it does not end.
    private func text(
        _ rule: FragmentWriting, _ generator: inout PhiloxGenerator,
        _ vocabulary: TokenVocabulary = Self.vocabulary
    ) throws -> String? {
        var (rule, written) = (rule, [Int32]())
        while written.count < 60 {
            let remaining = 60 - written.count
            let ends = rule.allows(TokenVocabulary.end, remaining: remaining)
            let left = (4..<Int32(vocabulary.count)).filter { rule.allows($0, remaining: remaining) }
            if ends && (left.isEmpty || generator.uniform() < 0.3) {
                return vocabulary.text(of: written)
            }
            guard let next = left.randomElement(using: &generator) else { return nil }
            rule.wrote(next)
            written.append(next)
        }
        return nil
    }

    /// Whatever is drawn, a text that is a molecule contains the fragment, which goes on at its end and nowhere else.
    @Test func fragmentsGrowAtTheirEndAlone() throws {
        var generator = PhiloxGenerator(seed: 5, step: 0, stream: 1)
        let fragment = try Molecule(smiles: "Nc1ccc(*)c(C=O)c1")
        // The fragment with any heavy atom at its end, and hydrogen elsewhere.
        let rule = try SubstructureRule(smarts: "[NH2]-c1:[cH]:[cH]:c(-[!#1]):c(-[CH]=O):[cH]:1")
        var molecules = 0
        for text in try FragmentText.all(fragment, labels: Self.labels) {
            let writing = try FragmentWriting(
                Self.vocabulary, head: text.head, tail: text.tail, reserved: text.ringLabels)
            for _ in 0..<60 {
                guard let smiles = try self.text(writing, &generator),
                    let molecule = try? Molecule(smiles: smiles)
                else { continue }
                molecules += 1
                #expect(rule.occurs(in: molecule), "\(smiles)")
                #expect(!smiles.contains("."))
            }
        }
        #expect(molecules > 25, "\(molecules)")
    }

    @Test func linkersJoinBothFragments() throws {
        var generator = PhiloxGenerator(seed: 6, step: 0, stream: 1)
        let end = try FragmentText.closing(Molecule(smiles: "*c1ccncc1"), labels: Self.labels)
        let rule = try SubstructureRule(smarts: "[NH2]-C(=O)-c1:[cH]:[cH]:c(-[!#1]):[cH]:[cH]:1")
        let other = try SubstructureRule(smarts: "[!#1]-c1:[cH]:[cH]:n:[cH]:[cH]:1")
        var molecules = 0
        for text in try FragmentText.all(
            Molecule(smiles: "NC(=O)c1ccc(*)cc1"), labels: ["5", "4", "3", "2", "1"])
        {
            for length in 0...4 {
                let writing = try FragmentWriting(
                    Self.vocabulary, head: text.head, tail: end.tail + text.tail,
                    reserved: text.ringLabels.union(end.ringLabels), linkerLength: length)
                for _ in 0..<20 {
                    guard let smiles = try self.text(writing, &generator),
                        let molecule = try? Molecule(smiles: smiles)
                    else { continue }
                    molecules += 1
                    #expect(rule.occurs(in: molecule) && other.occurs(in: molecule), "\(smiles)")
                }
            }
        }
        #expect(molecules > 50, "\(molecules)")
    }

    /// The end atom has one bond more than in the fragment, and a single one.
    @Test(arguments: [
        ("*NC", "[CH3]-[NX3;H1;D2]-[!#1]"), ("*CC", "[CH3]-[CH2]-[!#1]"),
        ("*S(C)(=O)=O", "[CH3]-S(=O)(=O)-[!#1]"),
        ("*C#N", "N#[CX2]-[!#1]"), ("*c1ccncc1", "[!#1]-c1:[cH]:[cH]:n:[cH]:[cH]:1"),
    ])
    func theEndHasOneNewBond(_ fragment: String, _ smarts: String) throws {
        let vocabulary = TokenVocabulary(of: [
            ["C", "N", "O", "S", "c", "n", "(", ")", "=", "#", "-", "1", "2", "3", "4", "5", "6"]
        ])
        let rule = try SubstructureRule(smarts: smarts)
        var generator = PhiloxGenerator(seed: 7, step: 0, stream: 1)
        var molecules = 0
        for text in try FragmentText.all(Molecule(smiles: fragment), labels: Self.labels) {
            let writing = try FragmentWriting(
                vocabulary, head: text.head, tail: text.tail, reserved: text.ringLabels)
            for _ in 0..<60 {
                guard let smiles = try self.text(writing, &generator, vocabulary) else { continue }
                let molecule = try Molecule(smiles: smiles)
                molecules += 1
                #expect(rule.occurs(in: molecule), "\(smiles)")
            }
        }
        #expect(molecules > 10, "\(molecules)")
    }
}
