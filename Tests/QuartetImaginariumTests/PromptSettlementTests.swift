import QuartetImaginarium
import Testing

/// The rules by which phrases become a request, one after the other.
@Suite struct PromptSettlementTests {
    private let reader: PromptReader

    init() throws { reader = try DesignFixtures.reader() }

    /// The reading after a rule, and the one before it.
    private func readings(_ prompt: String, around rule: String) throws -> (PromptReading, PromptReading) {
        let steps = try reader.steps(prompt)
        let index = try #require(steps.firstIndex { $0.rule == rule })
        try #require(index > 0)
        return (steps[index - 1].reading, steps[index].reading)
    }

    @Test func rulesHaveTheirOrder() throws {
        #expect(
            try reader.steps("a dress").map(\.rule) == [
                "phrases", "absent patterns", "colour roles", "spare colours", "sleeves or none",
                "collar or none", "strapless or sleeves", "excluded styles", "own material",
                "wanted or avoided",
            ])
    }

    @Test(arguments: [
        "a dress", "a red and blue dress", "jeans without stripes", "a navy shirt with white cuffs",
    ])
    func theLastStepIsTheReading(_ prompt: String) throws {
        #expect(try reader.steps(prompt).last?.reading == reader.read(prompt).garments[0])
    }

    @Test func absentPatternsLeavePlainCloth() throws {
        let (before, after) = try readings("a shirt without stripes", around: "absent patterns")
        #expect(before.request.pattern == nil)
        #expect(after.request.pattern == "plain")
        let (_, floral) = try readings("a floral dress without stripes", around: "absent patterns")
        #expect(floral.request.pattern == "floral")
    }

    @Test func coloursGetTheirRolesWhenAllPhrasesAreRead() throws {
        let (before, after) = try readings("a red striped white shirt", around: "colour roles")
        #expect(before.request.colours.isEmpty)
        #expect(after.request.colours.map(\.name) == ["white", "red"])
        #expect(after.request.colours.map(\.role) == [.main, .second])
    }

    @Test func spareColoursGoToAPartOrAreSetAside() throws {
        let (before, after) = try readings("a red and blue dress", around: "spare colours")
        #expect(before.request.colours.map(\.role) == [.main, .second])
        #expect(after.request.colours.map(\.part) == [nil, "skirt"])
        let (_, trousers) = try readings("red and blue trousers", around: "spare colours")
        #expect(trousers.request.colours.map(\.name) == ["red"])
        #expect(trousers.unused.map(\.words) == ["blue"])
        // Stripes have room for a second colour.
        let (_, striped) = try readings("a red and blue striped dress", around: "spare colours")
        #expect(striped.request.colours.map(\.role) == [.main, .second])
    }

    @Test(arguments: [
        ("sleeveless top with puff sleeves", "sleeves", ["sleeveless", "puff sleeves"]),
        ("shirt with a mandarin collar, no collar", "collar", ["no collar", "mandarin collar"]),
        ("strapless dress with long sleeves", "neckline", ["strapless", "long sleeves"]),
        ("strapless T-shirt", "neckline", ["strapless", "T-shirt"]),
    ])
    func refusalsNameBothWishes(_ prompt: String, _ about: String, _ words: [String]) {
        #expect(throws: PromptError.contradiction(about: about, words: words)) { try reader.steps(prompt) }
    }

    @Test func aGarmentOfItsOwnMaterialIsOfNoOther() {
        #expect(throws: PromptError.onlyOne("material", words: ["silk", "denim jacket"])) {
            try reader.steps("a denim jacket of silk")
        }
    }
}
