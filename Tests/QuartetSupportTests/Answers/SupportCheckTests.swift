import QuartetSupport
import Testing

@Suite struct SupportCheckTests {
    private static let passage = [
        "Express arrives on the next working day if you order before 14:00.",
        "It costs £6.95 and is not offered to the Isle of Skye.",
        "You can send goods back within 30 days.", "Refunds take five working days.",
        "Only members of Bloom get two hems a year free of charge.",
    ]

    /// The encoder that was tuned for it judges the meaning; numbers and names must stand in the passage all the same.
    @Test func theTunedEncoderJudgesTheMeaning() {
        let check = SupportCheck()
        let reworded = "You would be charged £6.95 by us for that quicker service."
        #expect(check.faults(of: reworded, in: Self.passage, support: 3).isEmpty)
        #expect(check.faults(of: reworded, in: Self.passage, support: -3) == [.meaning(logit: -3)])
        #expect(!check.faults(of: "Express costs £9.95.", in: Self.passage, support: 9).isEmpty)
    }

    @Test(arguments: [
        "Express arrives on the next working day if you order before 14:00.", "Express costs £6.95.",
        "Express costs 6.95 pounds.",
        "You can send goods back within 30 days.", "Refunds take 5 working days.",
        "It is not offered to the Isle of Skye.",
    ])
    func supportsWhatStandsThere(_ statement: String) {
        #expect(SupportCheck().faults(of: statement, in: Self.passage, support: nil).isEmpty)
    }

    @Test(arguments: [
        "Express arrives on the next working day if you order before 16:00.", "Express costs £5.95.",
        "Express costs €6.95.",
        "You can send goods back within 28 days.", "You can send goods back within 30 weeks.",
        "Refunds take 3 working days.",
        "Refunds take fifteen working days.",
    ])
    func findsChangedNumbers(_ statement: String) {
        let faults = SupportCheck().faults(of: statement, in: Self.passage, support: nil)
        #expect(faults.contains { if case .number = $0 { true } else { false } })
    }

    @Test(arguments: [
        "It is offered to the Isle of Skye.", "You cannot send goods back within 30 days.",
        "Refunds never take 5 working days.",
        "It costs £6.95 and is not offered to the Isle of Man.",
        "Express arrives on the next working day if you order after 14:00.",
        "Members of Bloom get two hems a year free of charge.", "Briar Row ships to Norway.",
        "Every dress is hand made in Portugal.",
    ])
    func findsOtherChanges(_ statement: String) {
        #expect(!SupportCheck().faults(of: statement, in: Self.passage, support: nil).isEmpty)
    }

    @Test(arguments: ["", " ", "–"])
    func nothingIsNotSupported(_ statement: String) {
        #expect(!SupportCheck().faults(of: statement, in: Self.passage, support: nil).isEmpty)
    }

    @Test func heedsThePairEncoder() {
        #expect(
            SupportCheck().faults(of: "Express costs £6.95.", in: Self.passage, logit: -9, support: nil) == [
                .pair(logit: -9)
            ])
    }
}
