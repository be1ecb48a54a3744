import Foundation
import QuartetTestSupport
import QuartetTraffic
import Testing

@Suite struct TrafficRejectsTests {
    @Test func aLogIsNotEmptiedForItsRejectedLines() throws {
        let folder = TemporaryFolder()
        try folder.write("a,b\n1,x\n2,y\n", to: "log.csv")
        let run = try Program.run(["traffic", "inspect", "log.csv", "--rejects", "log.csv"], in: folder.path)
        #expect(run.status == 64)
        #expect(run.errors.contains("this is one of the logs"))
        #expect(try folder.text("log.csv") == "a,b\n1,x\n2,y\n")
    }

    /// Training logs and calibration logs share one file of rejected lines.
    @Test func rejectedLinesOfASecondSetOfLogsAreAppended() throws {
        let folder = TemporaryFolder()
        let path = try folder.write("first.log:3: reason\tline\n", to: "rejects")
        _ = try RejectedLines(writingTo: path, appending: true)
        #expect(try folder.text("rejects") == "first.log:3: reason\tline\n")
        _ = try RejectedLines(writingTo: path)
        #expect(try folder.text("rejects") == "")
    }
}
