import QuartetTraffic
import Testing

/// From the lines of a log to a report, with and without an allow-list.
@Suite struct AlertSessionTests {
    private static let lines =
        SmallNetwork.ordinary(600, seed: 2, day: 1) + (0..<8).map { SmallNetwork.odd($0) }
    private static let today = CalendarDay(time: SmallNetwork.start)

    private static func list(_ text: String) throws -> AllowList {
        try AllowList(parsing: text, file: "allow.txt", today: today)
    }

    @Test func oddRecordsAreOneGroup() throws {
        let (alerts, session) = try SmallNetwork.flag(Self.lines)
        #expect(alerts.count { $0.source == "10.0.0.99" } == 8)
        #expect(session.records == 608)
        #expect(session.flagged == alerts.count)
        let first = try #require(session.groups.ranked().first)
        #expect(first.source == "10.0.0.99")
        #expect(first.count == 8)
        #expect(first.destinations.count == 1)
        #expect(session.timeline.count == alerts.count)
    }

    @Test(arguments: [
        ("source cidr 10.0.0.96/28", 1), ("port 6660-6669", 1), ("destination cidr 198.51.100.8", 1),
        ("expression service == irc && destinationPort > 1024 && oneIn > 10", 1), ("port 6660-6666", 0),
        ("domain *.example.org", 0),
    ])
    func allowedAlertsAreCountedAndNotShown(rule: String, hides: Int) throws {
        let list = try Self.list(
            "# known\n\n\(rule) reason=\"moves to another host, B. Jones\" until=2023-12-31\n")
        let (all, _) = try SmallNetwork.flag(Self.lines)
        let (alerts, session) = try SmallNetwork.flag(Self.lines, allowed: list)
        #expect(all.count - alerts.count == 8 * hides)
        #expect(session.flagged == all.count)
        #expect(session.timeline.count == alerts.count)
        #expect(session.groups.ranked().contains { $0.source == "10.0.0.99" } == (hides == 0))
        let behaviours = session.closeBehaviours(limit: 20)
        let summary = session.summary(model: "small", requested: nil, rejected: 2, warnings: ["late"])
        #expect(summary.suppressed >= 8 * hides)
        #expect(summary.allowances.map(\.rule) == (hides == 1 ? ["allow.txt:3 \(rule)"] : []))
        #expect(summary.allowances.allSatisfy { $0.suppressed == summary.suppressed })
        #expect(summary.warnings == ["late"])
        #expect((summary.recordsSeen, summary.rejected) == (608, 2))
        // A behaviour over hours has no service, and the port of its first record.
        if rule.contains("cidr") { #expect(!behaviours.contains { $0.source == "10.0.0.99" }) }
        let (_, open) = try SmallNetwork.flag(Self.lines)
        #expect(open.closeBehaviours(limit: 20).contains { $0.source == "10.0.0.99" })
    }

    @Test func expiredRulesHideNothingAndAreReported() throws {
        let list = try Self.list("port 6667 reason=\"old\" until=2023-11-13\n")
        let (alerts, session) = try SmallNetwork.flag(Self.lines, allowed: list)
        #expect(alerts.count { $0.source == "10.0.0.99" } == 8)
        let summary = session.summary(model: "small", requested: nil, rejected: 0, warnings: [])
        #expect(summary.suppressed == 0)
        #expect(summary.warnings.first?.contains("allow.txt:1: this rule expired on 2023-11-13") == true)
    }

    /// A rule for a known scanner suppresses its behaviour over hours like its records.
    @Test func behavioursAreSuppressed() throws {
        let scan = (1...900).map { port in
            SmallNetwork.line(
                SmallNetwork.start + 86_400 + Double(port), uid: "Cscan\(port)", source: "203.0.113.9",
                destination: "10.0.0.7", port: port, service: "-", duration: 0, sent: 0, received: 0,
                state: "REJ")
        }
        let (_, open) = try SmallNetwork.flag(scan)
        let found = open.closeBehaviours(limit: 5)
        // How many are shown does not change how many there are.
        let (_, other) = try SmallNetwork.flag(scan)
        #expect(other.closeBehaviours(limit: 0).isEmpty && !found.isEmpty)
        let counts = [open, other].map {
            $0.summary(model: "small", requested: nil, rejected: 0, warnings: []).behaviours
        }
        #expect(counts[0] == counts[1] && counts[0] >= found.count)
        #expect(found.contains { $0.source == "203.0.113.9" && $0.deviation == .scan })
        let list = try Self.list("source cidr 203.0.113.9 reason=\"audit\" until=never\n")
        let (alerts, session) = try SmallNetwork.flag(scan, allowed: list)
        #expect(alerts.isEmpty)
        #expect(session.closeBehaviours(limit: 5).isEmpty)
        #expect(session.allowed.suppressed > session.flagged)
        #expect(!session.watch.finding.alarms.isBroken)
    }

    @Test func mistakesNameLineAndRemedy() {
        let text =
            "port 80 reason=\"web\" until=never\nport 99999 reason=\"x\" until=never\ncidr 10.0.0.0/8\n"
        let error = #expect(throws: AllowListError.self) { _ = try Self.list(text) }
        let said = error?.description ?? ""
        #expect(said.contains("allow.txt:2: expected a port in 0...65535"))
        #expect(said.contains("allow.txt:3: expected reason=\"why this is allowed\""))
    }

    @Test(arguments: [
        ("example.org:8080", "example.org"), ("a.b", "a.b"), ("[2001:db8::1]:80", "[2001:db8::1]:80"),
        ("example.org:http", "example.org:http"), (":80", ""),
    ])
    func hostsAreDomains(host: String, domain: String) { #expect(TrafficModel.domain(host) == domain) }

    @Test func formatsWithNamesKnowWhereTheyStand() throws {
        for (name, field) in [
            ("zeek-dns", "query"), ("zeek-http", "host"), ("zeek-ssl", "server_name"), ("csv", "domain"),
        ] {
            let schema = try #require(try sourceCatalog().formats.first { $0.name == name }?.schema)
            #expect(schema.field(.domain).map { schema.fields[$0].name } == field)
        }
    }
}
