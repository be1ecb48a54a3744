internal import Foundation

/// Watches whether the guaranteed false-alarm rate still holds. Too many alarms mean an attack or a change of traffic,
/// too few that the threshold has become blind.
public struct AlarmWatch: Sendable {
    /// The alarm rate beside the guarantee.
    public struct Finding: Sendable, Equatable, Codable {
        public let records: Int
        public let alarms: Int
        /// The share of normal records that may be flagged.
        public let guaranteed: Double
        /// Standard deviations between the guaranteed and the observed number of alarms, with over-dispersion.
        public let deviation: Double

        public var rate: Double { Double(alarms) / Double(max(records, 1)) }
        /// Whether there are enough records for a judgement.
        public var isJudged: Bool {
            records >= AlarmWatch.fewestRecords && Double(records) * guaranteed >= AlarmWatch.fewestAlarms
        }
        /// Whether the rate lies outside half to twice the guaranteed rate: by more than chance, or over enough records
        /// for a hundred guaranteed alarms, where chance no longer matters.
        public var isBroken: Bool {
            isJudged && (rate > 2 * guaranteed || rate < guaranteed / 2)
                && (abs(deviation) > 3 || Double(records) * guaranteed >= AlarmWatch.enoughAlarms)
        }
    }

    public static let fewestRecords = 2000
    static let fewestAlarms = 20.0
    static let enoughAlarms = 100.0

    private let guaranteed: Double
    private let dispersion: Double
    private let calibrationRecords: Int
    private var records = 0
    private var alarms = 0

    public init(_ calibration: Calibration, falseAlarmRate: Double) {
        (guaranteed, dispersion) = (falseAlarmRate, calibration.dispersion)
        calibrationRecords = calibration.count
    }

    public mutating func add(records: Int, alarms: Int) {
        self.records += records
        self.alarms += alarms
    }

    /// `z = (alarms - f n) / sqrt(f n F (1 + n / m))`: the rate `f` over `n` records, measured on `m`, with Fano's
    /// factor `F`.
    public var finding: Finding {
        let expected = guaranteed * Double(records)
        let variance =
            expected * dispersion * (1 + Double(records) / Double(max(calibrationRecords, 1)))
        return Finding(
            records: records, alarms: alarms, guaranteed: guaranteed,
            deviation: variance > 0 ? (Double(alarms) - expected) / variance.squareRoot() : 0)
    }
}
