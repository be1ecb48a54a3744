internal import Foundation

/// Watches whether the promised false-alarm rate still holds: too many alarms mean an attack or other traffic, too few
/// that the threshold has become blind.
public struct AlarmWatch: Sendable {
    /// What has become of the promise.
    public struct Finding: Sendable, Equatable, Codable {
        public let records: Int
        public let alarms: Int
        public let promised: Double
        /// Standard deviations between the alarms that were promised and those that came, over-dispersion counted.
        public let deviation: Double

        public var rate: Double { Double(alarms) / Double(max(records, 1)) }
        /// Whether there are enough records to judge the rate.
        public var isJudged: Bool {
            records >= AlarmWatch.fewestRecords && Double(records) * promised >= AlarmWatch.fewestAlarms
        }
        /// Whether the rate is outside half to twice of what was promised: by more than chance, or over so many records
        /// that a hundred alarms were promised, where the promise did not hold whatever the reason.
        public var isBroken: Bool {
            isJudged && (rate > 2 * promised || rate < promised / 2)
                && (abs(deviation) > 3 || Double(records) * promised >= AlarmWatch.enoughAlarms)
        }
    }

    public static let fewestRecords = 2000
    static let fewestAlarms = 20.0
    static let enoughAlarms = 100.0

    private let promised: Double
    private let dispersion: Double
    private let calibrationRecords: Int
    private var records = 0
    private var alarms = 0

    public init(_ calibration: Calibration, falseAlarmRate: Double) {
        (promised, dispersion) = (falseAlarmRate, calibration.dispersion)
        calibrationRecords = calibration.count
    }

    public mutating func add(records: Int, alarms: Int) {
        self.records += records
        self.alarms += alarms
    }

    /// `z = (alarms - f n) / sqrt(f n F (1 + n / m))`: the rate `f` over `n` records, measured on `m`, with Fano's
    /// factor `F`.
    public var finding: Finding {
        let expected = promised * Double(records)
        let variance =
            expected * dispersion * (1 + Double(records) / Double(max(calibrationRecords, 1)))
        return Finding(
            records: records, alarms: alarms, promised: promised,
            deviation: variance > 0 ? (Double(alarms) - expected) / variance.squareRoot() : 0)
    }
}
