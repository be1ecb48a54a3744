import Foundation
import QuartetModels
import QuartetTraffic
import Testing

@Suite struct WindowBaselineTests {
    @Test func ranksGiveTheSurpriseOfOrdinaryValues() {
        let tail = WindowTail((1...99).map { Float($0) })
        // 50 of 99 values are at least 50.
        #expect(abs(tail.surprise(50) + log(51.0 / 100)) < 1e-9)
        #expect(abs(tail.surprise(0.5)) < 1e-9)
        #expect(tail.surprise(0) == 0 && tail.surprise(.nan) == 0)
    }

    @Test func aParetoTailExtrapolatesBeyondTheData() {
        // Quantiles of a Pareto distribution of exponent 2: log(x) has mean 1/2.
        let values = (1...2000).map { Float(pow(1 - (Double($0) - 0.5) / 2000, -0.5)) }
        let tail = WindowTail(values)
        #expect(abs(tail.exponent - 0.5) < 0.05)
        #expect(abs(tail.surprise(1000) - 2 * log(1000)) < 1)
        var last = -1.0
        for exponent in 0..<60 {
            let surprise = tail.surprise(pow(1.3, Double(exponent)))
            #expect(surprise >= last - 0.05)
            last = surprise
        }
    }

    @Test(
        arguments: [[], [1], [.nan, .infinity, -1, 0], [2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2]] as [[Float]])
    func smallTailsAreFinite(_ values: [Float]) {
        let tail = WindowTail(values)
        for value in [0, 1, 2, 1e30, Double.greatestFiniteMagnitude] {
            #expect(tail.surprise(value).isFinite && tail.surprise(value) >= 0)
        }
    }

    /// A tail with a count but no values comes from a damaged file.
    @Test func aDamagedTailIsAnError() throws {
        let data = try JSONEncoder().encode(OrdinaryDay.baseline())
        #expect(try JSONDecoder().decode(WindowBaseline.self, from: data) == OrdinaryDay.baseline())
        var object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        var tails = try #require(object["tails"] as? [[String: Any]])
        let used = try #require(tails.firstIndex { ($0["count"] as? Int ?? 0) > 0 })
        (tails[used]["values"], tails[used]["atLeast"]) = ([Float](), [Int]())
        object["tails"] = tails
        let damaged = try JSONSerialization.data(withJSONObject: object)
        let baseline = try JSONDecoder().decode(WindowBaseline.self, from: damaged)
        let error = #expect(throws: InvalidConfiguration.self) { try baseline.validate() }
        #expect(error?.name == "tails[\(used)].number of values")
    }

    /// Sums of counts stay whole numbers of the machine.
    @Test(arguments: ["sources", "records"]) func aCountThatNoLogHasIsAnError(_ name: String) throws {
        let data = try JSONEncoder().encode(OrdinaryDay.baseline())
        var object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        object[name] = Int.max
        let damaged = try JSONSerialization.data(withJSONObject: object)
        let baseline = try JSONDecoder().decode(WindowBaseline.self, from: damaged)
        let error = #expect(throws: InvalidConfiguration.self) { try baseline.validate() }
        #expect(error?.name == name)
    }

    @Test func earlierBehaviourOfASourceLowersTheSurprise() {
        let victim = AddressClass.key("10.0.0.99")
        var fit = WindowBaselineFit()
        for event in OrdinaryDay.events(day: 0, seed: 1) { fit.add(event) }
        for port in 1...500 {
            fit.add(
                ConnectionEvent(
                    time: OrdinaryDay.start, source: victim, destination: AddressClass.key("10.0.1.1"),
                    destinationPort: port))
        }
        let baseline = fit.finish()
        func surprise(_ source: UInt64, _ value: Double) -> Double {
            baseline.surprise(
                .ports, value: value, isInternal: true, source: source,
                destination: AddressClass.key("10.0.1.1"))
        }
        #expect(surprise(victim, 500) <= 3)
        #expect(surprise(AddressClass.key("10.0.0.5"), 500) > 4)
        #expect(surprise(victim, 5000) > 4)
    }

    @Test func isTheSameAfterWritingAndReading() throws {
        let baseline = OrdinaryDay.baseline()
        let data = try JSONEncoder().encode(baseline)
        #expect(try JSONDecoder().decode(WindowBaseline.self, from: data) == baseline)
    }

    @Test func aDamagedBaselineIsRefused() {
        let text = #"{"tails":[],"sources":1,"records":1,"keys":[1],"largest":[]}"#
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(WindowBaseline.self, from: Data(text.utf8))
        }
    }
}
