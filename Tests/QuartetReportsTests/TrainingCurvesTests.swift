import Foundation
import QuartetImaging
import QuartetReports
import Testing

@Suite struct TrainingCurvesTests {
    private static let measurements: [[String: Double]] = (0..<50).map { (step: Int) -> [String: Double] in
        var line: [String: Double] = ["reconstruction": 4, "divergence": 1]
        line["step"] = Double(step)
        line["loss"] = 5 - Double(step) / 20
        line["heldBack"] = step % 10 == 0 ? 5.5 : nil
        line["discriminatorLoss"] = 1.2
        line["generatorLoss"] = 0.8
        line["realProbability"] = 0.6
        line["generatedProbability"] = 0.4
        return line
    }

    /// Pixels in colour: axes and letters are grey.
    private static func marks(_ drawing: Drawing) throws -> Int {
        let image = try drawing.image()
        return (0..<image.width * image.height).count { pixel in
            let channels = (0..<3).map { Int(image[pixel % image.width, pixel / image.width, $0]) }
            return (channels.max() ?? 0) - (channels.min() ?? 0) > 60
        }
    }

    @Test func everyCurveIsDrawn() throws {
        let (full, empty) = (TrainingCurves(Self.measurements), TrainingCurves([]))
        let pages: [(TrainingCurves) -> Drawing] = [
            { $0.autoencoder() }, { $0.loss(unit: "nats per token") }, { $0.adversarial() },
        ]
        for page in pages {
            #expect(try Self.marks(page(full)) > Self.marks(page(empty)) + 500)
        }
        #expect(full.autoencoder().height == 2 * full.loss(unit: "nats").height)
    }

    @Test func varietyIsDrawnWhereItWasMeasured() throws {
        let without = TrainingCurves(Self.measurements).adversarial()
        let measured = Self.measurements + [["step": 25, "variety": 0.4], ["step": 50, "variety": 0.8]]
        let with = TrainingCurves(measured).adversarial()
        #expect(with.height > without.height)
        #expect(try Self.marks(with) > Self.marks(without) + 100)
    }

    @Test func valuesThatAreMissingOrNotFiniteAreLeftOut() throws {
        let lines: [[String: Double]] = [
            ["step": 1, "loss": .nan], ["loss": 2], ["step": 3], ["step": 4, "loss": .infinity], [:],
        ]
        for drawing in [
            TrainingCurves(lines).autoencoder(of: "line"), TrainingCurves(lines).loss(unit: "nats"),
            TrainingCurves(lines).adversarial(),
        ] {
            #expect(throws: Never.self) { try drawing.image() }
        }
    }
}
