internal import Foundation

/// What every report says of itself: by which model and at which promise, and what became of the records.
public struct ReportSummary: Sendable, Codable, Equatable {
    /// A rule of the allow-list that suppressed something.
    public struct Allowance: Sendable, Codable, Equatable {
        public var rule: String
        public var reason: String
        public var until: String?
        public var suppressed: Int

        public init(rule: String, reason: String, until: String?, suppressed: Int) {
            (self.rule, self.reason, self.until, self.suppressed) = (rule, reason, until, suppressed)
        }
    }

    public var model: String
    public var modelVersion: String
    /// Where the threshold was measured.
    public var calibratedOn: String?
    /// The score from which on records are flagged.
    public var threshold: Double
    /// The share of normal records that may be flagged.
    public var falseAlarmRate: Double
    /// What was asked for in the user's words: "20/day"; nil if it was the rate.
    public var asked: String?
    public var recordsSeen = 0
    /// Above the threshold, suppressed ones among them.
    public var flagged = 0
    public var suppressed = 0
    /// Not flagged for being like records that were marked as normal.
    public var lowered = 0
    /// Of sources over hours, that are shown; the rate counts records only.
    public var behaviours = 0
    /// Lines that could not be read.
    public var rejected = 0
    public var allowances: [Allowance] = []
    /// Such as rules that have expired, or a promise that does not hold.
    public var warnings: [String] = []

    public init(
        model: String, modelVersion: String, calibratedOn: String? = nil, threshold: Double,
        falseAlarmRate: Double, asked: String? = nil
    ) {
        (self.model, self.modelVersion, self.calibratedOn) = (model, modelVersion, calibratedOn)
        (self.threshold, self.falseAlarmRate, self.asked) = (threshold, falseAlarmRate, asked)
    }

    /// Takes over what an allow-list did.
    public mutating func add(_ list: AllowList) {
        suppressed = list.suppressed
        allowances = zip(list.rules, list.counts).filter { $0.1 > 0 }.map { rule, count in
            Allowance(
                rule: "\(rule.file):\(rule.lineNumber) \(rule.text)", reason: rule.reason,
                until: rule.until?.description, suppressed: count)
        }
        warnings += list.warnings
    }

    /// "1 in 1000".
    public var oneIn: String { ReportNumber.oneIn(falseAlarmRate > 0 ? 1 / falseAlarmRate : .infinity) }

    /// Names and values in the order of a report.
    public var rows: [(name: String, value: String)] {
        let rate = "\(ReportNumber.short(100 * falseAlarmRate)) % of normal records"
        var rows = [
            ("Model", "\(model), version \(modelVersion)"),
            (
                "Threshold",
                "\(oneIn) (score \(ReportNumber.short(threshold))), asked for: \(asked.map { "\($0), " } ?? "")\(rate)"
            ),
        ]
        if let calibratedOn { rows.append(("Calibrated on", calibratedOn)) }
        return rows + [
            ("Records seen", String(recordsSeen)), ("Flagged", String(flagged)),
            ("Suppressed by the allow-list", String(suppressed)),
        ] + (behaviours > 0 ? [("Behaviours of sources", "\(behaviours) strangest, beside the rate")] : [])
            + (lowered > 0 ? [("Like records marked normal", String(lowered))] : []) + [
                ("Rejected lines", String(rejected))
            ]
    }
}

/// Numbers as reports write them.
enum ReportNumber {
    /// Four digits at most, without an exponent where people read it as a number.
    static func short(_ number: Double) -> String {
        guard number.isFinite else { return number.isNaN ? "unknown" : number > 0 ? "∞" : "-∞" }
        if number == number.rounded(), abs(number) < 1e6 { return String(Int(number)) }
        return String(format: "%.4g", number)
    }

    /// "1 in 1000".
    static func oneIn(_ number: Double) -> String {
        // No calibration knows more than this.
        if number >= 0.999e12 { return "less than 1 in a trillion" }
        if number >= 1e9 { return "1 in \(short((number / 1e8).rounded() / 10)) billion" }
        if number >= 1e6 { return "1 in \(short((number / 1e5).rounded() / 10)) million" }
        return "1 in \(short(number.rounded()))"
    }
}
