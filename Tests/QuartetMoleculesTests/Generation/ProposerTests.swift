import QuartetMolecules
import Testing

struct ProposerTests {
    /// Gives its strings two at a time.
    private struct Strings: CandidateSource {
        var left: [String]

        mutating func next(_ count: Int) -> [CandidateString] {
            defer { left.removeFirst(min(2, left.count)) }
            return left.prefix(2).map { CandidateString(text: $0) }
        }
    }

    private func proposed(
        _ strings: [String], _ rules: ProposalRules, mostPerScaffold: Int? = nil,
        after known: KnownStructures = KnownStructures()
    ) throws -> (smiles: [String], funnel: Funnel) {
        let proposer = Proposer(Strings(left: strings), rules, mostPerScaffold: mostPerScaffold, after: known)
        var smiles: [String] = []
        while let next = try proposer.next(wanted: 100) { smiles += next.map(\.smiles) }
        return (smiles, proposer.funnel)
    }

    private func failures(_ funnel: Funnel, _ filter: String) -> [String: Int] {
        let reasons = funnel.stages.first { $0.filter == filter }?.reasons ?? []
        return Dictionary(reasons.map { ($0.text, $0.count) }) { first, _ in first }
    }

    @Test func moleculesComeOnceAndTheRestIsCounted() throws {
        let (smiles, funnel) = try proposed(
            ["OCC", "CCO", "CC(C", "CN(=O)(C)(C)C", "c1ccccc1", "CCN"], ProposalRules())
        #expect(smiles == ["CCO", "c1ccccc1", "CCN"])
        #expect(failures(funnel, "different") == ["repeated": 1])
        #expect(failures(funnel, "valid") == ["syntax": 1, "valence": 1])
        #expect(funnel.entered == 6)
    }

