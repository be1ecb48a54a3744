internal import Foundation

/// A rule of an allow-list, for alerts that somebody has examined and does not want to see again for a while.
public struct AllowRule: Sendable, Equatable {
    public enum Condition: Sendable, Equatable {
        /// The source or the destination lies in the range.
        case addresses(AddressRange)
        case source(AddressRange)
        case destination(AddressRange)
        /// The destination's port.
        case ports(ClosedRange<Int>)
        /// The requested domain in lower case, without the leading `*.` of the rule. A rule for subdomains excludes the
        /// domain itself, as in certificates (RFC 6125).
        case domain(String, subdomains: Bool)
        case expression(AllowExpression)
    }

    public var condition: Condition
    /// Why it was allowed, and by whom.
    public var reason: String
    /// The last day in UTC on which the rule applies; nil for ever.
    public var until: CalendarDay?
    /// The rule's file, its line there, and its text.
    public var file: String
    public var lineNumber: Int
    public var text: String

    public func matches(_ alert: Alert) -> Bool {
        switch condition {
        case .addresses(let range): return range.contains(alert.source) || range.contains(alert.destination)
        case .source(let range): return range.contains(alert.source)
        case .destination(let range): return range.contains(alert.destination)
        case .ports(let ports): return alert.destinationPort.map(ports.contains) ?? false
        case .expression(let expression): return expression.matches(alert)
        case .domain(let domain, let subdomains):
            // A log may name hosts instead of addresses.
            guard var name = (alert.domain ?? alert.destination)?.lowercased() else { return false }
            if name.hasSuffix(".") { name.removeLast() }
            return subdomains ? name.hasSuffix("." + domain) : name == domain
        }
    }

    public func isExpired(on today: CalendarDay) -> Bool { until.map { $0 < today } ?? false }
}

/// A day of the Gregorian calendar, written `2026-07-31` (ISO 8601).
public struct CalendarDay: Sendable, Hashable, Comparable, CustomStringConvertible {
    public let year: Int
    public let month: Int
    public let day: Int

    /// - Returns: nil unless the text is a day of the calendar: nil for 2026-02-30.
    public init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.utf8.count) == [4, 2, 2],
            parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]),
            (1...12).contains(month), year > 0
        else { return nil }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard (1...days[month - 1]).contains(day) else { return nil }
        (self.year, self.month, self.day) = (year, month, day)
    }

    /// The day in UTC of a time in seconds since 1970, between the years 1 and 9999.
    public init(time: Double) {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(secondsFromGMT: 0) ?? calendar.timeZone
        let bounded = time.isFinite ? min(max(time, -6e10), 2.5e11) : 0
        let parts = calendar.dateComponents(
            [.year, .month, .day], from: Date(timeIntervalSince1970: bounded))
        (year, month, day) = (parts.year ?? 1970, parts.month ?? 1, parts.day ?? 1)
    }

    public static func < (one: CalendarDay, other: CalendarDay) -> Bool {
        (one.year, one.month, one.day) < (other.year, other.month, other.day)
    }

    public var description: String { String(format: "%04d-%02d-%02d", year, month, day) }
}
