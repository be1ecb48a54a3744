import Foundation
import QuartetFiles
import QuartetTestSupport
import QuartetTraffic
import Testing

@Suite struct AllowListTests {
    private static let today = CalendarDay(time: AlertSamples.time)

    private static func list(_ rule: String) throws -> AllowList {
        try AllowList(parsing: rule + " reason=\"known\" until=never", file: "allow.txt", today: today)
    }

    private static func matches(_ rule: String, _ alert: Alert) throws -> Bool {
        var list = try list(rule)
        return list.suppress(alert) != nil
    }

    @Test(arguments: [
        ("cidr 192.0.2.0/24", true), ("cidr 198.51.100.3", true), ("cidr 10.0.0.0/8", false),
        ("cidr 0.0.0.0/0", true), ("cidr ::/0", false), ("cidr ::ffff:192.0.2.7", true),
        ("source cidr 192.0.2.7/32", true), ("source cidr 192.0.2.6/32", false),
        ("source cidr 198.51.100.0/24", false), ("destination cidr 198.51.100.0/24", true),
        ("port 443", true), ("port 440-450", true), ("port 444", false),
        ("domain *.example.org", true), ("domain www.example.org", true), ("domain example.org", false),
        ("domain *.ample.org", false), ("domain WWW.Example.ORG.", true),
        ("expression destinationPort == 443 && source == 192.0.2.7", true),
        ("expression destinationPort == 80 || service == \"SSL\"", true),
        ("expression !(destinationPort >= 443)", false), ("expression destinationPort<444", true),
        ("expression destinationPort == 80 || service == ssl && oneIn > 1e4", false),
        ("expression source == 192.0.2.0/24 && !destination == 10.0.0.0/8", true),
        ("expression line ~ \"A LINE\"", true), ("expression deviation == value", true),
        ("expression domain ~ example && score != 9.4", true), ("expression sourcePort <= 50999", false),
    ])
    func rulesMatch(rule: String, expected: Bool) throws {
        #expect(try Self.matches(rule, AlertSamples.alert(domain: "www.example.org")) == expected)
    }

    @Test(arguments: [
        ("2001:db8::/32", "2001:db8:ffff::1", true), ("2001:db8::/33", "2001:db8:8000::1", false),
        ("2001:db8::/127", "2001:db8::1", true), ("2001:db8::/127", "2001:db8::2", false),
        ("2001:db8::1", "2001:DB8:0::1", true), ("fe80::/10", "fe80::1%eth0", true),
        ("10.0.0.0/8", "::ffff:10.1.2.3", true), ("10.0.0.0/31", "10.0.0.1", true),
        ("10.0.0.0/31", "10.0.0.2", false), ("10.0.0.0/8", "gateway", false),
    ])
    func ranges(range: String, address: String, expected: Bool) throws {
        #expect(try #require(AddressRange(range)).contains(address) == expected)
    }

