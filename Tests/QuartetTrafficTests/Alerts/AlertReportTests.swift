import Foundation
import QuartetTraffic
import Testing

@Suite struct AlertReportTests {
    private static func line(_ format: AlertFormat, _ alert: Alert) throws -> String {
        try format.line(alert, model: "zeek", version: "abc")
    }

    private static func object(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    @Test func exactECS() throws {
        let expected =
            #"{"@timestamp":"2026-01-02T03:04:05.500Z","destination":{"address":"198.51.100.3","#
            + #""ip":"198.51.100.3","port":443},"ecs":{"version":"8.11.0"},"event":{"category":["network"],"#
            + #""dataset":"quartet.traffic","id":"C1","kind":"alert","module":"quartet","original":"a line","#
            + #""risk_score":30,"type":["info"]},"log":{"file":{"path":"conn.log"}},"#
            + #""message":"bytes sent: 5, expected 1 to 2","network":{"protocol":"ssl","transport":"tcp"},"#
            + #""quartet":{"line_number":12,"one_in":1000,"score":9.5},"#
            + #""rule":{"description":"bytes sent: 5, expected 1 to 2","id":"value","name":"Unusual values","#
            + #""ruleset":"zeek","version":"abc"},"#
            + #""source":{"address":"192.0.2.7","ip":"192.0.2.7","port":51000}}"#
        #expect(try Self.line(.ecs, AlertSamples.alert()) == expected)
    }

    @Test func exactCSV() throws {
        #expect(
            AlertFormat.csv.header == "time,source,source_port,destination,destination_port,transport,"
                + "service,identifier,deviation,score,one_in,reasons,file,line,model,model_version")
        #expect(
            try Self.line(.csv, AlertSamples.alert(service: "a\"b,c"))
                == "2026-01-02T03:04:05.500Z,192.0.2.7,51000,198.51.100.3,443,tcp,\"a\"\"b,c\",C1,value,9.5,1000,"
                + "\"bytes sent: 5, expected 1 to 2\",conn.log,12,zeek,abc")
        #expect(AlertFormat.csv.lineEnd == "\r\n")
    }

    @Test func exactCEF() throws {
        let alert = AlertSamples.alert(
            source: "2001:db8::7", destination: "a|b=c\\d", service: "x\r\ny", domain: "example.org")
        let line = try AlertFormat.cef.line(alert, model: "ze=ek", version: "v|1\\2\n")
        #expect(
            line == #"CEF:0|Quartet|traffic|v\|1\\2\u{a}|value|Unusual values|5|rt=1767323045500 "#
                + #"c6a2=2001:db8::7 c6a2Label=Source IPv6 Address spt=51000 dhost=a|b\=c\\d dpt=443 "#
                + #"proto=tcp app=x\r\ny destinationDnsDomain=example.org externalId=C1 fname=conn.log "#
                + #"msg=bytes sent: 5, expected 1 to 2 cn1=1000 cn1Label=oneIn cn2=12 cn2Label=lineNumber "#
                + #"cs1=ze\=ek cs1Label=model cs2=v|1\\2\n cs2Label=modelVersion"#)
    }

    @Test func ownJSONIsReadBack() throws {
        let alert = AlertSamples.alert(line: "\u{9b}\u{202E}é\u{1F600}")
        let line = try Self.line(.json, alert)
        #expect(!AlertSamples.isObeyed(line))
        #expect(try JSONDecoder().decode(Alert.self, from: Data(line.utf8)) == alert)
        let object = try Self.object(line)
        #expect(object["model"] as? String == "zeek" && object["modelVersion"] as? String == "abc")
    }

    @Test(arguments: AlertFormat.allCases) func hostileTextStaysText(format: AlertFormat) throws {
        for text in AlertSamples.hostile {
            let alert = AlertSamples.alert(
                source: text, destination: text, service: text, domain: text, line: text, title: text,
                observed: text, file: text)
            let line = try format.line(alert, model: text, version: text)
            #expect(!AlertSamples.isObeyed(line) && !line.contains("\n"), "\(format): \(line)")
            if format == .json {
                #expect(try JSONDecoder().decode(Alert.self, from: Data(line.utf8)).line == text)
            }
            if format == .ecs {
                let source = try #require(try Self.object(line)["source"] as? [String: Any])
                #expect(source["address"] as? String == text && source["ip"] == nil)
            }
            if format == .csv {
                let cells = Self.cells(line)
                #expect(cells.count == 16, "\(line)")
                for cell in cells {
                    let start = cell.unicodeScalars.first {
                        !$0.properties.isWhitespace && $0.properties.generalCategory != .nonspacingMark
                    }
                    #expect(!"=+@-".unicodeScalars.contains(start ?? "x"), "\(cell)")
                }
            }
        }
    }

    /// A row's cells as a spreadsheet reads them (RFC 4180), scalar by scalar.
    private static func cells(_ row: String) -> [String] {
        var (cells, isQuoted) = ([""], false)
        for scalar in row.unicodeScalars {
            if scalar == "\"" {
                isQuoted.toggle()
            } else if scalar == ",", !isQuoted {
                cells.append("")
            } else {
                cells[cells.count - 1].unicodeScalars.append(scalar)
            }
        }
        return cells
    }

    @Test(arguments: AlertFormat.allCases) func numbersOutOfRange(format: AlertFormat) throws {
        for number in [Double.infinity, .nan, -.infinity, 1e300] {
            var alert = AlertSamples.alert(time: number, oneIn: number)
            alert.score = number
            alert.reasons[0].surprise = number
            let line = try Self.line(format, alert)
            #expect(!line.contains("inf") || format == .ecs, "\(line)")
            var summary = AlertSamples.summary
            (summary.threshold, summary.falseAlarmRate) = (number, number)
            _ = try format.line(summary)
            #expect(TextReport(summary: summary, groups: []).text.contains("Threshold"))
        }
    }

    @Test func summariesNameModelThresholdAndCounts() throws {
        let own = try Self.object(try #require(try AlertFormat.json.line(AlertSamples.summary)))
        let summary = try #require(own["summary"] as? [String: Any])
        #expect(summary["recordsSeen"] as? Int == 5000 && summary["falseAlarmRate"] as? Double == 0.001)
        let ecs = try Self.object(try #require(try AlertFormat.ecs.line(AlertSamples.summary)))
        #expect((ecs["event"] as? [String: Any])?["kind"] as? String == "metric")
        #expect(
            try AlertFormat.cef.line(AlertSamples.summary)
                == "CEF:0|Quartet|traffic|abc|summary|Run summary|0|"
                + "cnt=5000 cn1=7 cn1Label=flagged cn2=2 cn2Label=suppressed cn3=3 cn3Label=rejected cs1=zeek "
                + "cs1Label=model cs2=abc cs2Label=modelVersion cs3=1 in 1000 cs3Label=threshold")
        #expect(try AlertFormat.csv.line(AlertSamples.summary) == nil)
    }

    @Test func theTextWithoutGroups() {
        #expect(
            TextReport(summary: AlertSamples.summary, groups: []).text == """
                Nothing was flagged except alerts that the allow-list suppressed.

                Model                         zeek, version abc
                Threshold                     1 in 1000 (score 8.25), requested: 20/day, 0.1 % of normal records
                Calibrated on                 monday.log
                Records seen                  5000
                Flagged                       7
                Suppressed by the allow-list  2
                Rejected lines                3

                """)
    }

    @Test func theTextOfAGroup() {
        var groups = AlertGroups()
        for port in 1...3 {
            groups.add(AlertSamples.alert(time: Double(port), port: port, deviation: .scan, title: "ports"))
        }
        let report = TextReport(summary: AlertSamples.summary, groups: groups.ranked())
        #expect(
            report.text.hasPrefix(
                """
                1. Scan  192.0.2.7 → 198.51.100.3, 3 ports
                   3 records from 1970-01-01T00:00:01.000Z to 1970-01-01T00:00:03.000Z, 1 in 1000
                   - ports: 5, expected 1 to 2
                   conn.log:12, C1
                """))
        #expect(!report.text.contains("\u{1b}"))
        var coloured = report
        coloured.isColoured = true
        #expect(coloured.text.hasPrefix("\u{1b}[1;31m1. Scan\u{1b}[0m"))
    }

    @Test func colourIsForTerminals() {
        #expect(TextReport.usesColour(environment: [:], isTerminal: true))
        #expect(!TextReport.usesColour(environment: [:], isTerminal: false))
        #expect(!TextReport.usesColour(environment: ["NO_COLOR": "1"], isTerminal: true))
        #expect(TextReport.usesColour(environment: ["NO_COLOR": ""], isTerminal: true))
        #expect(!TextReport.usesColour(environment: ["TERM": "dumb"], isTerminal: true))
    }

    /// Sentences follow each other as they do on a page.
    @Test func warningsAreJoinedWithoutStrayMarks() throws {
        var summary = AlertSamples.summary
        summary.warnings = [
            "The rate does not hold.", "Largest changes:", "bytes up", "ports up", "Look first.",
        ]
        let line = try #require(try AlertFormat.cef.line(summary))
        #expect(line.contains("msg=The rate does not hold. Largest changes: bytes up; ports up; Look first."))
    }
}
