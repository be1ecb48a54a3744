import Foundation
import QuartetTestSupport
import Testing

/// How much memory `traffic inspect` takes for content that is small while it is packed.
@Suite struct TrafficMemoryTests {
    private static func peak(_ content: Data) throws -> Int {
        try Program.peakMemory(["traffic", "inspect", "-"], input: content)
    }

    private static let small = Data("a,b\n1,x\n2,y\n".utf8)

    @Test func emptyLinesAreNotKept() throws {
        let newlines = Data(repeating: 10, count: 12 << 20)
        let usual = try Self.peak(Data(repeating: 10, count: 1 << 20) + Self.small)
        let before = try Self.peak(newlines + Self.small)
        let behind = try Self.peak(Data("a,b\n".utf8) + newlines + Data("1,x\n".utf8))
        #expect(before - usual < 8 << 20 && behind - usual < 8 << 20, "\(usual), \(before), \(behind) bytes")
    }

    /// The lines that a format is recognised by are bounded by their bytes, not only by their number.
    @Test func longLinesAreNotAllKeptForTheSample() throws {
        let line = Data("1,".utf8) + Data(repeating: 120, count: 900_000) + Data("\n".utf8)
        var content = Data("a,b\n".utf8)
        for _ in 0..<80 { content += line }
        let usual = try Self.peak(Data(repeating: 10, count: 1 << 20) + Self.small)
        let long = try Self.peak(content)
        #expect(long - usual < 80 << 20, "\(usual) and \(long) bytes of \(content.count)")
    }
}