    @Test(arguments: ["10.0.0.0/33", "10.0.0/8", "::/129", "10.0.0.0/", "10.0.0.0/-1", "010.0.0.1/8x", ""])
    func invalidRanges(text: String) { #expect(AddressRange(text) == nil) }

    @Test func missingValuesMatchNothing() throws {
        let bare = AlertSamples.alert(
            time: nil, source: nil, destination: nil, port: nil, service: nil)
        for rule in [
            "cidr 0.0.0.0/0", "port 0-65535", "domain *.org", "expression destinationPort != 443",
            "expression source != 10.0.0.1", "expression service != dns",
        ] { #expect(try !Self.matches(rule, bare), "\(rule)") }
        #expect(try Self.matches("expression !(service == dns)", bare))
    }

    @Test func suppressedAlertsAreCountedByRule() throws {
        let text = """
            # what we know
            port 443 reason="proxy, \u{e9}t\u{e9}" until=2026-01-02

            cidr 10.0.0.0/8 until=never reason="load tests"
            port 53 reason="old" until=2026-01-01

            """
        var list = try AllowList(
            parsing: text.replacing("\n", with: "\r\n"), file: "allow.txt", today: Self.today)
        #expect(list.rules.map(\.lineNumber) == [2, 4])
        #expect(list.rules.map(\.reason) == ["proxy, \u{e9}t\u{e9}", "load tests"])
        for _ in 0..<3 {
            let rule = list.suppress(AlertSamples.alert())
            #expect(rule?.lineNumber == 2)
        }
        let test = list.suppress(AlertSamples.alert(source: "10.1.1.1", port: 1))
        #expect(test?.lineNumber == 4)
        let old = list.suppress(AlertSamples.alert(port: 53))
        #expect(old == nil, "an expired rule is not applied")
        #expect(list.counts == [3, 1])
        #expect(list.suppressed == 4)
        #expect(
            list.warnings == ["allow.txt:5: this rule expired on 2026-01-01 and is not applied: port 53"])
        var summary = AlertSamples.summary
        summary.add(list)
        #expect(summary.suppressed == 4)
        #expect(summary.allowances.map(\.suppressed) == [3, 1])
        #expect(summary.warnings == list.warnings)
    }

    @Test(arguments: [
        ("cidr 10.0.0.0/40", "a CIDR range such as 10.0.0.0/8", "'10.0.0.0/40'"),
        ("port 70000", "a port in 0...65535", "'70000'"), ("port 90-80", "a port in", "'90-80'"),
        ("port 99999999999999999999", "a port in", "'99999999999999999999'"),
        ("domain exa mple", "a domain such as", "'exa mple'"), ("domain *.", "a domain", "'*.'"),
        ("source 10.0.0.1", "'cidr' after source", "'10.0.0.1'"), ("prot 53", "one of cidr", "'prot'"),
        ("expression", "one of source", "the end of the expression"),
        ("expression destinationPort = 443", "'=='", "'='"),
        ("expression port == 443", "one of source, destination", "'port'"),
        ("expression destinationPort == https", "a number after", "'https'"),
        ("expression destinationPort ~ 4", "one of == != < <= > >=", "'~'"),
        ("expression source > 10.0.0.1", "one of == != after source", "'>'"),
        ("expression source == 10.0.0.256", "an address or a CIDR range", "'10.0.0.256'"),
        ("expression (service == dns", "&&, || or ')'", "the end of the expression"),
        ("expression service == dns)", "&&, || or the end", "')'"),
        ("expression service == dns service == ssl", "&&, || or the end", "'service'"),
        ("expression service == dns &&", "one of source", "the end of the expression"),
        ("expression service == dns & oneIn > 3", "'&&'", "'&'"),
        ("expression service ==", "a value after service ==", "the end of the expression"),
        ("expression line ~ \"x", "a closing quotation mark", "the end of the expression"),
        ("expression " + String(repeating: "(", count: 100_000), "at most 50 nested parentheses", "more"),
        ("expression " + String(repeating: "!", count: 100_000), "at most 50 nested parentheses", "more"),
    ])
    func mistakesNameWhatWasExpected(rule: String, expected: String, found: String) throws {
        let error = #expect(throws: AllowListError.self) { _ = try Self.list(rule) }
        guard case .invalid("allow.txt", let mistakes) = error, let mistake = mistakes.first else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(mistake.line == 1)
        #expect(mistake.expected.contains(expected), "\(mistake.expected)")
        #expect(mistake.found.contains(found), "\(mistake.found)")
    }

    @Test func allMistakesAreReportedWithFileAndLine() {
        let text =
            "port 1 until=never\n\nport 2 reason=\"x\"\nport 3 reason=\" \" until=never\n"
            + "port 4 reason=\"x\" until=2026-02-30\n\u{1b}[2J\n"
        let error = #expect(throws: AllowListError.self) {
            _ = try AllowList(parsing: text, file: "allow.txt", today: Self.today)
        }
        let lines = error.map { "\($0)".split(separator: "\n").map(String.init) } ?? []
        #expect(lines.count == 5)
        #expect(lines.first == "allow.txt:1: expected reason=\"why this is allowed\", found no reason.")
        #expect(
            lines[1] == "allow.txt:3: expected until=YYYY-MM-DD, or until=never, found no date of expiry.")
        #expect(lines[3].hasPrefix("allow.txt:5:") && lines[3].contains("until=2026-02-30"))
        #expect(!AlertSamples.isObeyed(lines[4]))
    }

    @Test func aFileThatIsMissingOrNotText() throws {
        let folder = TemporaryFolder()
        let path = folder.file("allow.txt")
        #expect(throws: AllowListError.file(.cannotRead(file: path, reason: "No such file or directory"))) {
            _ = try AllowList(contentsOf: path, today: Self.today)
        }
        try folder.write([0xFF, 0xFE, 0x80, 0x0A], to: "allow.txt")
        #expect(throws: AllowListError.self) { _ = try AllowList(contentsOf: path, today: Self.today) }
    }

    @Test func days() {
        #expect(CalendarDay("2028-02-29") != nil)
        #expect(CalendarDay("2100-02-29") == nil)
        #expect(CalendarDay("2026-1-1") == nil)
        #expect(CalendarDay(time: 0).description == "1970-01-01")
        #expect(Self.today.description == "2026-01-02")
        for time in [Double.nan, .infinity, -1e300] { #expect(CalendarDay(time: time).year > 0) }
    }
}
