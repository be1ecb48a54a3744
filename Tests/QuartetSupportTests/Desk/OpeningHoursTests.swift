import Foundation
import QuartetSupport
import Testing

@Suite struct OpeningHoursTests {
    private let london: OpeningHours

    init() throws {
        let zone = try #require(TimeZone(identifier: "Europe/London"))
        london = OpeningHours(
            zone: zone,
            periods: [
                .init(weekday: 0, start: 480, end: 720), .init(weekday: 0, start: 810, end: 1080),
                .init(weekday: 4, start: 1260, end: 120),
            ], closed: [try #require(CalendarDay("2026-12-25"))])
    }

    private func date(_ text: String) throws -> Date { try Date(text, strategy: .iso8601) }

    @Test func isBackAfterTheBreak() throws {
        let back = try #require(london.next(after: date("2026-12-21T12:30:00Z")))
        #expect(back.time == "13:30" && back.isToday)
    }

    /// Friday's period ends on Saturday at two.
    @Test(arguments: [
        ("2026-12-19T01:00:00Z", true), ("2026-12-19T02:00:00Z", false), ("2026-12-18T20:59:00Z", false),
        ("2026-12-18T21:00:00Z", true), ("2026-12-21T12:00:00Z", false), ("2026-12-21T11:59:00Z", true),
    ])
    func crossesMidnight(_ moment: String, _ isOpen: Bool) throws {
        #expect(london.isOpen(at: try date(moment)) == isOpen)
    }

    /// The 25th is a Friday: Monday the 28th is next.
    @Test func namesTheNextDayAfterAHoliday() throws {
        let back = try #require(london.next(after: date("2026-12-25T12:00:00Z")))
        #expect(
            back.day.description == "2026-12-28" && back.time == "08:00" && back.weekday == 0 && !back.isToday
        )
    }

    /// In summer eight in London is seven in UTC, in winter eight.
    @Test(arguments: [
        ("2026-10-19T07:00:00Z", true), ("2026-10-26T07:00:00Z", false), ("2026-10-26T08:00:00Z", true),
    ])
    func followsTheClockChange(_ moment: String, _ isOpen: Bool) throws {
        #expect(london.isOpen(at: try date(moment)) == isOpen)
    }

    @Test func isNeverOpenWithoutPeriods() throws {
        let never = OpeningHours(zone: .gmt, periods: [])
        let moment = try date("2026-10-19T07:00:00Z")
        #expect(!never.isOpen(at: moment) && never.next(after: moment) == nil)
    }
}
