internal import Foundation

extension DetectorChoice {
    /// What was chosen and how the alternatives did, one line for each choice.
    public var summary: [String] {
        var lines = ["chosen on synthetic anomalies made from the threshold records (AUROC):"]
        if !scaleAuroc.isEmpty {
            lines.append("  number scale: " + Self.comparison(scale.rawValue, scaleAuroc, default: "rank"))
        }
        lines.append("  evidence: " + Self.comparison(evidence, evidenceAuroc, default: "standard"))
        return lines
    }

    private static func comparison(
        _ chosen: String, _ areas: [String: Double], default standard: String
    ) -> String {
        func figure(_ name: String) -> String {
            title(of: name) + String(format: " %.3f", areas[name] ?? 0)
        }
        let others = areas.keys.filter { $0 != chosen }.sorted().map(figure).joined(separator: ", ")
        let reason =
            chosen == standard
            ? "no alternative is better by \(margin)" : "better than the default by at least \(margin)"
        return "\(figure(chosen)); \(others): \(reason)"
    }
}
