import Foundation
import QuartetSupport
import QuartetTestSupport
import Testing

/// Large knowledge bases. Each takes a minute or more and prints its figures.
@Suite(.serialized, .enabled(if: DataFolder.isPatient, "QUARTET_SLOW_TESTS is not set")) struct ScaleTests {
    /// Articles of ten passages; more with `QUARTET_SLOW_TESTS=100000`.
    static let articles = [
        1_000, ProcessInfo.processInfo.environment["QUARTET_SLOW_TESTS"].flatMap { Int($0) } ?? 0,
    ].filter { $0 > 1 }

    /// Words whose frequencies fall like those of a language (Zipf).
    private struct Writer {
        private var generator = SeededGenerator(5)

        mutating func word() -> String {
            let rank = Int(exp(Double.random(in: 0..<log(200_000), using: &generator)))
            return "w" + String(rank &* 2_654_435_761 % 0x100_0000, radix: 36)
        }

        mutating func text(_ words: Int) -> String { (0..<words).map { _ in word() }.joined(separator: " ") }

        mutating func articles(_ range: Range<Int>) -> [PreparedArticle] {
            range.map { index in
                var writer = self
                defer { self = writer }
                return StoreFixture.article(
                    "article-\(index)", writer.text(5),
                    (0..<10).map { _ in (0..<5).map { _ in writer.text(12) } })
            }
        }
    }

    /// Vectors that cost nothing, of the width of MiniLM.
    private static let encoder: PassageEncoder = {
        var encoder = PassageEncoder(fingerprint: "free") { texts in
            texts.map { text in (0..<384).map { Float((text.utf8.count * 31 + $0 * 17) % 255) - 127 } }
        }
        encoder.grains = [.passage]
        return encoder
    }()

    /// Prints the time by the clock, and that of the processor, on which other programs may run.
    private func timed<Result>(_ what: String, _ body: () throws -> Result) rethrows -> Result {
        let (begin, work) = (ContinuousClock.now, clock())
        let result = try body()
        let time = (ContinuousClock.now - begin) / .milliseconds(1)
        print("\(what): \(Int(time)) ms, processor \(Int(clock() - work) / 1000) ms")
        fflush(nil)
        return result
    }

    @Test(arguments: ScaleTests.articles) func importsOpensAndFinds(_ articles: Int) throws {
        let folder = TemporaryFolder()
        let path = folder.file("kb.sqlite")
        var writer = Writer()
        let first = try KnowledgeBase.open(path)
        for start in stride(from: 0, to: articles, by: 10_000) {
            let part = writer.articles(start..<min(start + 10_000, articles))
            try timed("import of \(part.count * 10) passages") {
                try first.apply(part, encoder: Self.encoder, at: StoreFixture.at(0))
            }
        }
        let base = try timed("opening \(articles * 10) passages") { try KnowledgeBase.open(path) }
        let vectors = try timed("vectors") { try base.vectors(of: "free") }
        #expect(vectors.count == articles * 10 && vectors.width == 384)
        let vocabulary = try timed("vocabulary") { try base.vocabulary() }
        #expect(try timed("owners") { try base.passageOwners() }.passages.count == articles * 10)
        _ = try timed("fingerprints") { try base.fingerprints() }
        let byFrequency = vocabulary.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        for share in [0.5, 0.05, 0.009, 0.001] {
            let wanted = Int(share * Double(articles * 10))
            let words = byFrequency.drop { $0.value > wanted }.prefix(4)
            for _ in 0..<2 {
                let found = try timed("BM25 of words with \(words.map(\.value)) passages") {
                    try base.wordMatches(words.map(\.key), limit: 50)
                }
                #expect(!found.isEmpty)
                _ = try timed("50 passages") { try base.passages(found.map(\.passage)) }
            }
        }
        let changed = StoreFixture.article("article-0", "changed", [["new"]])
        try timed("one article again") {
            try base.apply([changed], encoder: Self.encoder, at: StoreFixture.at(1))
        }
        try base.begin("s", customer: "Ann", at: StoreFixture.at(0))
        _ = try timed("a turn") {
            try base.append(
                TurnRecord(.customer, "my name is Quillon"), reply: TurnRecord(.bot, "ok"), to: "s",
                at: StoreFixture.at(1))
        }
        let report = try timed("forget") { try base.forget("Ann") }
        #expect(report.isFinished && report.found == 0, "\(report)")
        print(try FileManager.default.attributesOfItem(atPath: path)[.size] ?? 0, "bytes")
    }

    /// Eight conversations that search and store, without an encoder.
    @Test func conversationsAtOnce() throws {
        let fixture = try StoreFixture()
        var writer = Writer()
        try fixture.base.apply(writer.articles(0..<1000), encoder: nil, at: StoreFixture.at(0))
        let words = try fixture.base.vocabulary().sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(
            \.key)
        let begin = ContinuousClock.now
        DispatchQueue.concurrentPerform(iterations: 8) { task in
            #expect(throws: Never.self) {
                try fixture.base.begin("s\(task)", at: StoreFixture.at(0))
                for turn in 0..<200 {
                    let query = (0..<8).map { words[(task * 31 + turn * 7 + $0 * 101) % 2000 + 20] }
                    let found = try fixture.base.wordMatches(query, limit: 50)
                    _ = try fixture.base.passages(found.map(\.passage))
                    try fixture.base.append(
                        TurnRecord(.customer, "q"), reply: TurnRecord(.bot, "r"), to: "s\(task)",
                        at: StoreFixture.at(1))
                }
            }
        }
        print("turns a second:", 1600 / ((ContinuousClock.now - begin) / .seconds(1)))
    }
}
