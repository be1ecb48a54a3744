import Foundation
import QuartetTestSupport
import QuartetTraffic
import Testing

/// A made-up network with web, name and mail traffic, its Zeek connection log, and a detector trained on it.
enum SmallNetwork {
    static let header = """
        #separator \\x09
        #set_separator\t,
        #empty_field\t(empty)
        #unset_field\t-
        #path\tconn
        #fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tservice\tduration\torig_bytes\tresp_bytes\tconn_state
        #types\ttime\tstring\taddr\tport\taddr\tport\tenum\tstring\tinterval\tcount\tcount\tstring

        """
    static let start = 1_700_006_400.0

    /// A line of the log.
    static func line(
        _ time: Double, uid: String, source: String = "10.0.0.5", destination: String = "93.184.216.34",
        port: Int, transport: String = "tcp", service: String, duration: Double, sent: Int, received: Int,
        state: String = "SF"
    ) -> String {
        let fields = [
            String(format: "%.6f", time), uid, source, "49152", destination, "\(port)", transport, service,
            String(format: "%.4f", duration), "\(sent)", "\(received)", state,
        ]
        return fields.joined(separator: "\t") + "\n"
    }

    /// Lines of ordinary records, one every twenty seconds.
    static func ordinary(_ count: Int, seed: UInt64, day: Int = 0) -> [String] {
        var draws = SeededGenerator(seed)
        return (0..<count).map { index in
            let time = start + Double(day) * 86_400 + Double(index) * 20
            let (kind, size) = (draws.below(10), draws.uniform(0.7, 1.4))
            let source = "10.0.0.\(2 + draws.below(20))"
            switch kind {
            case 0..<6:
                return line(
                    time, uid: "C\(seed)w\(index)", source: source, port: 443, service: "ssl",
                    duration: 1.2 * size, sent: Int(900 * size), received: Int(24_000 * size))
            case 6..<9:
                return line(
                    time, uid: "C\(seed)n\(index)", source: source, destination: "10.0.1.1", port: 53,
                    transport: "udp", service: "dns", duration: 0.02 * size, sent: Int(45 * size),
                    received: Int(130 * size))
            default:
                return line(
                    time, uid: "C\(seed)m\(index)", source: source, destination: "10.0.1.2", port: 25,
                    service: "smtp", duration: 3 * size, sent: Int(15_000 * size), received: Int(400 * size))
            }
        }
    }

    /// A record that differs from all others.
    static func odd(_ index: Int, source: String = "10.0.0.99", port: Int = 6667, sent: Int = 90_000_000)
        -> String
    {
        line(
            start + 86_400 + 7 + Double(index) * 30, uid: "Codd\(index)", source: source,
            destination: "198.51.100.8", port: port, service: "irc", duration: 900, sent: sent, received: 12,
            state: "RSTO")
    }

    static func batches(_ lines: [String], _ name: String = "conn.log") throws -> [RecordBatch] {
        let folder = TemporaryFolder()
        let reader = try LogReader(
            [try folder.write(header + lines.joined(), name)], catalog: sourceCatalog())
        var batches: [RecordBatch] = []
        while let batch = try reader.nextBatch() { batches.append(batch) }
        return batches
    }

    /// Trained once for all tests.
    static let model = Result { () throws -> TrafficModel in
        var sample = RecordSample()
        for batch in try batches(ordinary(4000, seed: 1)) { try sample.append(batch) }
        var options = TrafficTraining.Options()
        (options.detector.steps, options.detector.hidden, options.detector.latents) = (300, [32, 16], 4)
        let outcome = try TrafficTraining(options).run(sample, progress: { _, _, _ in true })
        return try #require(outcome).model
    }

    /// The result of a session for some lines, and the session.
    static func flag(
        _ lines: [String], allowed: AllowList = AllowList(), feedback: Feedback? = nil, rate: Double = 0.005
    ) throws -> (
        alerts: [Alert], session: AlertSession
    ) {
        let session = AlertSession(try model.get(), rate: rate, allowed: allowed, feedback: feedback)
        var alerts: [Alert] = []
        for batch in try batches(lines) {
            alerts += try session.add(batch).alerts
        }
        return (alerts, session)
    }
}
