import QuartetFiles
import Testing

@Suite struct EditDistanceTests {
    @Test(arguments: [
        ("", "", 0), ("abc", "", 3), ("abc", "abc", 0), ("abc", "abd", 1), ("abc", "acb", 1),
        ("kitten", "sitting", 3),
    ])
    func editsAreCounted(_ first: String, _ second: String, _ distance: Int) {
        #expect(EditDistance.between(first, second) == distance)
        #expect(EditDistance.between(second, first) == distance)
    }

    @Test func theNearestComesFirst() {
        #expect(
            EditDistance.nearestFirst(["qed", "logp", "sa", "sb"], to: "logq") == [
                "logp", "qed", "sa", "sb",
            ])
        #expect(EditDistance.nearestFirst([], to: "x").isEmpty)
    }
}
