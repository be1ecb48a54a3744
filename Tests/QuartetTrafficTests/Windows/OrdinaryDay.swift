import Foundation
import QuartetTestSupport
import QuartetTraffic

extension SeededGenerator {
    mutating func uniform(_ low: Double, _ high: Double) -> Double {
        low + (high - low) * Double(next() >> 11) / Double(1 << 53)
    }

    mutating func below(_ count: Int) -> Int { Int(next() >> 33) % count }
}

/// An invented office: hosts that visit servers in working hours, query a resolver, poll a mail server and sometimes fail.
enum OrdinaryDay {
    static let start = 1_700_006_400.0
    static let victim = AddressClass.key("10.0.0.7")

    static func outside(_ index: Int) -> UInt64 { AddressClass.key("93.184.\(index / 250).\(index % 250)") }

    static func events(day: Int, seed: UInt64, hosts: Int = 60) -> [ConnectionEvent] {
        var draws = SeededGenerator(seed)
        var events: [ConnectionEvent] = []
        let begin = start + Double(day) * 86400
        for host in 0..<hosts {
            let source = AddressClass.key("10.0.0.\(host)")
            for _ in 0..<(100 + draws.below(200)) {
                let time = begin + draws.uniform(7, 19) * 3600
                // A few sites get most of the visits.
                let site = Int(pow(draws.uniform(0, 1), 3) * 1000)
                events.append(
                    ConnectionEvent(
                        time: time, source: source, destination: outside(site), destinationPort: 443,
                        isFailed: draws.below(50) == 0, bytesOut: draws.uniform(400, 9000),
                        bytesIn: draws.uniform(2000, 300_000)))
                events.append(
                    ConnectionEvent(
                        time: time - 0.1, source: source, destination: AddressClass.key("10.0.1.1"),
                        destinationPort: 53, bytesOut: draws.uniform(30, 60), bytesIn: draws.uniform(60, 300))
                )
            }
            // Mail is fetched every few minutes, the time at intervals of its own.
            var time = begin + 8 * 3600
            while time < begin + 18 * 3600 {
                events.append(
                    ConnectionEvent(
                        time: time, source: source, destination: AddressClass.key("10.0.1.2"),
                        destinationPort: 993, bytesOut: 600, bytesIn: draws.uniform(500, 5000)))
                time += draws.uniform(100, 900)
            }
        }
        return sorted(events)
    }

    static func sorted(_ events: [ConnectionEvent]) -> [ConnectionEvent] {
        events.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }
            .map(\.element)
    }

    /// A scan of a thousand ports, a beacon of 60 s within 10 %, and 200 MB in forty transfers.
    static func attacks(day: Int) -> [ConnectionEvent] {
        var draws = SeededGenerator(99)
        let begin = start + Double(day) * 86400
        var events: [ConnectionEvent] = []
        for port in 1...1000 {
            events.append(
                ConnectionEvent(
                    time: begin + 10 * 3600 + Double(port) * 0.5, source: AddressClass.key("203.0.113.77"),
                    destination: victim, destinationPort: port, isFailed: true, bytesOut: 0, bytesIn: 0))
        }
        var time = begin + 6 * 3600
        while time < begin + 18 * 3600 {
            events.append(
                ConnectionEvent(
                    time: time, source: victim, destination: AddressClass.key("198.51.100.9"),
                    destinationPort: 443, bytesOut: draws.uniform(300, 500), bytesIn: draws.uniform(200, 900))
            )
            time += 60 * draws.uniform(0.9, 1.1)
        }
        time = begin + 3 * 3600
        for _ in 0..<40 {
            events.append(
                ConnectionEvent(
                    time: time, source: victim, destination: AddressClass.key("198.51.100.200"),
                    destinationPort: 443, bytesOut: 5e6, bytesIn: 9000))
            time += draws.uniform(300, 1500)
        }
        return events
    }

    static func baseline() -> WindowBaseline {
        var fit = WindowBaselineFit()
        for day in 0..<2 { for event in events(day: day, seed: UInt64(day) + 1) { fit.add(event) } }
        return fit.finish()
    }
}
