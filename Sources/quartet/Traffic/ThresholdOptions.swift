import ArgumentParser
import QuartetCommandLine
import QuartetFiles
import QuartetTraffic

/// The threshold above which records are flagged.
struct ThresholdOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "False-alarm rate: the share of normal records that may be flagged (default: 0.01).",
            valueName: "rate"))
    var fpr: Double?

    @Option(
        help: ArgumentHelp("Acceptable number of false alarms, such as 20/day.", valueName: "number/day"))
    var budget: String?

    func validate() throws {
        if let fpr { try check(fpr, in: 1e-9...0.5, "--fpr") }
        if fpr != nil, budget != nil {
            throw ValidationError("--fpr and --budget both set the threshold: give only one.")
        }
        if budget != nil { _ = try alarmsPerDay() }
    }

    /// The false-alarm rate. A budget is divided by the records per day of the calibration log.
    func rate(_ model: TrafficModel) throws -> Double {
        guard budget != nil else { return fpr ?? 0.01 }
        guard let day = model.calibration.recordsPerDay, day > 0 else {
            throw CommandFailure(
                .usage,
                "--budget needs the records per day, and the model was calibrated on a log without times: use --fpr"
            )
        }
        return min(max(try alarmsPerDay() / day, 1e-9), 0.5)
    }

    private func alarmsPerDay() throws -> Double {
        let parts = (budget ?? "").split(separator: "/", omittingEmptySubsequences: false)
        let days = ["day": 1.0, "d": 1, "hour": 24, "h": 24, "week": 1.0 / 7, "w": 1.0 / 7]
        guard parts.count <= 2, let count = Double(parts.first ?? ""), count > 0, count.isFinite,
            let scale = parts.count == 1 ? 1 : days[String(parts[1])]
        else {
            throw ValidationError(
                "--budget \(budget ?? ""): expected a rate such as 20/day, 3/hour or 50/week.")
        }
        return count * scale
    }
}
