import Foundation
import QuartetTestSupport
import QuartetTraffic
import Testing

/// A few lines of every format, with addresses from documentation ranges, are distinguished by their content.
@Suite struct FormatTests {
    static let zeekHeader = """
        #separator \\x09
        #set_separator\t,
        #empty_field\t(empty)
        #unset_field\t-
        #path\tconn
        #fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tservice\tduration\torig_bytes\tresp_bytes\tconn_state
        #types\ttime\tstring\taddr\tport\taddr\tport\tenum\tstring\tinterval\tcount\tcount\tstring

        """
    static let zeekRow =
        "1700000000.5\tCa1\t192.0.2.7\t40000\t198.51.100.9\t443\ttcp\tssl\t0.25\t100\t2000\tSF\n"
    static let kddRow =
        "0,tcp,http,SF,181,5450,0,0,0,0,0,1" + String(repeating: ",0", count: 19) + ",9,9,1.00,0.00,0.11"
        + ",0.00,0.00,0.00,0.00,0.00"

    struct Sample: Sendable, CustomTestStringConvertible {
        let format: String
        let text: String
        let numbers: [String: Double]
        let texts: [String: String]
        var excluded = 0
        var testDescription: String { format }
    }

    static let samples: [Sample] = [
        Sample(
            format: "zeek-conn", text: zeekHeader + zeekRow + "#close\t2023-11-14\n",
            numbers: ["ts": 1_700_000_000.5, "id.orig_p": 40000, "duration": 0.25, "resp_bytes": 2000],
            texts: ["proto": "tcp", "id.orig_h": "192.0.2.7", "conn_state": "SF"]),
        Sample(
            format: "zeek-conn",
            text:
                #"{"ts":1700000000.5,"uid":"Ca1","id.orig_h":"192.0.2.7","id.orig_p":40000,"id.resp_h":"198.51.100.9","#
                + #""id.resp_p":443,"proto":"tcp","duration":0.25,"conn_state":"SF","local_orig":true,"service":null}"#,
            numbers: ["ts": 1_700_000_000.5, "id.resp_p": 443, "duration": 0.25, "local_orig": 1],
            texts: ["proto": "tcp", "id.resp_h": "198.51.100.9"]),
        Sample(
            format: "zeek-dns",
            text:
                #"{"ts":"2023-11-14T22:13:20.5Z","uid":"C","id":{"orig_h":"192.0.2.7","orig_p":5,"resp_h":"192.0.2.53","#
                + #""resp_p":53},"proto":"udp","query":"a \"quoted\" n\u00e4me","qtype":1,"AA":false,"answers":["x","y"]}"#,
            numbers: ["ts": 1_700_000_000.5, "id.orig_p": 5, "AA": 0],
            texts: ["query": "a \"quoted\" näme", "qtype": "1", "answers": #"["x","y"]"#]),
        Sample(
            format: "suricata-eve",
            text:
                #"{"timestamp":"2023-02-28T11:34:04.5+0100","event_type":"ssh","src_ip":"192.0.2.1","dest_ip":"192.0.2.2","proto":"TCP"}"#
                + "\n"
                + #"{"timestamp":"2023-02-28T11:34:04.5+0100","flow_id":12,"event_type":"flow","src_ip":"192.0.2.1","src_port":9,"#
                + #""dest_ip":"192.0.2.2","dest_port":22,"proto":"TCP","flow":{"pkts_toserver":11,"bytes_toclient":2319,"#
                + #""start":"2023-02-28T11:34:02.25+0000","state":"established"},"tcp":{"state":"closed"}}"#,
            numbers: [
                "timestamp": 1_677_580_444.5, "flow.pkts_toserver": 11, "flow.start": 1_677_584_042.25,
            ],
            texts: ["flow.state": "established", "tcp.state": "closed"], excluded: 1),
        Sample(
            format: "nfdump-csv",
            text: "ts,te,td,sa,da,sp,dp,pr,flg,fwd,stos,ipkt,ibyt,opkt,obyt\n"
                + "2018-01-12 15:37:30,2018-01-12 15:37:31,  1.000,192.0.2.1,198.51.100.2,52324,902,TCP,......S.,0,0,1,60,0,0\n"
                + "Summary\nflows,bytes,packets,avg_bps,avg_pps,avg_bpp\n4593,241025,4652,58357,140,51\n",
            numbers: ["ts": 1_515_771_450, "td": 1, "ibyt": 60], texts: ["flg": "......S.", "pr": "TCP"]),
        Sample(
            format: "argus-binetflow",
            text:
                "StartTime,Dur,Proto,SrcAddr,Sport,Dir,DstAddr,Dport,State,sTos,dTos,TotPkts,TotBytes,SrcBytes,Label\n"
                + "2019/04/04 16:23:00.325010,0.5,icmp,192.0.2.1,0x0303,  <->,198.51.100.8,53,CON,0,0,2,142,63,flow=Background\n",
            numbers: ["StartTime": 1_554_394_980.32501, "Sport": 771, "TotBytes": 142],
            texts: ["Dir": "<->", "Label": "flow=Background"]),
        Sample(
            format: "vpc-flow",
            text:
                "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status\n"
                + "2 123456789010 eni-1 - - - - - - - 1655157610 1655157611 - NODATA\n"
                + "2 123456789010 eni-1 192.0.2.1 198.51.100.2 27620 2052 6 2 88 1655157610 1655157611 REJECT OK\n",
            numbers: ["dstport": 2052, "bytes": 88, "start": 1_655_157_610],
            texts: ["action": "REJECT", "protocol": "6"], excluded: 1),
        Sample(
            format: "vpc-flow",
            text:
                "2 123456789010 eni-1 192.0.2.1 198.51.100.2 27620 2052 6 2 88 1655157610 1655157611 ACCEPT OK\n",
            numbers: ["bytes": 88], texts: ["action": "ACCEPT"]),
        Sample(
            format: "nsl-kdd", text: kddRow + ",normal,21\n" + kddRow + ",neptune,3\n",
            numbers: [
                "src_bytes": 181, "logged_in": 1, "dst_host_same_src_port_rate": 0.11, "difficulty": 21,
            ],
            texts: ["label": "normal", "flag": "SF"]),
        Sample(
            format: "kdd99", text: kddRow + ",normal.\n", numbers: ["dst_bytes": 5450],
            texts: ["label": "normal.", "service": "http"]),
        Sample(
            format: "luflow",
            text:
                "avg_ipt,bytes_in,bytes_out,dest_ip,dest_port,entropy,num_pkts_out,num_pkts_in,proto,src_ip,src_port,"
                + "time_end,time_start,total_entropy,label,duration\n"
                + "52.5,270,191,786,445,4.5,6,6,6,64500,56965,160807983780185,1608079837080185,2115.3,malicious,2.01E-4\n",
            numbers: [
                "duration": 2.01e-4, "time_end": 1_608_079_837.080185, "time_start": 1_608_079_837.080185,
            ],
            texts: ["label": "malicious", "src_ip": "64500"]),
        Sample(
            format: "cic-ids2017",
            text:
                " Destination Port, Flow Duration, Total Fwd Packets, Total Backward Packets,Total Length of Fwd Packets, Flow Bytes/s, Label\n"
                + "80,2000000,3,4,5,Infinity,Web Attack\n",
            numbers: [
                "Destination Port": 80, "Flow Duration": 2, "Total Backward Packets": 4, "Flow Bytes/s": .nan,
            ],
            texts: ["Label": "Web Attack"]),
        Sample(
            format: "unsw-nb15",
            text:
                "192.0.2.1,33661,198.51.100.2,1024,udp,CON,0.036133,528,304,31,29,0,0,-,87676.08594,50480.17188,4,4,0,0,0,0,"
                + "132,76,0,0,9.89101,10.682733,1421927377,1421927413,7.005,7.564333,0,0,0,0,0,,,0,3,7,1,3,1,1,1,,0\n",
            numbers: ["dsport": 1024, "dur": 0.036133, "stime": 1_421_927_377, "is_ftp_login": .nan],
            texts: ["state": "CON", "label": "0"]),
        Sample(
            format: "csv",
            text: "when;src_ip;dst_ip;protocol;bytes;note;attack\n"
                + "2024-01-02T03:04:05Z;192.0.2.1;198.51.100.2;udp;17;\"a;b\";0\n",
            numbers: ["when": 1_704_164_645, "bytes": 17],
            texts: ["note": "a;b", "src_ip": "192.0.2.1", "attack": "0"]),
    ]

    @Test(arguments: samples) func isRecognisedAndRead(sample: Sample) throws {
        let folder = TemporaryFolder()
        let log = try ReadLog([folder.write(sample.text)])
        #expect(log.format == sample.format)
        #expect(log.failure == nil)
        #expect(log.rejectedCount == 0)
        #expect(log.excluded == sample.excluded)
        let first = try #require(log.numbers.first)
        for (name, value) in sample.numbers {
            let read = try #require(first[name], "\(name)")
            #expect(
                value.isNaN ? read.isNaN : abs(read - value) < 1e-6 * max(1, value * 1e-6), "\(name): \(read)"
            )
        }
        for (name, value) in sample.texts { #expect(log.texts[0][name] == value) }
    }

    /// A new format needs no code, only one more file in the catalog.
    @Test func aFormatIsAddedInTheCatalogAlone() throws {
        let folder = TemporaryFolder()
        for name in try FileManager.default.contentsOfDirectory(atPath: sourceCatalogFolder) {
            try FileManager.default.copyItem(
                atPath: sourceCatalogFolder + "/" + name, toPath: folder.path + "/" + name)
        }
        _ = try folder.write(
            """
            <log name="wall" title="wall of fire" missing="none">
                <only field="what" values="deny, allow"/>
                <field name="at" kind="time" role="start" key="yes"/>
                <field name="from" names="origin" kind="address" role="source" key="yes"/>
                <field name="what" kind="category" role="state" key="yes"/>
                <field name="sent" kind="count" unit="bytes" scale="1024"/>
            </log>
            """, "wall.xml")
        let log = try folder.write(
            "sent|what|at|origin|other\n3|deny|1700000000|192.0.2.3|x\n4|start|1700000001|192.0.2.3|x\nnone|allow|1700000002|192.0.2.4|x\n"
        )
        let reader = try LogReader([log], catalog: FormatCatalog(folder: folder.path))
        let batch = try #require(try reader.nextBatch())
        #expect(reader.formatName == "wall")
        #expect(batch.count == 2)
        #expect(batch.number(3, of: 0) == 3072)
        #expect(batch.number(3, of: 1).isNaN)
        #expect(reader.excluded == 1)
    }

    @Test func aTableIsReadWithTheSchemaOfAModel() throws {
        let folder = TemporaryFolder()
        let first = try ReadLog([folder.write("a,b,c\n1,x,2.5\n2,y,-3\n", "one")])
        #expect(first.format == "csv")
        let second = try ReadLog([folder.write("c,a\n7,8\n", "two")], schema: first.schema)
        #expect(second.schema == first.schema)
        #expect(second.numbers[0]["a"] == 8)
        #expect(second.numbers[0]["c"] == 7)
        #expect(second.keys[0]["b"] == 0)
    }

    @Test func headersChangeInTheMiddle() throws {
        let folder = TemporaryFolder()
        let other =
            "#fields\tid.resp_h\tid.orig_h\tts\tproto\tid.resp_p\tconn_state\n198.51.100.1\t192.0.2.9\t5\tudp\t53\tS0\n"
        let log = try ReadLog([folder.write(FormatTests.zeekHeader + FormatTests.zeekRow + other)])
        #expect(log.texts.map { $0["id.orig_h"] } == ["192.0.2.7", "192.0.2.9"])
        #expect(log.numbers[1]["ts"] == 5)
        let table = try ReadLog([folder.write("a,b\n1,x\na,b\n2,y\n", "table")])
        #expect(table.numbers.map { $0["a"] } == [1, 2])
        #expect(table.rejectedCount == 0)
        // Texts are read by the columns of their own header.
        let turned = try ReadLog(
            [folder.write("a,b\n1,x\nb,a\ny,2\nz,3\n", "turned")], schema: table.schema)
        #expect(turned.numbers.map { $0["a"] } == [1, 2, 3])
        #expect(turned.texts.map { $0["b"] } == ["x", "y", "z"])
        #expect(turned.texts.map { $0["a"] } == ["1", "2", "3"])
    }

    @Test func unknownContentIsAnErrorThatNamesTheKnownFormats() throws {
        let folder = TemporaryFolder()
        let error = #expect(throws: LogError.self) { try ReadLog([folder.write("hello\nworld\n")]) }
        #expect(error?.description.contains("header row") == true)
        #expect(throws: LogError.empty(file: folder.path + "/log")) { try ReadLog([folder.write("")]) }
        #expect(throws: LogError.self) {
            try ReadLog([folder.write(Data((0...255).map { UInt8($0) }), "garbage")])
        }
        #expect(throws: LogError.self) { try ReadLog([folder.write("a,b\n1,2\n")], format: "zeek-conn") }
        #expect(throws: LogError.self) { try ReadLog([folder.write("a,b\n1,2\n")], format: "no-such") }
        #expect(throws: LogError.self) { try ReadLog([folder.path + "/absent"]) }
    }
}
