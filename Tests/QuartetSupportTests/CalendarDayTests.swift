import QuartetSupport
import Testing

@Suite struct CalendarDayTests {
    @Test(arguments: ["2027-08-31", "2028-02-29", "0001-01-01", "9999-12-31"])
    func readsWhatItWrites(_ text: String) { #expect(CalendarDay(text)?.description == text) }

    @Test(arguments: [
        "2027-02-29", "2100-02-29", "2027-13-01", "2027-00-10", "27-08-31", "2027-8-31", "2027-08-31 ", "",
        "٢٠٢٧-٠٨-٣١",
    ])
    func refusesOtherTexts(_ text: String) { #expect(CalendarDay(text) == nil) }

    @Test func ordersByDate() throws {
        let days = ["2027-01-31", "2027-02-01", "2028-01-01"].compactMap { CalendarDay($0) }
        #expect(days == days.shuffled().sorted())
    }
}
