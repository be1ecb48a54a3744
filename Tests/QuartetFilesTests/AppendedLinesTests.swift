import Foundation
import QuartetFiles
import QuartetTestSupport
import Testing

@Suite struct AppendedLinesTests {
    private func texts(_ lines: [AppendedLines.Line]) -> [String] {
        lines.map { String(decoding: $0.bytes, as: UTF8.self) }
    }

    @Test func eachReaderSeesWhatOthersAppended() throws {
        try inFolder { folder in
            let (one, two) = (AppendedLines(path: folder + "/a"), AppendedLines(path: folder + "/a"))
            #expect(try one.news().isEmpty)
            try one.append { _ in ["a", "b"] }
            #expect(try one.news().isEmpty)
            var seen: [String] = []
            try two.append { news in
                seen = texts(news)
                return ["c"]
            }
            #expect(seen == ["a", "b"])
            let news = try one.news()
            #expect(texts(news) == ["c"])
            #expect(news.map(\.number) == [3])
        }
    }

    @Test func aCutLastLineIsPassedOverAndThenRemoved() throws {
        let folder = TemporaryFolder()
        let path = try folder.write("a\nb\n{\"half", to: "a")
        let lines = AppendedLines(path: path)
        #expect(texts(try lines.news()) == ["a", "b"])
        try AppendedLines(path: path).append { _ in ["c"] }
        #expect(try folder.text("a") == "a\nb\nc\n")
        #expect(texts(try lines.news()) == ["c"])
    }

    @Test func whatCannotBeWrittenLeavesTheFileAsItWas() throws {
        let folder = TemporaryFolder()
        let path = try folder.write("a\n", to: "a")
        let lines = AppendedLines(path: path)
        struct Refused: Error {}
        #expect(throws: Refused.self) { try lines.append { _ in throw Refused() } }
        #expect(try folder.text("a") == "a\n")
        // A device without room, as a full disk is.
        #expect(throws: FileError.self) { try AppendedLines(path: "/dev/full").append { _ in ["x"] } }
        withExtendedLifetime(folder) {}
    }

    @Test func oneAppendWaitsForTheOther() throws {
        try inFolder { folder in
            let path = folder + "/a"
            try AppendedLines(path: path).append { _ in ["a"] }
            let descriptor = open(path, O_RDWR)
            #expect(flock(descriptor, LOCK_EX) == 0)
            #expect(throws: FileError.self) {
                try AppendedLines(path: path).append(patience: .milliseconds(50)) { _ in ["b"] }
            }
            close(descriptor)
            try AppendedLines(path: path).append { _ in ["b"] }
            #expect(texts(try AppendedLines(path: path).news()) == ["a", "b"])
        }
    }

    @Test func appendsOfManyThreadsAreAllThere() async throws {
        let folder = TemporaryFolder()
        let path = folder.file("a")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for thread in 0..<4 {
                group.addTask {
                    let lines = AppendedLines(path: path)
                    for number in 0..<25 { try lines.append { _ in ["\(thread) \(number)", "second"] } }
                }
            }
            try await group.waitForAll()
        }
        let lines = texts(try AppendedLines(path: path).news())
        #expect(lines.count == 200)
        #expect(Set(lines).count == 101)
        withExtendedLifetime(folder) {}
    }
}
