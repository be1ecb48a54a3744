import ArgumentParser
import Foundation
import QuartetSupport

/// A length of time on the command line: `12h`, `30d` or `8w`.
struct TimeSpan: ExpressibleByArgument {
    let text: String
    let seconds: Double

    /// A hundred years.
    private static let longest = 36_525.0 * 86_400

    init?(argument: String) {
        guard let unit = argument.last.flatMap({ Self.units[$0] }), let count = Int(argument.dropLast()),
            count > 0, Double(count) * unit <= Self.longest
        else { return nil }
        (text, seconds) = (argument, Double(count) * unit)
    }

    private static let units: [Character: Double] = ["h": 3600, "d": 86_400, "w": 604_800]
}

/// A moment in the past on the command line: a day such as `2027-08-31`, or a ``TimeSpan`` before now.
enum PastTime: ExpressibleByArgument {
    case span(TimeSpan)
    case day(CalendarDay)

    init?(argument: String) {
        if let span = TimeSpan(argument: argument) {
            self = .span(span)
        } else if let day = CalendarDay(argument) {
            self = .day(day)
        } else {
            return nil
        }
    }

    /// - Returns: the beginning of a day on this machine's calendar.
    func date(before now: Date) -> Date? {
        switch self {
        case .span(let span): now.addingTimeInterval(-span.seconds)
        case .day(let day):
            Calendar(identifier: .gregorian).date(
                from: DateComponents(year: day.year, month: day.month, day: day.day))
        }
    }
}
