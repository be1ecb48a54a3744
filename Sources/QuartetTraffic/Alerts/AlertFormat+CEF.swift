internal import Foundation
internal import QuartetReports

/// Alerts in ArcSight's Common Event Format, version 0: a head of seven fields between `|`, then `key=value` pairs.
extension AlertFormat {
    static func cef(_ alert: Alert, model: String, version: String) -> String {
        let severity = Int(min(10, max(1, (log10(alert.oneIn) * 1.5).rounded())))
        let pairs: [(String, String?)] =
            [("rt", alert.time.map { String(Int64(min(max($0, -1e15), 1e15) * 1000)) })]
            + end("s", alert.source, alert.sourcePort, version6: 2, "Source IPv6 Address")
            + end("d", alert.destination, alert.destinationPort, version6: 3, "Destination IPv6 Address")
            + [
                ("proto", alert.transport), ("app", alert.service), ("destinationDnsDomain", alert.domain),
                ("externalId", alert.identifier), ("fname", alert.file), ("msg", sentence(alert)),
                ("cn1", String(Int64(alert.oneIn.rounded()))), ("cn1Label", "oneIn"),
                ("cn2", String(alert.lineNumber)), ("cn2Label", "lineNumber"), ("cs1", model),
                ("cs1Label", "model"), ("cs2", version), ("cs2Label", "modelVersion"),
            ]
        return line(
            version, id: alert.deviation.rawValue, name: alert.deviation.title, severity: severity, pairs)
    }

    static func cef(_ summary: ReportSummary) -> String {
        line(
            summary.modelVersion, id: "summary", name: "Run summary", severity: 0,
            [
                ("cnt", String(summary.recordsSeen)), ("cn1", String(summary.flagged)),
                ("cn1Label", "flagged"), ("cn2", String(summary.suppressed)), ("cn2Label", "suppressed"),
                ("cn3", String(summary.rejected)), ("cn3Label", "rejected"), ("cs1", summary.model),
                ("cs1Label", "model"), ("cs2", summary.modelVersion), ("cs2Label", "modelVersion"),
                ("cs3", summary.oneIn), ("cs3Label", "threshold"),
                ("msg", joined(summary.warnings)),
            ])
    }

    /// Sentences and items of a list in one line.
    private static func joined(_ lines: [String]) -> String {
        lines.reduce("") { text, line in
            if text.isEmpty { return line }
            return text + (text.hasSuffix(".") || text.hasSuffix(":") ? " " : "; ") + line
        }
    }

    private static func line(
        _ version: String, id: String, name: String, severity: Int, _ pairs: [(String, String?)]
    ) -> String {
        let head =
            ["CEF:0", "Quartet", "traffic"] + [version, id, name].map(SafeText.cefHead) + [String(severity)]
        let values = pairs.compactMap { key, text in
            text.flatMap { $0.isEmpty ? nil : "\(key)=\(SafeText.cefValue($0))" }
        }
        return head.joined(separator: "|") + "|" + values.joined(separator: " ")
    }

    /// `src` and `dst` accept only IPv4; IPv6 addresses and names have keys of their own.
    private static func end(
        _ side: String, _ address: String?, _ port: Int?, version6: Int, _ label: String
    ) -> [(String, String?)] {
        var pairs: [(String, String?)] = []
        if let address {
            if let known = InternetAddress(address), !known.isVersion6, !address.contains(":") {
                pairs = [(side == "s" ? "src" : "dst", address)]
            } else if InternetAddress(address) != nil {
                pairs = [("c6a\(version6)", address), ("c6a\(version6)Label", label)]
            } else {
                pairs = [(side + "host", address)]
            }
        }
        return pairs + [(side + "pt", port.map(String.init))]
    }
}
