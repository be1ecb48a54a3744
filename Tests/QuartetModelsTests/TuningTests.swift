import Foundation
import QuartetEngine
import QuartetModels
import QuartetTestSupport
import Testing

/// Encoders are tuned whole or by adapters, and what is saved computes what was trained.
@Suite struct TuningTests {
    static let encoder = Checkout.file("Fixtures/reference/encoders/bert-max-dense")
    static let pair = Checkout.file("Fixtures/reference/encoders/bert-pair")
    static let methods: [TuningOptions.Method] = [.adapter(adapter), .layers, .whole]
    private static var adapter: LowRankAdapter.Configuration {
        var configuration = LowRankAdapter.Configuration()
        configuration.rank = 3
        return configuration
    }

    private static func options(_ folder: String, _ method: TuningOptions.Method, steps: Int) -> TuningOptions
    {
        var options = TuningOptions(TrainingRun(folder: folder))
        (options.method, options.steps, options.batch) = (method, steps, 5)
        (options.learningRate, options.dropout, options.longest) = (0.01, 0, 16)
        (options.run.quiet, options.run.checkpointEvery) = (true, 4)
        return options
    }

    // MARK: Contrastive

    /// Two with one positive, one of another's group, and hard negatives, of which one is another's positive.
    static let similar: [ContrastiveTuning.Example] = [
        .init("the cat", positive: "the cat sat", negatives: ["a dog walks"]),
        .init("cat", positive: "the cat sat", negatives: ["the mat"]),
        .init("a dog", positive: "a dog walks", group: "dogs"),
        .init("dog", positive: "a dog in new york", negatives: ["the cat sat"], group: "dogs"),
        .init("the mat", positive: "on the mat"),
    ]

    private static func sentences(_ method: TuningOptions.Method, _ file: String) throws -> SentenceEncoder {
        if case .adapter = method {
            return try SentenceEncoder(folder: encoder, adapter: LowRankAdapter(path: file))
        }
        return try SentenceEncoder(file: file)
    }

    /// The loss by its formula, and the share of queries whose positive is closest.
    private func contrast(_ encoder: SentenceEncoder, temperature: Float) throws -> (
        loss: Double, right: Double
    ) {
        let examples = Self.similar
        func group(_ example: ContrastiveTuning.Example) -> String { example.group ?? example.positive }
        func vector(_ text: String) throws -> [Float] {
            let vector = try encoder.vectors(of: [text])[0]
            let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
            return vector.map { $0 / length }
        }
        let ofPositive = Dictionary(examples.map { ($0.positive, group($0)) }) { first, _ in first }
        var keys: [(owner: Int?, group: String, vector: [Float])] = []
        for (index, example) in examples.enumerated() {
            keys.append((index, group(example), try vector(example.positive)))
            for text in example.negatives {
                keys.append((nil, ofPositive[text] ?? "text " + text, try vector(text)))
            }
        }
        var (loss, right) = (0.0, 0.0)
        for (index, example) in examples.enumerated() {
            let query = try vector(example.text)
            let logits = keys.compactMap { key -> (isOwn: Bool, value: Float)? in
                if key.owner != index && key.group == group(example) { return nil }
                let product = zip(query, key.vector).reduce(0) { $0 + $1.0 * $1.1 }
                return (key.owner == index, product / temperature)
            }
            let own = try #require(logits.first { $0.isOwn }).value
            loss += Double(log(logits.reduce(0) { $0 + exp($1.value) }) - own)
            right += logits.allSatisfy { $0.value <= own } ? 1 : 0
        }
        let count = Double(examples.count)
        return (loss / count, right / count)
    }

    @Test(arguments: methods) func similarTextsComeClose(_ method: TuningOptions.Method) throws {
        try inFolders { before, after in
            func tuned(in folder: String, steps: Int) throws -> TuningOutcome {
                let tuning = ContrastiveTuning(Self.options(folder, method, steps: steps))
                return try tuning.run(Self.encoder, on: Self.similar, validation: Self.similar)
            }
            let untouched = try tuned(in: before, steps: 0)
            let first = try contrast(SentenceEncoder(folder: Self.encoder), temperature: 0.05)
            #expect(abs(try #require(untouched.validation["loss"]) - first.loss) < 1e-3)
            let outcome = try tuned(in: after, steps: 40)
            let loss = try #require(outcome.validation["loss"])
            #expect(loss < 0.7 * first.loss, "\(first.loss) to \(loss)")
            // What is read again computes what was trained.
            let read = try Self.sentences(method, outcome.file)
            let found = try contrast(read, temperature: 0.05)
            #expect(abs(found.loss - loss) < 1e-3 && found.right == outcome.validation["accuracy"])
            if case .layers = method {
                let (own, base) = try (
                    SafetensorsFile(path: outcome.file),
                    SafetensorsFile(path: Self.encoder + "/model.safetensors")
                )
                let table = "embeddings.word_embeddings.weight"
                #expect(try own.floats(table) == base.floats(table))
            }
        }
    }

