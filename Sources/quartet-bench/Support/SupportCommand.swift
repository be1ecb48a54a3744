import ArgumentParser
import Foundation
import QuartetCommandLine
import QuartetSupport

/// `quartet-bench support`: how fast the support bot answers.
struct SupportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "support", abstract: "Measure how fast the support bot answers from many passages.",
        discussion: """
            Makes articles of an invented shop from templates, imports them twice, opens the knowledge base, and asks it \
            the questions of a CSV file with the column question: first each for an extract, then as messages of several \
            customers at once. The models are those of `quartet support`.

            With --random-vectors passages get random vectors, because the encoder's would take hours for a million of \
            them: as many as usual, but above 100,000 passages one each. Only words then find what is right. The articles \
            do not come from files, so they are stored once.

            EXAMPLES:
              quartet-bench support --questions Benchmarks/Support/shop-questions.csv
              quartet-bench support --questions questions.csv --passages 100000
            """)

    @Option(
        help: ArgumentHelp("Questions, a CSV file.", valueName: "file"),
        completion: .file(extensions: ["csv"]))
    var questions: String

    @Option(help: ArgumentHelp("Passages, a multiple of 10.", valueName: "number"))
    var passages = 10_000

    @Option(
        help: ArgumentHelp("Messages, from the beginning of the file and over again.", valueName: "number"))
    var messages = 300

    @Option(help: ArgumentHelp("Conversations at once, separated by commas.", valueName: "numbers"))
    var conversations = CommaSeparated([1, 8])

    @Option(
        help: ArgumentHelp(
            "Keep the knowledge base in this file; where it exists already, nothing is imported.",
            valueName: "file"),
        completion: .file())
    var kb: String?

    @Flag(help: "Give passages random vectors.")
    var randomVectors = false

    @OptionGroup var json: JSONOptions

    func validate() throws {
        try check(passages, in: InventedArticles.passagesOfArticle...10_000_000, "--passages")
        try check(messages, in: 1...1_000_000, "--messages")
        for count in conversations.values { try check(count, in: 1...256, "--conversations") }
    }

    private struct Result: Encodable {
        var articles = 0
        var passages = 0
        var importSeconds: Double?
        var secondImportSeconds: Double?
        var openingMilliseconds = 0.0
        /// From a question to the sentences that answer it, without storing a conversation.
        var extractMedianMilliseconds = 0.0
        var extractPercentile95Milliseconds = 0.0
        var replies: [ReplyLoad.Figures] = []
        var peakMemoryMiB = 0.0
    }

    func run() throws {
        let items = try QuestionSet(path: questions).items.map(\.question)
        guard !items.isEmpty else { throw ValidationError("\(questions) has no questions.") }
        let asked = (0..<messages).map { items[$0 % items.count] }
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = kb ?? folder + "/kb.sqlite"
        let models = DeskModels.best()
        for note in models.notes { StandardError.print(note) }
        var result = Result()
        if !FileManager.default.fileExists(atPath: path) {
            try fill(path, models, folder: folder, &result)
        }
        var opened: Desk?
        result.openingMilliseconds =
            1000
            * (try seconds { opened = try Desk(KnowledgeBase.open(path, creating: false), models: models) })
        guard let desk = opened else { return }
        (result.articles, result.passages) = try desk.knowledge.counts()
        // What is made for the first question, such as plans, is not of the others.
        for question in asked.prefix(20) { _ = try desk.finder(question) }
        let times = Percentiles(
            try asked.map { question in 1000 * (try seconds { _ = try desk.finder(question) }) })
        (result.extractMedianMilliseconds, result.extractPercentile95Milliseconds) = (times[0.5], times[0.95])
        let load = ReplyLoad(desk: desk, messages: asked)
        result.replies = conversations.values.map { load(conversations: $0) }
        result.peakMemoryMiB = Measurement.peakMemory()
        if json.isRequested { return try JSONOutput.print(result) }
        report(result)
    }

    private func fill(_ path: String, _ models: DeskModels, folder: String, _ result: inout Result) throws {
        let knowledge = try KnowledgeBase.open(path)
        let articles = passages / InventedArticles.passagesOfArticle
        if randomVectors {
            result.importSeconds = try seconds { try applyRandom(articles, to: knowledge, models) }
            return
        }
        let source = folder + "/articles"
        try FileManager.default.createDirectory(atPath: source, withIntermediateDirectories: true)
        for number in 0..<articles {
            let article = InventedArticles(number)
            try article.markdown.write(
                toFile: "\(source)/\(article.id).md", atomically: false, encoding: .utf8)
        }
        let importing = KnowledgeImport(into: knowledge, encoder: models.encoder)
        result.importSeconds = try seconds { _ = try importing([source], at: Date()) }
        result.secondImportSeconds = try seconds { _ = try importing([source], at: Date()) }
    }

    /// In blocks, whose texts fit into memory.
    private func applyRandom(_ articles: Int, to knowledge: KnowledgeBase, _ models: DeskModels) throws {
        let encoder = models.encoder.map { encoder in
            var random = PassageEncoder(fingerprint: encoder.fingerprint) { [width = encoder.width] texts in
                texts.map { Self.randomVector(for: $0, width: width) }
            }
            if passages > 100_000 { random.grains = [.passage] }
            return random
        }
        for start in stride(from: 0, to: articles, by: 1000) {
            let block = (start..<min(start + 1000, articles)).map { InventedArticles($0).prepared }
            try knowledge.apply(block, encoder: encoder, at: Date())
        }
    }

    private static func randomVector(for text: String, width: Int) -> [Float] {
        // Only a hash of the text: the same numbers in each run are not needed.
        var state = UInt64(bitPattern: Int64(text.hashValue)) | 1
        let scale = (3 / Float(width)).squareRoot()
        return (0..<width).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (Float(state >> 40) / Float(1 << 23) - 1) * scale
        }
    }

    private func report(_ result: Result) {
        func line(_ what: String, _ value: Double?, _ unit: String) {
            if let value { print(String(format: "%@  %.1f %@", what, value, unit)) }
        }
        print("\(result.passages) passages of \(result.articles) articles")
        line("import        ", result.importSeconds, "s")
        line("import again  ", result.secondImportSeconds, "s")
        line("opening       ", result.openingMilliseconds, "ms")
        print(
            String(
                format: "extract         median %.1f ms, 95th percentile %.1f ms",
                result.extractMedianMilliseconds, result.extractPercentile95Milliseconds))
        for replies in result.replies {
            let actions = replies.actions.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
            print(
                String(
                    format:
                        "%d conversations  %.1f replies/s, median %.1f ms, 95th percentile %.1f ms, locked %d, failed %d",
                    replies.conversations, replies.repliesPerSecond, replies.medianMilliseconds,
                    replies.percentile95Milliseconds, replies.locked, replies.failed)
                    + " (" + actions.joined(separator: ", ") + ")")
        }
        line("peak memory   ", result.peakMemoryMiB, "MiB")
    }

    private func seconds(_ work: () throws -> Void) rethrows -> Double {
        try ContinuousClock().measure(work) / .seconds(1)
    }
}
