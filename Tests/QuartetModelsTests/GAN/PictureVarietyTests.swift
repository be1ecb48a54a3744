import QuartetModels
import QuartetTestSupport
import Testing

@Suite struct PictureVarietyTests {
    /// Pictures of two classes, four by four, from a function of class and number.
    private func pictures(
        _ count: Int = 40, classes: Int = 2, _ pixels: (_ label: Int, _ number: Int) -> [Float]
    ) -> PictureSet {
        let labels = (0..<classes).flatMap { [Int](repeating: $0, count: count) }
        return PictureSet(
            width: 4, height: 4, channels: 1,
            pixels: labels.indices.flatMap { pixels(labels[$0], $0 % count) },
            labels: labels, classNames: (0..<classes).map { "class \($0)" })
    }

    private func noise(_ seed: UInt64) -> PictureSet {
        var random = SeededGenerator(seed)
        return pictures { _, _ in random.floats(16) }
    }

    private func variety(_ generated: PictureSet) throws -> PictureVariety {
        let measure = VarietyMeasure(noise(1), seed: 5)
        #expect(measure.labels == generated.labels.map { Int($0) })
        return try #require(measure(generated))
    }

    @Test func realPicturesHaveAVarietyOfOne() throws {
        let variety = try variety(noise(2))
        #expect(variety.classNames == ["class 0", "class 1"])
        #expect(variety.values.allSatisfy { abs($0 - 1) < 0.1 }, "\(variety.values)")
    }

    @Test func aClassThatCollapsedIsNamed() throws {
        var random = SeededGenerator(3)
        let one = random.floats(16)
        let variety = try variety(pictures { label, _ in label == 1 ? one : random.floats(16) })
        #expect(abs(variety.values[0] - 1) < 0.1 && variety.values[1] == 0 && variety.least == 0)
        #expect(variety.summary.contains("least 0.00 for class \"class 1\""))
    }

    /// The pairs of two pictures made in turn are as far apart as real ones; the nearest picture is the same one.
    @Test func aFewPicturesByHeartAreNoVariety() throws {
        var random = SeededGenerator(4)
        let known = [random.floats(16), random.floats(16)]
        #expect(try variety(pictures { _, number in known[number % 2] }).mean < 0.01)
    }

    @Test func picturesWithoutVarietyCannotBeCompared() {
        let equal = pictures { _, _ in [Float](repeating: 0.5, count: 16) }
        #expect(VarietyMeasure(equal, seed: 1)(equal) == nil)
        // A class of one picture is left out.
        var random = SeededGenerator(5)
        let lone = PictureSet(
            width: 4, height: 4, channels: 1, pixels: random.floats(16 * 4), labels: [0, 1, 1, 1],
            classNames: ["lone", "many"])
        let measure = VarietyMeasure(lone, seed: 1)
        #expect(measure.labels == [1, 1, 1])
        #expect(measure(lone.subset([1, 2, 3]))?.classNames == ["many"])
    }
}