    // MARK: Questions

    /// Two collections: a passage with two keys and one with one key in the first, two passages in the second.
    static let keys: [QuestionTuning.Key] = [
        .init("the cat sat on the mat", passage: 0, collection: 0),
        .init("the mat", passage: 0, collection: 0),
        .init("a dog walks", passage: 1, collection: 0),
        .init("new york", passage: 2, collection: 1), .init("a dog in new york", passage: 3, collection: 1),
    ]
    static let asked: [QuestionTuning.Example] = [
        .init("cat", right: [0], collection: 0), .init("dog", right: [1], collection: 0),
        .init("the dog", right: [3], collection: 1), .init("york", right: [2], collection: 1),
        .init("the new dog", right: [2, 3], collection: 1),
    ]

    /// The loss by its formula: questions as the tuned encoder reads them, keys as the published one does.
    private func questionLoss(_ encoder: SentenceEncoder, temperature: Float) throws -> Double {
        let base = try SentenceEncoder(folder: Self.encoder)
        func unit(_ vector: [Float]) -> [Float] {
            let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
            return vector.map { $0 / length }
        }
        let vectors = try base.vectors(of: Self.keys.map(\.text))
        let losses = try Self.asked.map { example -> Double in
            let question = unit(try encoder.vectors(of: [example.question])[0])
            func sum(_ isCounted: (QuestionTuning.Key) -> Bool) -> Float {
                zip(Self.keys, vectors).filter { isCounted($0.0) }.reduce(0) { sum, key in
                    sum + exp(zip(question, key.1).reduce(0) { $0 + $1.0 * $1.1 } / temperature)
                }
            }
            let all = sum { $0.collection == example.collection }
            return Double(log(all) - log(sum { example.right.contains($0.passage) }))
        }
        return losses.reduce(0, +) / Double(losses.count)
    }

    @Test func questionsComeCloseToPassagesThatStay() throws {
        try inFolders { before, after in
            func tuned(in folder: String, steps: Int) throws -> TuningOutcome {
                var tuning = QuestionTuning(Self.options(folder, .adapter(Self.adapter), steps: steps))
                (tuning.temperature, tuning.typingErrors) = (1, 0)
                return try tuning.run(
                    Self.encoder, keys: Self.keys, on: Self.asked, validation: Self.asked)
            }
            let untouched = try tuned(in: before, steps: 0)
            let first = try questionLoss(SentenceEncoder(folder: Self.encoder), temperature: 1)
            #expect(abs(try #require(untouched.validation["loss"]) - first) < 1e-3)
            let outcome = try tuned(in: after, steps: 60)
            let loss = try #require(outcome.validation["loss"])
            #expect(loss < 0.9 * first, "\(first) to \(loss)")
            let read = try SentenceEncoder(folder: Self.encoder, adapter: LowRankAdapter(path: outcome.file))
            #expect(abs(try questionLoss(read, temperature: 1) - loss) < 1e-3)
            // One that shares an encoder's files gives the same, and leaves the other as it was.
            let plain = try SentenceEncoder(folder: Self.encoder)
            let before = try plain.vectors(of: ["the cat"])
            let sharing = try SentenceEncoder(plain, adapter: LowRankAdapter(path: outcome.file))
            #expect(try sharing.vectors(of: ["the cat"]) == read.vectors(of: ["the cat"]))
            #expect(try plain.vectors(of: ["the cat"]) == before)
        }
    }

    // MARK: Pairs

    static let questions: [PairTuning.Example] = [
        .init("the cat", right: "the cat sat on the mat", wrong: ["a dog", "new york"]),
        .init("a dog", right: "a dog walks", wrong: ["the mat", "cat and cat"]),
        .init("new york", right: "walks in new york", wrong: ["the cat"]),
        .init("mat", right: nil, wrong: ["a dog", "new york"]),
        .init("walks", right: "a dog walks in it", wrong: ["the mat sat", "cat"]),
    ]

