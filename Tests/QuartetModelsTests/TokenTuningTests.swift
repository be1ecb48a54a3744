import Foundation
import QuartetEngine
import QuartetModels
import QuartetTestSupport
import QuartetText
import Testing

/// Encoders are tuned to find entities and answers, and what is saved finds what was learned.
@Suite struct TokenTuningTests {
    /// One with random weights, where nothing is to be learned.
    static let random = Checkout.file("Fixtures/reference/encoders/bert-max-dense")
    /// One that knows a few words.
    static let encoder: TemporaryFolder = {
        let folder = TemporaryFolder()
        let lines = tagged.map(\.text) + questions.flatMap { [$0.question, $0.passage] }
        let text = [[String]](repeating: lines, count: 12).flatMap { $0 }
        var options = MaskedLab.Options(TrainingRun(folder: folder.path))
        (options.width, options.layers, options.heads, options.context) = (32, 2, 4, 48)
        (options.batch, options.steps, options.learningRate, options.dropout) = (8, 150, 5e-3, 0)
        options.run.quiet = true
        var trainer = WordPieceTrainer()
        trainer.vocabularySize = 300
        _ = try? MaskedLab(options).run(on: text, validation: [], tokenizer: trainer.train(on: text))
        return folder
    }()

    private static func options(_ folder: String, _ method: TuningOptions.Method, steps: Int) -> TuningOptions
    {
        var options = TuningOptions(TrainingRun(folder: folder))
        (options.method, options.steps, options.batch) = (method, steps, 4)
        (options.learningRate, options.dropout, options.longest) = (method == .whole ? 3e-3 : 1e-2, 0, 48)
        (options.run.quiet, options.run.checkpointEvery) = (true, 50)
        return options
    }

    private static var adapter: TuningOptions.Method {
        var configuration = LowRankAdapter.Configuration()
        configuration.rank = 8
        return .adapter(configuration)
    }

    // MARK: Entities

    private static func example(_ text: String, _ parts: [(String, String)]) -> EntityTuning.Example {
        EntityTuning.Example(
            text,
            spans: parts.map { label, part in
                let range = text.range(of: part) ?? text.startIndex..<text.startIndex
                let scalars = text.unicodeScalars
                let start = scalars.distance(from: scalars.startIndex, to: range.lowerBound)
                return Entity(label: label, start: start, end: start + part.unicodeScalars.count)
            })
    }

    static let tagged = [
        example("the cat sat in new york", [("animal", "cat"), ("place", "new york")]),
        example("a dog in new york", [("animal", "dog"), ("place", "new york")]),
        example("new york, the cat", [("place", "new york"), ("animal", "cat")]),
        example("😀 the dog and it", [("animal", "dog")]),
        example("it walks on the mat", []),
        example("the mat in new york", [("place", "new york")]),
        example("walking a cat", [("animal", "cat")]),
        example("sat on it", []),
    ]

    @Test(arguments: [adapter, .whole]) func entitiesAreLearned(_ method: TuningOptions.Method) throws {
        try inFolder { folder in
            let outcome = try EntityTuning(Self.options(folder, method, steps: 200)).run(
                Self.encoder.path, on: Self.tagged, validation: Self.tagged)
            #expect(outcome.file == folder + "/entities.safetensors")
            let tagger = try EntityTagger(tuned: outcome.file)
            #expect(tagger.description.labels == ["animal", "place"])
            let found = try tagger.entities(in: Self.tagged.map(\.text))
            #expect(found.map { $0.map(\.entity) } == Self.tagged.map(\.spans))
            #expect(found[0].map(\.text) == ["cat", "new york"])
            #expect(found.joined().allSatisfy { (0.5...1).contains($0.confidence) })
            // The texts that were trained on are those that are measured.
            #expect(try #require(outcome.validation["accuracy"]) > 0.99)
            // A text of more tokens than the encoder reads comes in parts; places are those of the whole.
            let long = String(repeating: "😀 the cat sat in new york, ", count: 8)
            let scalars = Array(long.unicodeScalars)
            let all = try tagger.entities(in: [long, ""])
            #expect(all[0].count > 8 && all[1].isEmpty)
            for finding in all[0] {
                var part = ""
                part.unicodeScalars.append(contentsOf: scalars[finding.entity.start..<finding.entity.end])
                #expect(part == finding.text)
            }
            #expect(zip(all[0], all[0].dropFirst()).allSatisfy { $0.entity.end <= $1.entity.start })
            #expect(try #require(all[0].last).entity.start > scalars.count - 30)
        }
    }

