import Foundation
import QuartetTestSupport
import QuartetTraffic
import Testing

/// Captures read by ``LogReader``.
@Suite struct CaptureLogTests {
    @Test func aCaptureIsALogOfConnections() throws {
        let folder = TemporaryFolder()
        var capture = CaptureBuilder()
        capture.addConversation(at: 0)
        capture.addUDP(CaptureBuilder.query, ports: (5000, 53), at: 30)
        let log = try ReadLog([folder.write(Data(capture.bytes), "misleading.csv")])
        #expect(log.failure == nil)
        #expect(log.format == "zeek-conn")
        #expect(log.texts.map { $0["proto"] } == ["tcp", "udp"])
        #expect(log.numbers.first?["orig_bytes"] == 300)
        #expect(log.texts.first?["conn_state"] == "SF")
        #expect(log.rejectedCount == 0)
    }

    @Test func aTruncatedCaptureIsReadAsFarAsItGoes() throws {
        let folder = TemporaryFolder()
        var capture = CaptureBuilder()
        for second in 0..<50 { capture.addConversation(at: Double(second * 20)) }
        let log = try ReadLog([folder.write(Data(capture.bytes.dropLast(5)), "capture")])
        #expect(log.texts.count == 50)
        guard case .damaged(_, let reason, records: 50)? = log.failure as? LogError else {
            Issue.record("\(String(describing: log.failure))")
            return
        }
        #expect(reason.hasPrefix("after 449 packets: "))
    }

    @Test func aCaptureOfUnsupportedFramesIsAnError() throws {
        let folder = TemporaryFolder()
        let path = try folder.write(Data(CaptureBuilder(linkType: 105).bytes), "capture")
        #expect(throws: LogError.self) { try ReadLog([path]) }
    }
}