    private func ranking(_ encoder: PairEncoder) throws -> (loss: Double, right: Double, told: Double) {
        var (loss, right, told) = (0.0, 0.0, 0.0)
        for example in Self.questions {
            let passages = (example.right.map { [$0] } ?? []) + example.wrong
            let scores = try encoder.scores(of: example.question, with: passages).map { Double($0) }
            let targets = passages.indices.map { $0 == 0 && example.right != nil ? 1.0 : 0.0 }
            if example.right != nil {
                loss += log(scores.reduce(0) { $0 + exp($1) }) - scores[0]
            }
            right += example.right == nil || scores.allSatisfy { $0 <= scores[0] } ? 1 : 0
            let terms = zip(scores, targets).map { log(1 + exp($0)) - $0 * $1 }
            loss += 0.5 * terms.reduce(0, +) / Double(terms.count)
            told +=
                zip(scores, targets).reduce(0) { $0 + (($1.0 > 0) == ($1.1 == 1) ? 1 : 0) }
                / Double(terms.count)
        }
        let count = Double(Self.questions.count)
        return (loss / count, right / count, told / count)
    }

    @Test(arguments: methods) func rightPassagesComeFirst(_ method: TuningOptions.Method) throws {
        try inFolders { before, after in
            func tuned(in folder: String, steps: Int) throws -> TuningOutcome {
                var tuning = PairTuning(Self.options(folder, method, steps: steps))
                (tuning.wrong, tuning.weight) = (2, 0.5)
                return try tuning.run(Self.pair, on: Self.questions, validation: Self.questions)
            }
            let first = try ranking(PairEncoder(folder: Self.pair))
            let untouched = try tuned(in: before, steps: 0).validation
            #expect(abs(try #require(untouched["loss"]) - first.loss) < 1e-3)
            #expect(untouched["accuracy"] == first.right)
            #expect(abs(try #require(untouched["toldApart"]) - first.told) < 1e-6)
            let outcome = try tuned(in: after, steps: 60)
            let loss = try #require(outcome.validation["loss"])
            #expect(loss < 0.8 * first.loss, "\(first.loss) to \(loss)")
            var read: PairEncoder
            if case .adapter = method {
                read = try PairEncoder(folder: Self.pair, adapter: LowRankAdapter(path: outcome.file))
            } else {
                read = try PairEncoder(file: outcome.file)
            }
            #expect(abs(try ranking(read).loss - loss) < 1e-3)
        }
    }

    // MARK: Classes

    static let sorted: [ClassifierTuning.Example] = [
        .init("the cat", label: "cats"), .init("a dog", label: "dogs"), .init("cat and cat", label: "cats"),
        .init("dog on the mat", label: "dogs"), .init("new york", label: "places"),
        .init("in new york", label: "places"), .init("cat", label: "cats"),
    ]

    private static func classifier(_ method: TuningOptions.Method, _ file: String) throws -> TextClassifier {
        if case .adapter = method {
            return try TextClassifier(encoder: encoder, adapter: LowRankAdapter(path: file))
        }
        return try TextClassifier(file: file)
    }

