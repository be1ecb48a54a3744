import QuartetImaginarium
import QuartetImaging
import Testing

@Suite struct ColourFigureTests {
    /// Pairs of Sharma, Wu and Dalal (2005), table 1: equal lightness, near grey, hues around 0, 180 and 275 degrees, large
    /// and small differences.
    @Test(arguments: [
        ([50, 2.6772, -79.7751], [50, 0, -82.7485], 2.0425),
        ([50, 3.1571, -77.2803], [50, 0, -82.7485], 2.8615),
        ([50, -1.3802, -84.2814], [50, 0, -82.7485], 1.0000), ([50, 0, 0], [50, -1, 2], 2.3669),
        ([50, 2.49, -0.001], [50, -2.49, 0.0009], 7.1792),
        ([50, 2.49, -0.001], [50, -2.49, 0.0011], 7.2195),
        ([50, -0.001, 2.49], [50, 0.0009, -2.49], 4.8045), ([50, 2.5, 0], [73, 25, -18], 27.1492),
        ([50, 2.5, 0], [61, -5, 29], 22.8977),
        ([60.2574, -34.0099, 36.2677], [60.4626, -34.1751, 39.4387], 1.2644),
        ([2.0776, 0.0795, -1.1350], [0.9033, -0.0636, -0.5514], 0.9082),
    ])
    func differencesArePublishedOnes(_ first: [Double], _ second: [Double], _ expected: Double) {
        let (a, b) = (
            LabColour(lightness: first[0], a: first[1], b: first[2]),
            LabColour(lightness: second[0], a: second[1], b: second[2])
        )
        #expect(abs(a.difference2000(to: b) - expected) < 1e-4)
        #expect(abs(b.difference2000(to: a) - expected) < 1e-4)
        #expect(a.difference2000(to: a) == 0)
    }

    private func picture(_ colours: [(Colour, rows: Int)]) -> FloatImage {
        let values = colours.flatMap { colour, rows in
            (0..<rows * 60).flatMap { _ in [Float(colour.red), Float(colour.green), Float(colour.blue)] }
        }
        return FloatImage(width: 60, height: values.count / 180, channels: 3, values: values)
    }

    @Test func clustersAreTheColours() throws {
        let colours = ["#1d3557", "#f1faee", "#e63946"].compactMap(Colour.init(hex:))
        let clusters = ColourClusters(picture([(colours[0], 30), (colours[1], 20), (colours[2], 10)]))
        #expect(clusters.clusters.count == 3)
        for (colour, share) in zip(colours, [0.5, 1.0 / 3, 1.0 / 6]) {
            let nearest = clusters.nearest(to: colour.lab)
            #expect(nearest.difference < 0.1)
            #expect(abs(nearest.share - share) < 0.01)
        }
        #expect(clusters.nearest(to: Colour.black.lab).difference > 10)
    }

    @Test func coloursNobodyAskedForAreFound() throws {
        let colours = ["#1d3557", "#f1faee", "#2e9e3a"].compactMap(Colour.init(hex:))
        let asked = [colours[0].lab, colours[1].lab]
        let half = colours[0].mixed(with: colours[1], by: 0.4)
        let fair = ColourClusters(picture([(colours[0], 30), (colours[1], 20), (half, 10)]))
        #expect(fair.share(farFrom: asked) == 0)
        let strange = ColourClusters(picture([(colours[0], 30), (colours[1], 24), (colours[2], 6)]))
        #expect(abs(strange.share(farFrom: asked) - 0.1) < 0.01)
    }
}
