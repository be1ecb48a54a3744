import Foundation
import QuartetImaging
import QuartetReports
import Testing

@Suite struct TrainingCurvesTests {
    private static let measurements: [[String: Double]] = (0..<50).map { step in
        [
            "step": Double(step), "loss": 5 - Double(step) / 20, "reconstruction": 4, "divergence": 1,
            "discriminatorLoss": 1.2, "generatorLoss": 0.8, "realProbability": 0.6,
            "generatedProbability": 0.4,
        ].merging(step % 10 == 0 ? ["heldBack": 5.5] : [:]) { $1 }
    }

    private static func marks(_ drawing: Drawing) throws -> Int {
        let svg = String(decoding: try drawing.svgBytes(), as: UTF8.self)
        return svg.components(separatedBy: "<path").count
    }

    @Test func everyCurveIsDrawn() throws {
        let (full, empty) = (TrainingCurves(Self.measurements), TrainingCurves([]))
        let pages: [(TrainingCurves) -> Drawing] = [
            { $0.autoencoder() }, { $0.loss(unit: "nats a token") }, { $0.adversarial() },
        ]
        for page in pages {
            #expect(try Self.marks(page(full)) > Self.marks(page(empty)))
        }
        #expect(full.autoencoder().height == 2 * full.loss(unit: "nats").height)
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
