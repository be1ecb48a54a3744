import QuartetModels
import Testing

@Suite struct PictureSetTests {
    static let set = PictureSet(
        width: 3, height: 2, channels: 2, pixels: (0..<36).map { Float($0) / 36 }, labels: [0, 1, 1],
        classNames: ["x", "y"])

    @Test func aFrameRepeatsTheEdgesAndComesOffAgain() {
        let framed = Self.set.framed(side: 8)
        #expect(framed.shapeText == "8 x 8 x 2")
        #expect(framed[0].first == 0)
        #expect(framed[2].last == Self.set[2].last)
        let back = framed.cropped(width: 3, height: 2)
        #expect(back.pixels == Self.set.pixels)
        #expect(back.labels == [0, 1, 1])
    }

    @Test func splittingKeepsTheOrder() {
        let (training, heldBack) = Self.set.split(validation: 1)
        #expect(training.labels == [0, 1])
        #expect(Array(heldBack[0]) == Array(Self.set[2]))
    }

    @Test func partsAreShuffledAmongThemselves() {
        let numbered = PictureSet(width: 1, height: 1, channels: 1, pixels: (0..<60).map { Float($0) })
        let shuffled = numbered.shuffled(seed: 1, within: [40, 1, 19]).pixels
        #expect(shuffled.sorted() == numbered.pixels && shuffled != numbered.pixels)
        #expect(shuffled[..<40].allSatisfy { $0 < 40 } && shuffled[40] == 40)
    }

    @Test func shufflingKeepsPicturesWithTheirLabels() {
        let shuffled = Self.set.shuffled(seed: 3)
        let pairs = (0..<3).map { [Float(shuffled.labels[$0])] + shuffled[$0] }
        for index in 0..<3 { #expect(pairs.contains([Float(Self.set.labels[index])] + Self.set[index])) }
        #expect(shuffled.labels == Self.set.shuffled(seed: 3).labels)
    }

    @Test func theFingerprintSeesPixelsLabelsAndShape() {
        let other = PictureSet(
            width: 3, height: 2, channels: 2, pixels: Self.set.pixels, labels: [0, 1, 0],
            classNames: ["x", "y"])
        let turned = PictureSet(
            width: 2, height: 3, channels: 2, pixels: Self.set.pixels, labels: [0, 1, 1],
            classNames: ["x", "y"])
        #expect(Set([Self.set.fingerprint, other.fingerprint, turned.fingerprint]).count == 3)
    }

    @Test func picturesWithoutClassesHaveOne() {
        let plain = PictureSet(width: 2, height: 1, channels: 1, pixels: [0, 1])
        #expect(plain.classNames == ["all"] && !plain.hasClasses)
        #expect(!plain.framed(side: 4).hasClasses && !plain.subset([0]).hasClasses)
        let named = PictureSet(
            width: 2, height: 1, channels: 1, pixels: [0, 1], labels: [0], classNames: ["all"])
        #expect(named.hasClasses && named.framed(side: 4).hasClasses)
        #expect(plain.labels == [0])
    }
}
