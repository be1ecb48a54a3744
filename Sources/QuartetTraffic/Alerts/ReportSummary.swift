internal import Foundation

/// The summary that every report contains: the model, the threshold, and how many records were flagged or suppressed.
public struct ReportSummary: Sendable, Codable, Equatable {
    /// A rule of the allow-list that suppressed something.
    public struct Allowance: Sendable, Codable, Equatable {
        public var rule: String
        public var reason: String
        public var until: String?
        public var suppressed: Int

        public init(rule: String, reason: String, until: String?, suppressed: Int) {
            self.rule = rule
            self.reason = reason
            self.until = until
            self.suppressed = suppressed
        }
    }

    public var model: String
    public var modelVersion: String
    /// The records that set the threshold.
    public var calibratedOn: String?
    /// Records with a higher score are flagged.
    public var threshold: Double
    /// The share of normal records that may be flagged.
    public var falseAlarmRate: Double
    /// The user's budget as it was given: "20/day"; nil for a rate.
    public var requested: String?
    public var recordsSeen = 0
    /// Above the threshold, suppressed ones among them.
    public var flagged = 0
    public var suppressed = 0
    /// Not flagged because they are similar to records that were marked as normal.
    public var lowered = 0
    /// Behaviours of sources over hours, however many of them are shown. The rate counts records only.
    public var behaviours = 0
    /// Lines that could not be read.
    public var rejected = 0
    public var allowances: [Allowance] = []
    /// About expired rules, or a false-alarm rate that does not hold.
    public var warnings: [String] = []

    public init(
        model: String, modelVersion: String, calibratedOn: String? = nil, threshold: Double,
        falseAlarmRate: Double, requested: String? = nil
    ) {
        self.model = model
        self.modelVersion = modelVersion
        self.calibratedOn = calibratedOn
        self.threshold = threshold
        self.falseAlarmRate = falseAlarmRate
        self.requested = requested
    }

    private enum CodingKeys: String, CodingKey {
        case model, modelVersion, calibratedOn, threshold, falseAlarmRate, recordsSeen, flagged, suppressed
        case lowered, behaviours, rejected, allowances, warnings
        case requested = "asked"
    }

    /// Adds the counts and warnings of an allow-list.
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
                "\(oneIn) (score \(ReportNumber.short(threshold))), requested: \(requested.map { "\($0), " } ?? "")\(rate)"
            ),
        ]
        if let calibratedOn { rows.append(("Calibrated on", calibratedOn)) }
        return rows + [
            ("Records seen", String(recordsSeen)), ("Flagged", String(flagged)),
            ("Suppressed by the allow-list", String(suppressed)),
        ]
            + (behaviours > 0
                ? [("Behaviours of sources", "\(behaviours), not part of the rate")] : [])
            + (lowered > 0 ? [("Similar to marked records", String(lowered))] : []) + [
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
        // No calibration can resolve smaller probabilities.
        if number >= 0.999e12 { return "less than 1 in a trillion" }
        if number >= 1e9 { return "1 in \(short((number / 1e8).rounded() / 10)) billion" }
        if number >= 1e6 { return "1 in \(short((number / 1e5).rounded() / 10)) million" }
        return "1 in \(short(number.rounded()))"
    }
}
