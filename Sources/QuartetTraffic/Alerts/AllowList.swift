internal import Foundation
public import QuartetFiles
internal import QuartetReports

/// Rules for alerts that are not shown: a text file with one rule a line. Suppressed alerts are still counted.
///
///     # comment
///     cidr 10.20.0.0/16                reason="load tests, A. Smith" until=2026-07-31
///     source cidr 192.0.2.10           reason="vulnerability scanner" until=never
///     destination cidr 2001:db8::/32   reason="backup site" until=2026-12-31
///     port 9100-9110                   reason="metrics" until=2027-01-01
///     domain *.example.org             reason="our own" until=never
///     expression destinationPort == 443 && source == 10.0.0.5   reason="proxy" until=2026-07-31
///
/// Every rule has a reason and the last day in UTC on which it holds, or `never`. A rule that has expired is not
/// applied. The grammar of expressions: ``AllowExpression``.
public struct AllowList: Sendable {
    public let rules: [AllowRule]
    /// Rules that are no longer applied; see ``warnings``.
    public let expired: [AllowRule]
    /// Alerts that each of ``rules`` suppressed; an alert counts for the first rule that matches.
    public private(set) var counts: [Int]

    /// All alerts that were suppressed.
    public var suppressed: Int { counts.reduce(0, +) }

    /// A list without rules.
    public init() { (rules, expired, counts) = ([], [], []) }

    /// - Parameters:
    ///   - text: the list's lines.
    ///   - file: its name, for messages.
    ///   - today: the day by which rules have expired.
    /// - Throws: all mistakes at once.
    public init(parsing text: String, file: String, today: CalendarDay) throws(AllowListError) {
        var (rules, mistakes): ([AllowRule], [AllowListError.Mistake]) = ([], [])
        // CR and LF together are one character in Swift, and also a line's end.
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for (index, line) in lines.enumerated() {
            do throws(AllowListParser.Mistake) {
                let line = index == 0 && line.hasPrefix("\u{FEFF}") ? line.dropFirst() : line
                if let rule = try AllowListParser(file: file, lineNumber: index + 1).rule(line) {
                    rules.append(rule)
                }
            } catch {
                mistakes.append(
                    .init(
                        line: index + 1, expected: error.expected,
                        found: SafeText.shown(error.found, limit: 80)))
            }
        }
        guard mistakes.isEmpty else { throw .invalid(file: file, mistakes: mistakes) }
        expired = rules.filter { $0.isExpired(on: today) }
        self.rules = rules.filter { !$0.isExpired(on: today) }
        counts = [Int](repeating: 0, count: self.rules.count)
    }

    /// Reads a file.
    public init(contentsOf file: String, today: CalendarDay) throws(AllowListError) {
        let text: String
        do throws(FileError) {
            text = try FileBytes.text(file)
        } catch {
            throw .file(error)
        }
        try self.init(parsing: text, file: file, today: today)
    }

    /// The rule that an alert matches, without counting it; nil if the alert is shown.
    public func rule(for alert: Alert) -> AllowRule? { rules.first { $0.matches(alert) } }

    /// The rule that suppresses an alert, which is counted; nil if the alert is shown.
    public mutating func suppress(_ alert: Alert) -> AllowRule? {
        guard let index = rules.firstIndex(where: { $0.matches(alert) }) else { return nil }
        counts[index] += 1
        return rules[index]
    }

    /// One sentence for each rule that has expired.
    public var warnings: [String] {
        expired.map { rule in
            let day = rule.until.map { " on \($0)" } ?? ""
            return "\(rule.file):\(rule.lineNumber): this rule expired\(day) and is not applied: "
                + SafeText.shown(rule.text, limit: 200)
        }
    }
}

/// Why an allow-list cannot be used.
public enum AllowListError: UserFacingError, Equatable {
    case file(FileError)
    case invalid(file: String, mistakes: [Mistake])

    public struct Mistake: Sendable, Equatable {
        public var line: Int
        public var expected: String
        public var found: String
    }

    public var kind: FailureKind { if case .file(let error) = self { error.kind } else { .badData } }

    public var description: String {
        switch self {
        case .file(let error): return "\(error)."
        case .invalid(let file, let mistakes):
            let shown = mistakes.prefix(10).map {
                "\(file):\($0.line): expected \($0.expected), found \($0.found)."
            }
            let more = mistakes.count > 10 ? ["\(mistakes.count - 10) more lines are wrong."] : []
            return (shown + more).joined(separator: "\n")
        }
    }
}