    @Test(arguments: [
        (Entity(label: "x", start: 2, end: 9), "not a part of the text, which has 3 characters"),
        (Entity(label: "x", start: 2, end: 2), "not a part of the text"),
        (Entity(label: "x", start: -1, end: 2), "not a part of the text"),
        (Entity(label: " ", start: 0, end: 1), "the span 0 to 1 has no label"),
        (Entity(label: "y", start: 1, end: 3), "overlap"),
    ])
    func spansThatCannotBeLearnedAreTold(_ entity: Entity, _ reason: String) throws {
        let example = EntityTuning.Example("cat", spans: [Entity(label: "x", start: 0, end: 2), entity])
        #expect(try #require(example.problem).contains(reason))
        #expect(throws: InvalidConfiguration.self) {
            try EntityTuning(Self.options("/nowhere", .whole, steps: 1)).run(
                Self.random, on: [EntityTuning.Example](repeating: example, count: 4))
        }
    }

    // MARK: Answers

    private static func question(_ question: String, _ passage: String, _ answer: String?)
        -> AnswerTuning.Example
    {
        let scalars = passage.unicodeScalars
        let range = answer.flatMap { passage.range(of: $0) }.map {
            scalars.distance(
                from: scalars.startIndex, to: $0.lowerBound)..<scalars.distance(
                    from: scalars.startIndex, to: $0.upperBound)
        }
        return .init(question, passage: passage, answers: range.map { [$0] } ?? [])
    }

    static let questions = [
        question("cat ?", "the cat sat on the mat", "the mat"),
        question("dog ?", "a dog walks in new york", "new york"),
        question("cat ?", "a dog walks in new york", nil),
        question("dog ?", "the cat sat on the mat", nil),
        question("cat ?", "it sat, the cat in it", "it"),
        question("dog ?", "the mat, a dog", "the mat"),
    ]

    @Test(arguments: [adapter, .whole]) func answersAreLearned(_ method: TuningOptions.Method) throws {
        try inFolder { folder in
            var options = Self.options(folder, method, steps: 300)
            options.batch = 6
            let outcome = try AnswerTuning(options).run(
                Self.encoder.path, on: Self.questions, validation: Self.questions)
            let finder = try AnswerFinder(tuned: outcome.file)
            let found = try finder.findings(Self.questions.map { ($0.question, $0.passage) })
            for (example, finding) in zip(Self.questions, found) {
                let place = finding.start..<finding.end
                #expect((finding.margin > 0 ? [place] : []) == example.answers, "\(example) \(finding)")
                if let text = example.answerTexts.first {
                    #expect(finding.text == text && finding.confidence > 0.25)
                }
            }
            #expect(try #require(outcome.validation["exact"]) == 1)
            // A long passage is read in parts, and the places are those of the whole.
            let long = "😀 " + String(repeating: "it sat in it, ", count: 12) + "a dog walks in new york"
            let scalars = Array(long.unicodeScalars)
            let far = try finder.findings([("dog ?", long), ("dog ?", "")])
            var part = ""
            part.unicodeScalars.append(contentsOf: scalars[far[0].start..<far[0].end])
            #expect(part == far[0].text)
            #expect(far[1].text == nil && far[1].margin < 0)
        }
    }

    @Test func aStoppedTuningResumesBitForBit() throws {
        try inFolders { whole, parts in
            func run(in folder: String, stopAt: Int?, resume: Bool) throws -> Int {
                var options = Self.options(folder, Self.adapter, steps: 8)
                (options.run.stopAt, options.run.resume, options.dropout) = (stopAt, resume, 0.1)
                return try AnswerTuning(options).run(
                    Self.random, on: Self.questions, validation: Self.questions
                ).training.step
            }
            #expect(try run(in: whole, stopAt: nil, resume: false) == 8)
            #expect(try run(in: parts, stopAt: 3, resume: false) == 3)
            #expect(try run(in: parts, stopAt: nil, resume: true) == 8)
            for file in ["last.safetensors", "answer.safetensors", "best.safetensors", "metrics.jsonl"] {
                let contents = try [whole, parts].map { try Data(contentsOf: URL(filePath: $0 + "/" + file)) }
                #expect(contents[0] == contents[1], "\(file)")
            }
        }
    }

    // MARK: Files

    /// An adapter finds its encoder again, and is refused by other tasks.
    @Test func anAdapterKnowsItsTaskAndItsEncoder() throws {
        try inFolder { folder in
            let moved = folder + "/encoder"
            try FileManager.default.copyItem(atPath: Self.random, toPath: moved)
            let outcome = try EntityTuning(Self.options(folder + "/out", Self.adapter, steps: 2)).run(
                moved, on: Self.tagged)
            _ = try EntityTagger(tuned: outcome.file)
            let other = #expect(throws: CheckpointError.self) { try AnswerFinder(tuned: outcome.file) }
            #expect(other?.reason.contains("is an adapter for another task") == true)
            try FileManager.default.removeItem(atPath: moved)
            let gone = #expect(throws: CheckpointError.self) { try EntityTagger(tuned: outcome.file) }
            #expect(gone?.reason.contains("\(moved), which is not there") == true)
            _ = try EntityTagger(tuned: outcome.file, encoder: Self.random)
        }
    }
}
