internal import Foundation
internal import QuartetMetrics

/// What a model trained on one part of a file is worth on the other.
public struct SplitFigures: Sendable, Encodable {
    /// "seed 0" or "time".
    public let split: String
    public let training: Int
    public let test: Int
    /// Share of the variance explained, the root of the mean squared error and the mean absolute error; nil for labels.
    public let r2: Double?
    public let rmse: Double?
    public let mae: Double?
    /// Area under the ROC curve, for labels; nil also where the test part has one class alone.
    public let auroc: Double?
    /// Share of the measurements in the intervals that should hold 80 and 95 % of them.
    public let coverage80: Double?
    public let coverage95: Double?
    /// How much each model of the stack counts.
    public let weights: [Double]
}

/// Trains and tests on splits of a table.
public struct ActivityEvaluation {
    private let table: ActivityTable
    private let data: ActivityData

    /// Steps that each split reports.
    public static let steps = ActivityStack.steps

    /// Computes what all splits share.
    public init(_ table: ActivityTable) throws {
        self.table = table
        data = try ActivityData(table.entries.map(\.molecule), values: table.entries.map(\.value))
    }

    /// The figures of the scaffold split with a seed.
    public func scaffoldSplit(seed: UInt64, progress: () -> Void = {}) throws -> SplitFigures {
        let split = ScaffoldSplit(groups: data.groups, seed: seed)
        if split.test.count < 4 || split.training.count < 10 {
            throw ActivityError(
                file: table.file,
                .noSplit(
                    "\(Set(data.groups).count) scaffolds of \(data.groups.count) molecules leave no test part"
                ))
        }
        return figures(
            "seed \(seed)", training: split.training, test: split.test, seed: seed, progress: progress)
    }

    /// The figures of the split by time; nil without a column of dates, or with one date for nearly everything.
    public func timeSplit(progress: () -> Void = {}) -> SplitFigures? {
        guard let split = TimeSplit(dates: table.entries.map(\.date)), split.test.count >= 4,
            split.training.count >= 10
        else { return nil }
        return figures(
            "time", training: split.training, test: split.test, seed: 0, progress: progress)
    }

    private func figures(
        _ name: String, training: [Int], test: [Int], seed: UInt64, progress: () -> Void
    ) -> SplitFigures {
        let parts = data.parts(data.scaled(by: training))
        let stack = ActivityStack(
            data, parts, members: training, isClassification: table.isClassification, seed: seed,
            progress: progress)
        let found = stack.predict(parts, data.columns, rows: test)
        let truth = test.map { data.values[$0] }
        let weights = stack.settings.weights + [stack.settings.forestWeight]
        if table.isClassification {
            let ranking = try? Ranking(scores: found.map(\.mean), isPositive: truth.map { $0 == 1 })
            return SplitFigures(
                split: name, training: training.count, test: test.count, r2: nil, rmse: nil, mae: nil,
                auroc: ranking?.curve().areaUnderROC, coverage80: nil, coverage95: nil, weights: weights)
        }
        let count = Double(test.count)
        let mean = truth.reduce(0, +) / count
        let errors = zip(found, truth).map { $0.mean - $1 }
        let squares = errors.reduce(0) { $0 + $1 * $1 }
        let total = truth.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        let intervals = found.map { stack.settings.intervals.intervals($0) }
        let held80 = zip(intervals, truth).count { $0.0.contains($1) }
        let held95 = zip(intervals, truth).count { $0.1.contains($1) }
        return SplitFigures(
            split: name, training: training.count, test: test.count,
            r2: total > 0 ? 1 - squares / total : nil, rmse: (squares / count).squareRoot(),
            mae: errors.reduce(0) { $0 + abs($1) } / count, auroc: nil,
            coverage80: Double(held80) / count, coverage95: Double(held95) / count, weights: weights)
    }
}
