public import Foundation
internal import QuartetCatalogs

/// When people answer: periods of the week in the shop's time zone, and days on which nobody does.
public struct OpeningHours: Sendable, Equatable {
    /// A period that begins on a weekday; one that ends before it begins ends on the next day.
    public struct Period: Sendable, Equatable {
        /// From 0, Monday, to 6.
        public var weekday: Int
        /// Minutes after midnight.
        public var start, end: Int

        public init(weekday: Int, start: Int, end: Int) {
            (self.weekday, self.start, self.end) = (weekday, start, end)
        }
    }

    public let zone: TimeZone
    public let periods: [Period]
    public let closed: Set<CalendarDay>

    public init(zone: TimeZone, periods: [Period], closed: Set<CalendarDay> = []) {
        (self.zone, self.periods, self.closed) = (zone, periods, closed)
    }

    static let weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

    init(_ element: CatalogElement) throws {
        let name = try element.string("zone")
        guard let zone = TimeZone(identifier: name) else {
            throw element.mistake("zone=\"\(name)\"", expected: "a time zone such as Europe/London")
        }
        let periods = try element.children("open").map { open in
            let times = try ["from", "to"].map { try open.string($0) }
            let minutes = times.compactMap(Self.minutes)
            guard minutes.count == 2, minutes[0] != minutes[1],
                let weekday = Self.weekdays.firstIndex(of: try open.string("day"))
            else {
                throw open.mistake(
                    "from=\"\(times[0])\" to=\"\(times[1])\"",
                    expected: "two different times of day, 00:00 to 24:00")
            }
            return Period(weekday: weekday, start: minutes[0], end: minutes[1])
        }
        let closed = try element.children("closed").map { day in
            guard let date = CalendarDay(try day.string("date")) else {
                throw day.mistake(
                    "date=\"\(try day.string("date"))\"", expected: "a day of the calendar such as 2026-12-25"
                )
            }
            return date
        }
        self.init(zone: zone, periods: periods, closed: Set(closed))
    }

    /// Minutes after midnight of `08:30`; nil for a text that is not a time of day.
    public static func minutes(_ text: String) -> Int? {
        let parts = text.split(separator: ":").compactMap { Int($0) }
        guard parts.count == 2, (0...59).contains(parts[1]), (0...24 * 60).contains(parts[0] * 60 + parts[1])
        else {
            return nil
        }
        return parts[0] * 60 + parts[1]
    }

    /// A moment at which people are back.
    public struct Opening: Sendable, Equatable {
        public let date: Date
        /// `13:30` in the shop's time zone.
        public let time: String
        public let day: CalendarDay
        /// From 0, Monday.
        public let weekday: Int
        public let isToday: Bool
    }

    public func isOpen(at date: Date) -> Bool {
        openings(around: date).contains { $0.start <= date && date < $0.end }
    }

    /// The next moment at which people are there; nil when they are there now or never.
    public func next(after date: Date) -> Opening? {
        if isOpen(at: date) { return nil }
        guard let next = openings(around: date).map(\.start).filter({ $0 > date }).min() else { return nil }
        let calendar = calendar
        let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute, .weekday], from: next)
        guard let year = parts.year, let month = parts.month, let number = parts.day,
            let day = CalendarDay(year: year, month: month, day: number)
        else { return nil }
        return Opening(
            date: next, time: String(format: "%02d:%02d", parts.hour ?? 0, parts.minute ?? 0), day: day,
            weekday: ((parts.weekday ?? 2) + 5) % 7, isToday: calendar.isDate(next, inSameDayAs: date))
    }

    private var calendar: Calendar {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        return calendar
    }

    /// The periods from the day before to three weeks later: longer closures are not foreseen.
    private func openings(around date: Date) -> [(start: Date, end: Date)] {
        let calendar = calendar
        let today = calendar.startOfDay(for: date)
        return (-1...21).flatMap { offset -> [(start: Date, end: Date)] in
            guard let day = calendar.date(byAdding: .day, value: offset, to: today),
                let following = calendar.date(byAdding: .day, value: 1, to: day)
            else { return [] }
            let parts = calendar.dateComponents([.year, .month, .day, .weekday], from: day)
            guard let year = parts.year, let month = parts.month, let number = parts.day,
                let weekday = parts.weekday,
                let date = CalendarDay(year: year, month: month, day: number), !closed.contains(date)
            else { return [] }
            return periods.filter { $0.weekday == (weekday + 5) % 7 }.compactMap { period in
                // By the clock on the wall, so that a day of 23 or 25 hours is right.
                let lastDay = period.end > period.start ? day : following
                guard let start = Self.moment(period.start, of: day, calendar),
                    let end = Self.moment(period.end, of: lastDay, calendar)
                else { return nil }
                return (start, end)
            }
        }
    }

    private static func moment(_ minutes: Int, of day: Date, _ calendar: Calendar) -> Date? {
        if minutes == 24 * 60 { return calendar.date(byAdding: .day, value: 1, to: day) }
        return calendar.date(bySettingHour: minutes / 60, minute: minutes % 60, second: 0, of: day)
    }
}
