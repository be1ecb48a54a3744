import Foundation
import QuartetMolecules
import Testing

@Suite struct FunnelTests {
    @Test func everyMoleculeIsCountedOnce() {
        var funnel = Funnel(filters: ["valid", "novel", "screen"])
        funnel.pass(5)
        for _ in 0..<3 { funnel.leaveOut(at: "valid", because: "syntax") }
        funnel.leaveOut(at: "valid", because: "valence")
        funnel.leaveOut(at: "screen", because: "logP")
        #expect(funnel.entered == 10)
        #expect(funnel.passed == 5)
        #expect(funnel.stages.map(\.entered) == [10, 6, 6])
        #expect(funnel.stages.map(\.passed) == [6, 6, 5])
        #expect(funnel.stages[0].reasons.map(\.text) == ["syntax", "valence"])
        #expect(funnel.stages[0].reasons.map(\.count) == [3, 1])
    }

    @Test func whatPassedCanBeLeftOutAfterAll() {
        var funnel = Funnel(filters: ["valid", Funnel.wanted])
        funnel.pass(12)
        funnel.withdraw(0, at: Funnel.wanted, because: "enough")
        #expect(funnel.stages[1].reasons.isEmpty)
        funnel.withdraw(7, at: Funnel.wanted, because: "enough")
        #expect(funnel.entered == 12 && funnel.passed == 5)
        #expect(funnel.stages[1].reasons.map(\.text) == ["enough"])
        #expect(funnel.stages[1].reasons.map(\.count) == [7])
    }

    @Test func funnelsOfRunsAddUp() {
        var (one, two) = (Funnel(filters: ["valid"]), Funnel(filters: ["valid", "docked"]))
        one.leaveOut(at: "valid", because: "syntax")
        two.leaveOut(at: "valid", because: "syntax")
        two.leaveOut(at: "docked", because: "no pose")
        two.pass()
        one.add(two)
        #expect(one.filters.map(\.name) == ["valid", "docked"])
        #expect(one.stages.map(\.passed) == [2, 1])
        #expect(one.stages[0].reasons.map(\.count) == [2])
    }

    @Test func countsThatCannotBeAreRefused() throws {
        func decoded(_ count: String) throws -> Funnel {
            let text = #"{"entered":3,"filters":[{"name":"valid","reasons":{"syntax":COUNT}}]}"#
            return try JSONDecoder().decode(
                Funnel.self, from: Data(text.replacing("COUNT", with: count).utf8))
        }
        #expect(try decoded("2").passed == 1)
        #expect(throws: DecodingError.self) { try decoded("-1") }
        #expect(throws: DecodingError.self) { try decoded("9223372036854775807") }
    }

    @Test func reasonsAreBounded() {
        var funnel = Funnel(filters: ["screen"])
        for number in 0..<5000 { funnel.leaveOut(at: "screen", because: "reason \(number)") }
        #expect(funnel.filters[0].reasons.count == 2001)
        #expect(funnel.stages[0].reasons.first?.count == 3000)
        #expect(funnel.entered == 5000)
    }
}