    @Test func everyRuleIsHeld() throws {
        var rules = ProposalRules()
        rules.known = KnownStructures()
        rules.known?.insert("Cc1ccccc1")
        rules.heavyAtoms = 6...10
        #expect(throws: MoleculeError.self) { try rules.allow(elements: ["C", "Xx"]) }
        try rules.allow(elements: ["C", "N", "O"])
        rules.keeps = [try SubstructureRule(smarts: "c1ccccc1")]
        rules.avoids = [try SubstructureRule(smarts: "[NX3;H2]")]
        rules.screen = { $0.smiles() == "COc1ccccc1" ? "ethers: no methoxy" : nil }
        let (smiles, funnel) = try proposed(
            [
                "Cc1ccccc1", "CC", "CCCCCCCCCCCC", "Clc1ccccc1", "C1CCCCC1", "Nc1ccccc1", "COc1ccccc1",
                "CCc1ccccc1",
            ], rules)
        #expect(smiles == ["CCc1ccccc1"])
        #expect(failures(funnel, "new") == ["known": 1])
        #expect(
            failures(funnel, "structure") == [
                "too few atoms": 1, "too many atoms": 1, "element Cl": 1, "without c1ccccc1": 1,
                "contains [NX3;H2]": 1,
            ])
        #expect(failures(funnel, "screen") == ["ethers: no methoxy": 1])
    }

    @Test func similarityAndScaffoldsAreHeld() throws {
        let lead = try Molecule(smiles: "CC(=O)Nc1ccc(O)cc1")
        var rules = ProposalRules()
        rules.similarity = (to: [lead.fingerprint()], range: 0.4...0.99)
        #expect(
            try proposed(["CC(=O)Nc1ccc(O)cc1", "CC(=O)Nc1ccc(OC)cc1", "CCCC"], rules).smiles == [
                "COc1ccc(NC(C)=O)cc1"
            ])
        rules = ProposalRules()
        rules.otherScaffoldThan = lead.scaffold()
        rules.pharmacophore = (to: lead.pharmacophoreFingerprint(), least: 0.5)
        let hops = try proposed(["CC(=O)Nc1ccc(O)cc1", "CC(=O)Nc1ccc(O)nc1", "CCCC"], rules).smiles
        #expect(hops == ["CC(=O)Nc1ccc(O)nc1"])
    }

    @Test func aScaffoldIsGivenUpWhenItHasEnough() throws {
        let (smiles, funnel) = try proposed(
            ["Cc1ccccc1", "CCc1ccccc1", "CCCc1ccccc1", "CCC", "CCCC", "CCCCC"], ProposalRules(),
            mostPerScaffold: 2)
        #expect(smiles == ["Cc1ccccc1", "CCc1ccccc1", "CCC", "CCCC", "CCCCC"], "Chains are not limited.")
        #expect(failures(funnel, "scaffolds") == ["too many with the same scaffold": 1])
    }

    @Test func whatWasProposedBeforeIsNotProposedAgain() throws {
        var known = KnownStructures()
        known.insert("CCO")
        let (smiles, funnel) = try proposed(["OCC", "CCN"], ProposalRules(), after: known)
        #expect(smiles == ["CCN"])
        #expect(failures(funnel, "different") == ["proposed before": 1])
        let proposer = Proposer(Strings(left: ["OCC", "CCO"]), ProposalRules(), after: known)
        #expect(try proposer.next(wanted: 1)?.isEmpty == true)
        #expect(proposer.knownCount == 2)
    }

    @Test func whatIsNotWantedAnyMoreIsCounted() throws {
        let proposer = Proposer(Strings(left: ["CCO", "CCN", "CCC", "CCF"]), ProposalRules())
        #expect(try proposer.next(wanted: 3)?.map(\.smiles) == ["CCO", "CCN"])
        #expect(try proposer.next(wanted: 1)?.map(\.smiles) == ["CCC"])
        let stage = try #require(proposer.funnel.stages.last)
        #expect(stage.filter == "wanted" && stage.entered == 4 && stage.passed == 3)
        #expect(proposer.funnel.entered == 4)
    }

    /// Chains, of which every so many is new; remembers how many strings it was asked for.
    private final class Chains: CandidateSource {
        let step: Int
        var asked: [Int] = []
        private var made = 0

        init(newEach step: Int) { self.step = step }

        func next(_ count: Int) -> [CandidateString] {
            asked.append(count)
            defer { made += count }
            return (made..<made + count).map {
                CandidateString(text: String(repeating: "C", count: 1 + $0 / step))
            }
        }
    }

    @Test func aboutAsManyStringsAreMadeAsAreNeeded() throws {
        func asked(_ step: Int, wanted: Int, most: Int = .max) throws -> [Int] {
            let chains = Chains(newEach: step)
            let proposer = Proposer(chains, ProposalRules())
            var found = 0
            while found < wanted, chains.asked.count < 3 {
                let left = most - proposer.funnel.entered
                if left < 1 { break }
                found += try #require(try proposer.next(wanted: wanted - found, most: left)).count
            }
            return chains.asked
        }
        #expect(try asked(1, wanted: 5) == [64], "a floor")
        #expect(try asked(1, wanted: 50) == [200])
        // 16 of 80 passed: 4 more need 4 * 82 / 17 strings and a quarter more, but the floor is higher.
        #expect(try asked(5, wanted: 20) == [80, 64])
        #expect(try asked(50, wanted: 10)[1] > 64)
        #expect(try asked(1_000_000, wanted: 50).last == 4096, "a ceiling")
        #expect(try asked(1_000_000, wanted: 50, most: 300).reduce(0, +) == 300)
    }

    @Test func piecesCompleteAFragmentAtItsEnd() throws {
        let blocks = BuildingBlocks(
            counts: ["[16*]c1ccncc1": 5, "[5*]N1CCOCC1": 3, "[16*]c1ccc([16*])cc1": 2], moleculeCount: 9)
        let source = try PieceSource(completing: [Molecule(smiles: "*C(=O)c1ccccc1")], with: blocks)
        let texts = try source.next(256).map(\.text)
        #expect(texts == ["O=C(c1ccccc1)c1ccncc1", "O=C(c1ccccc1)N1CCOCC1"])
        #expect(try source.next(256).isEmpty)
        let linking = try PieceSource(
            completing: [Molecule(smiles: "*C(=O)O"), Molecule(smiles: "*Cl")], with: blocks)
        #expect(try Set(linking.next(256).map(\.text)) == ["O=C(O)c1ccc(Cl)cc1"])
        #expect(throws: FragmentError.ends(found: 0, needed: 1)) {
            try PieceSource(completing: [Molecule(smiles: "CCO")], with: blocks)
        }
    }
}
