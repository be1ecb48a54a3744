import QuartetText
import Testing

/// ROUGE, SQuAD's scores and those of entities.
@Suite struct TaskMetricTests {
    /// Written down from the Python package rouge-score 0.1.2, without stemming.
    static let rouge: [(summary: String, reference: String, one: Double, two: Double, longest: Double)] = [
        ("the cat sat on the mat", "The cat was on the mat.", 5 / 6, 0.6, 5 / 6),
        ("police killed the gunman", "police kill the gunman", 0.75, 1 / 3, 0.75),
        ("the gunman kill police", "police kill the gunman", 1, 1 / 3, 0.5),
        ("a", "a", 1, 0, 1),
        ("", "x y", 0, 0, 0),
        ("It's 12:30 – naïve café", "its 12 30 naive cafe", 1 / 3, 0.2, 1 / 3),
        (
            "ordered 2 pizzas; ordered 2 pizzas", "she ordered two pizzas and ordered a drink", 3 / 7, 0,
            3 / 7
        ),
    ]

    @Test(arguments: rouge)
    func rougeMatchesThePackage(
        _ summary: String, _ reference: String, _ one: Double, _ two: Double, _ longest: Double
    ) throws {
        let rouge = try ROUGE([summary], references: [reference])
        #expect(abs(rouge.one - one) < 1e-12 && abs(rouge.two - two) < 1e-12, "\(rouge)")
        #expect(abs(rouge.longest - longest) < 1e-12, "\(rouge)")
    }

    @Test func rougeIsAMeanOverTexts() throws {
        let rouge = try ROUGE(Self.rouge.map(\.summary), references: Self.rouge.map(\.reference))
        #expect(abs(rouge.one - Self.rouge.reduce(0) { $0 + $1.one } / 7) < 1e-12)
        #expect(abs(rouge.two - Self.rouge.reduce(0) { $0 + $1.two } / 7) < 1e-12)
        #expect(throws: TokenizerError.self) { try ROUGE([], references: []) }
        #expect(throws: TokenizerError.self) { try ROUGE(["a"], references: []) }
    }

    /// Written down from the evaluation of SQuAD 2.0.
    static let answers: [(answer: String, expected: [String], exact: Double, f1: Double)] = [
        ("The Cat!", ["cat"], 1, 1), ("a black cat", ["the cat", "dog"], 0, 2 / 3), ("", [], 1, 1),
        ("something", [], 0, 0), ("", ["cat"], 0, 0), ("the—best day", ["best day"], 0, 0.5),
        ("", ["the"], 1, 1), ("L'École, an x", ["lécole x"], 1, 1),
        ("two two cats", ["two cats cats"], 0, 2 / 3),
    ]

    @Test(arguments: answers)
    func answersAreComparedAsInSQuAD(
        _ answer: String, _ expected: [String], _ exact: Double, _ f1: Double
    ) throws {
        let match = try AnswerMatch([answer], expected: [expected])
        #expect(match.exact == exact && abs(match.f1 - f1) < 1e-12, "\(match)")
    }

    @Test func aSpanCountsOnlyAsAWhole() {
        let found = [["place 0 4", "name 5 9"], [], ["place 1 2"]]
        let expected = [["place 0 4", "name 5 8"], ["name 0 1"], ["place 1 2"]]
        let match = SpanMatch(found, expected: expected)
        #expect(match.right == 2 && match.found == 3 && match.expected == 4)
        #expect(match.precision == 2 / 3.0 && match.recall == 0.5)
        #expect(abs(match.f1 - 4 / 7.0) < 1e-12)
        let none = SpanMatch([[String]](), expected: [])
        #expect(none.precision == 0 && none.recall == 0 && none.f1 == 0)
    }
}