    @Test(arguments: methods) func classesAreLearned(_ method: TuningOptions.Method) throws {
        try inFolder { folder in
            let tuning = ClassifierTuning(Self.options(folder, method, steps: 60))
            let outcome = try tuning.run(
                Self.encoder, on: Self.sorted, validation: Self.sorted + [.init("?", label: "unknown")])
            let classifier = try Self.classifier(method, outcome.file)
            #expect(classifier.labels == ["cats", "dogs", "places"])
            let logits = try classifier.logits(of: Self.sorted.map(\.text))
            if case .adapter = method {
                let sharing = try TextClassifier(
                    encoder: SentenceEncoder(folder: Self.encoder),
                    adapter: LowRankAdapter(path: outcome.file))
                #expect(try sharing.logits(of: Self.sorted.map(\.text)) == logits)
            }
            var (loss, right) = (0.0, 0.0)
            for (row, example) in zip(logits, Self.sorted) {
                let own = row[try #require(classifier.labels.firstIndex(of: example.label))]
                loss += Double(log(row.reduce(0) { $0 + exp($1) }) - own)
                right += row.allSatisfy { $0 <= own } ? 1 : 0
            }
            let count = Double(Self.sorted.count)
            #expect(abs(try #require(outcome.validation["loss"]) - loss / count) < 1e-3)
            #expect(outcome.validation["accuracy"] == right / count)
            #expect(loss / count < 0.7, "\(loss / count)")
        }
    }

    // MARK: Runs and files

    @Test(arguments: methods) func aStoppedTuningResumesBitForBit(_ method: TuningOptions.Method) throws {
        try inFolders { whole, parts in
            func run(in folder: String, stopAt: Int?, resume: Bool) throws -> Int {
                var options = Self.options(folder, method, steps: 8)
                (options.run.stopAt, options.run.resume, options.dropout) = (stopAt, resume, 0.1)
                return try ContrastiveTuning(options).run(
                    Self.encoder, on: Self.similar, validation: Self.similar
                ).training.step
            }
            #expect(try run(in: whole, stopAt: nil, resume: false) == 8)
            #expect(try run(in: parts, stopAt: 3, resume: false) == 3)
            #expect(try run(in: parts, stopAt: nil, resume: true) == 8)
            for file in ["last.safetensors", "encoder.safetensors", "best.safetensors", "metrics.jsonl"] {
                let contents = try [whole, parts].map {
                    try Data(contentsOf: URL(filePath: $0 + "/" + file))
                }
                #expect(contents[0] == contents[1], "\(file)")
            }
        }
    }

    /// An adapter is small, leaves its encoder alone, and is refused beside other weights.
    @Test func anAdapterBelongsToItsWeights() throws {
        try inFolder { folder in
            let before = try Data(contentsOf: URL(filePath: Self.encoder + "/model.safetensors"))
            let outcome = try ContrastiveTuning(Self.options(folder, .adapter(Self.adapter), steps: 2)).run(
                Self.encoder, on: Self.similar)
            #expect(try Data(contentsOf: URL(filePath: Self.encoder + "/model.safetensors")) == before)
            let file = try ModelFile<LowRankAdapter.Description>(path: outcome.file)
            #expect(file.description.base == (try SentenceEncoder(folder: Self.encoder).fingerprint))
            #expect(file.description.matrices.count == 2 * 5 && file.description.replaced.isEmpty)
            #expect(file.description.matrices["blocks.1.linear1"] == [12, 8])
            let adapter = try LowRankAdapter(path: outcome.file)
            let error = #expect(throws: CheckpointError.self) {
                try SentenceEncoder(
                    folder: Checkout.file("Fixtures/reference/encoders/bert-cls"), adapter: adapter)
            }
            #expect(error?.reason.contains("the adapter belongs to weights") == true)
            let other = #expect(throws: CheckpointError.self) {
                try TextClassifier(encoder: Self.encoder, adapter: adapter)
            }
            #expect(
                other?.reason.contains("is an adapter without classes") == true && other?.file == outcome.file
            )
            let tuned = try SentenceEncoder(folder: Self.encoder, adapter: adapter)
            #expect(tuned.fingerprint != file.description.base)
        }
    }

    /// A file that claims the right weights and changes others is refused before anything is written.
    @Test(arguments: [
        ("blocks.0.linear1", [3, 8], "is [12, 8]; the adapter changes one of [3, 8]"),
        ("blocks.7.linear1", [12, 8], "is missing; the adapter changes one of [12, 8]"),
    ])
    func anAdapterFitsItsWeights(_ layer: String, _ shape: [Int], _ reason: String) throws {
        try inFolder { folder in
            let description = LowRankAdapter.Description(
                configuration: Self.adapter, base: try SentenceEncoder(folder: Self.encoder).fingerprint,
                matrices: [layer: shape], replaced: [:])
            let store = ParameterStore()
            _ = store.scope(layer).parameter("A", shape: [3, shape[1]], .ones)
            _ = store.scope(layer).parameter("B", shape: [shape[0], 3], .ones)
            store.initialize(seed: 1)
            try ModelFile.write(store, describedBy: description, to: folder + "/a.safetensors")
            let adapter = try LowRankAdapter(path: folder + "/a.safetensors")
            let error = #expect(throws: CheckpointError.self) {
                try SentenceEncoder(folder: Self.encoder, adapter: adapter)
            }
            #expect(error?.reason == reason && error?.tensor == layer + ".weight", "\(error as Any)")
        }
    }

    @Test func whatCannotBeTunedIsRefused() throws {
        try inFolder { folder in
            var options = Self.options(folder, .layers, steps: 2)
            options.batch = 6
            let few = #expect(throws: TrainingError.self) {
                try ContrastiveTuning(options).run(Self.encoder, on: Self.similar)
            }
            #expect(few?.description.contains("found 5 examples, need at least 6") == true)
            var contrastive = ContrastiveTuning(Self.options(folder, .layers, steps: 2))
            contrastive.temperature = 0
            #expect(throws: InvalidConfiguration.self) {
                try contrastive.run(Self.encoder, on: Self.similar)
            }
            var pairs = PairTuning(Self.options(folder, .layers, steps: 2))
            pairs.wrong = 0
            #expect(throws: InvalidConfiguration.self) { try pairs.run(Self.pair, on: Self.questions) }
            #expect(throws: TrainingError.self) { try ClassifierTuning(options).run(Self.encoder, on: []) }
            options.dropout = 1
            #expect(throws: InvalidConfiguration.self) {
                try ClassifierTuning(options).run(Self.encoder, on: Self.sorted)
            }
            #expect(throws: (any Error).self) {
                try PairTuning(Self.options(folder, .layers, steps: 2)).run(Self.encoder, on: Self.questions)
            }
        }
    }
}
