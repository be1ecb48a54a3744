import Foundation
import QuartetMetrics
import QuartetTestSupport

/// What scikit-learn computed (`Fixtures/reference/metrics.py`).
struct MetricReference: Decodable, Sendable {
    struct RankingCase: Decodable, Sendable {
        let name: String
        let scores: [Double]
        let labels: [Bool]
        let areaUnderROC, averagePrecision, bestF1: Double
        let rates, recalls: [Double]
        let falseAlarmRates, recallsOfCurve: [Double]
        let fractions, enrichmentFactors: [Double]
    }

    struct CalibrationCase: Decodable, Sendable {
        struct Diagram: Decodable, Sendable {
            let strategy: String
            let bins: Int
            let counts: [Int]
            let shares, means: [Double]
            let expectedCalibrationError, maximumCalibrationError: Double
        }

        let name: String
        let predictions: [Double]
        let labels: [Bool]
        let brierScore: Double
        let diagrams: [Diagram]
    }

    struct RetrievalCase: Decodable, Sendable {
        let ranking: [Int]
        /// By document.
        let grades: [Double]
        let cutoffs: [Int]
        let recalls, gains: [Double]
        let reciprocalRank: Double
    }

    struct Forest: Decodable, Sendable {
        let sampleSize: Int
        let trees: [Branch]
        let rows: [Float]
        let scores: [Double]
    }

    /// A branch of scikit-learn's, where a row goes down unless it is above the threshold.
    indirect enum Branch: Decodable, Sendable {
        case leaf(rows: Int)
        case cut(column: Int, threshold: Double, lower: Branch, upper: Branch)

        private enum Key: CodingKey { case rows, column, threshold, lower, upper }

        init(from decoder: any Decoder) throws {
            let values = try decoder.container(keyedBy: Key.self)
            if let rows = try values.decodeIfPresent(Int.self, forKey: .rows) {
                self = .leaf(rows: rows)
                return
            }
            self = .cut(
                column: try values.decode(Int.self, forKey: .column),
                threshold: try values.decode(Double.self, forKey: .threshold),
                lower: try values.decode(Branch.self, forKey: .lower),
                upper: try values.decode(Branch.self, forKey: .upper))
        }

        /// The same branch in terms of the lowest value that goes up.
        var branch: IsolationTree.Branch {
            switch self {
            case .leaf(let rows): return .leaf(rows: rows)
            case .cut(let column, let threshold, let lower, let upper):
                let nearest = Float(threshold)
                let place = Double(nearest) > threshold ? nearest : nearest.nextUp
                return .cut(column: column, place: place, lower: lower.branch, upper: upper.branch)
            }
        }
    }

    struct Anomalies: Decodable, Sendable {
        struct Components: Decodable, Sendable {
            let share: Double
            let mean: [Double]
            let directions: [[Double]]
            let errors: [Double]
        }

        let width: Int
        let training, judged: [Float]
        let labels: [Bool]
        /// Area under the ROC curve of scikit-learn's forests, by seed.
        let areas: [Double]
        let components: [Components]
    }

    let averagePathLengths: [String: Double]
    let rankings: [RankingCase]
    let calibrations: [CalibrationCase]
    let retrievals: [RetrievalCase]
    let forest: Forest
    let anomalies: Anomalies

    static func read() throws -> MetricReference {
        let path = Checkout.file("Fixtures/reference/metrics.json")
        return try JSONDecoder().decode(
            MetricReference.self, from: Data(contentsOf: URL(filePath: path)))
    }
}
