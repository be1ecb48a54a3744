import QuartetSupport
import Testing

@Suite struct ComparisonTests {
    @Test(arguments: [
        "Delivery to islands takes 2 working days longer than to the mainland.",
        "It costs £4 more than a shirt.",
    ])
    func aDifferenceDoesNotAnswerAlone(_ statement: String) { #expect(Comparison.isOnly(statement)) }

    @Test(arguments: [
        "Delivery takes 3 working days.", "Orders of more than £50 are free.",
        "It never takes longer than 5 days.",
    ])
    func aBoundAnswers(_ statement: String) { #expect(!Comparison.isOnly(statement)) }
}
