import QuartetMetrics
import QuartetTestSupport
import Testing

@Suite struct ReliabilityTests {
    @Test func figuresAreThoseOfScikitLearn() throws {
        for reference in try MetricReference.read().calibrations {
            let brier = try brierScore(predictions: reference.predictions, isPositive: reference.labels)
            #expect(isClose(brier, reference.brierScore), "\(reference.name)")
            for expected in reference.diagrams {
                let binning: ReliabilityDiagram.Binning =
                    expected.strategy == "uniform"
                    ? .equalWidth(bins: expected.bins) : .equalMass(bins: expected.bins)
                let diagram = try ReliabilityDiagram(
                    predictions: reference.predictions, isPositive: reference.labels, binning: binning)
                let name = "\(reference.name), \(binning)"
                #expect(diagram.bins.map(\.count) == expected.counts, "\(name)")
                #expect(areClose(diagram.bins.map(\.positiveShare), expected.shares), "\(name)")
                #expect(areClose(diagram.bins.map(\.meanPrediction), expected.means), "\(name)")
                #expect(
                    isClose(diagram.expectedCalibrationError, expected.expectedCalibrationError), "\(name)")
                #expect(isClose(diagram.maximumCalibrationError, expected.maximumCalibrationError), "\(name)")
            }
        }
    }

    /// 0.8 three times, right twice; 0.3 once, and positive.
    @Test func errorsAreThoseCountedByHand() throws {
        let diagram = try ReliabilityDiagram(
            predictions: [Float(0.75), 0.75, 0.75, 0.25], isPositive: [true, true, false, true],
            binning: .equalWidth(bins: 2))
        #expect(isClose(diagram.expectedCalibrationError, 0.75 * (0.75 - 2.0 / 3) + 0.25 * 0.75))
        #expect(isClose(diagram.maximumCalibrationError, 0.75))
    }

    @Test func wrongInputIsAnError() {
        func error(_ predictions: [Double], _ labels: [Bool], bins: Int = 10) -> MetricError? {
            #expect(throws: MetricError.self) {
                try ReliabilityDiagram(
                    predictions: predictions, isPositive: labels, binning: .equalMass(bins: bins))
            }
        }
        #expect(error([0.5], []) == .countsDiffer(scores: 1, labels: 0))
        for wrong in [-0.01, 1.01, .infinity] {
            let expected = MetricError.outOfRange(
                what: "a predicted probability", found: wrong, expected: "0 to 1")
            #expect(error([0.5, wrong], [true, false]) == expected)
        }
        #expect(error([.nan], [true]) != nil)
        #expect(error([], []) != nil)
        #expect(
            error([0.5], [true], bins: 0)?.description == "the number of bins is 0.0; expected at least 1.")
        #expect(throws: MetricError.self) { try brierScore(predictions: [2.0], isPositive: [true]) }
    }
}
