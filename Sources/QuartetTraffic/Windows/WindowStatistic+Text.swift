import Foundation

extension WindowStatistic {
    /// A value for a reader, with the connections that gave it.
    func description(value: Double, detail: SourceWindow.Detail, window: SourceWindow) -> String {
        switch self {
        case .hosts: "about \(WindowStatistic.counted(value, "destination")) in an hour"
        case .ports: "about \(WindowStatistic.counted(value, "port")) of a destination in an hour"
        case .failures: "\(window.failed) of \(window.records) connections failed in an hour"
        case .rhythm:
            "every \(WindowStatistic.number(Double(detail.first))) s within "
                + "\(WindowStatistic.number(Double(detail.second) * 100)) % for "
                + "\(WindowStatistic.number(max(window.end - detail.start, 0) / 3600)) h"
        case .bytesOut:
            "\(WindowStatistic.counted(Double(detail.first), "byte")) out, "
                + "\(WindowStatistic.number(Double(detail.second))) in"
        }
    }

    /// The largest normal value for a reader.
    func expectation(value: Double) -> String {
        switch self {
        case .hosts: "up to \(WindowStatistic.counted(value, "destination"))"
        case .ports: "up to \(WindowStatistic.counted(value, "port"))"
        case .failures: "up to \(WindowStatistic.counted(value, "failed connection"))"
        case .rhythm: "regularity up to \(WindowStatistic.number(value))"
        // As bytes without any reply; up to 10,000 are not counted.
        case .bytesOut:
            "up to \(WindowStatistic.number(max(exp(min(value, 700)), 10_000))) bytes if none came back"
        }
    }

    /// A rounded number and its noun: "1 port", "120 ports".
    static func counted(_ value: Double, _ noun: String) -> String {
        let number = number(value.rounded())
        return "\(number) \(noun)\(number == "1" ? "" : "s")"
    }

    /// Three digits: 0.0123, 1.23, 12.3, 123, 1230000.
    static func number(_ value: Double) -> String {
        guard value.isFinite else { return "very many" }
        if value == 0 { return "0" }
        if abs(value) >= 1e15 { return String(format: "%.2g", value) }
        if abs(value) >= 1000 {
            let scale = pow(10, floor(log10(abs(value))) - 2)
            return String(format: "%.0f", (value / scale).rounded() * scale)
        }
        return String(format: "%.3g", value)
    }
}
