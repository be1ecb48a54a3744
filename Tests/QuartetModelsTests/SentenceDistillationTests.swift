import Foundation
import QuartetEngine
import QuartetFiles
import QuartetModels
import QuartetTestSupport
import QuartetText
import Testing

/// A student follows a small encoder of random weights.
@Suite struct SentenceDistillationTests {
    private static let words = [
        "order": "bestellung", "parcel": "paket", "size": "grösse", "price": "preis", "return": "rückgabe",
        "late": "spät", "lost": "verloren", "new": "neu", "wrong": "falsch", "my": "mein",
    ]

    /// Two words and their translations, 90 pairs.
    private static let pairs = words.keys.sorted().flatMap { first in
        words.keys.sorted().filter { $0 != first }.map { second in
            PairTable.Pair(
                source: first + " " + second, target: (words[first] ?? "") + " " + (words[second] ?? ""))
        }
    }

    /// An encoder of random weights that knows the words, as a training writes one.
    private func teacher(in folder: String) throws -> SentenceEncoder {
        var trainer = WordPieceTrainer()
        trainer.vocabularySize = 120
        let tokenizer = try trainer.train(on: Self.pairs.map(\.source))
        let configuration = TextEncoder.Configuration(
            vocabulary: tokenizer.vocabularySize, context: 12, width: 16, layers: 1, heads: 2, hidden: 32,
            segments: 0)
        let store = ParameterStore()
        _ = TextEncoder(store.scope, configuration)
        store.initialize(seed: 5)
        let encoder = String(decoding: try JSONEncoder().encode(configuration), as: UTF8.self)
        var writer = SafetensorsWriter(metadata: [
            "architecture": SentenceEncoder.Description.architecture,
            "configuration": """
            {"encoder": \(encoder), "maximumTokens": 12, "lowercases": false, "pooling": "mean",
             "steps": [{"normalize": {}}]}
            """,
            "tokenizer": String(decoding: tokenizer.json(), as: UTF8.self),
        ])
        for parameter in store.parameters {
            writer.add(parameter.name, shape: parameter.shape, Array(parameter.values))
        }
        let path = folder + "/teacher.safetensors"
        try writer.write(to: path)
        return try SentenceEncoder(file: path)
    }

    private func options(_ folder: String) -> SentenceDistillation.Options {
        var options = SentenceDistillation.Options(TrainingRun(folder: folder))
        (options.width, options.layers, options.heads, options.longest) = (16, 1, 2, 12)
        (options.batch, options.steps, options.tableSteps, options.learningRate) = (8, 6, 4, 3e-3)
        (options.run.checkpointEvery, options.run.quiet) = (2, true)
        return options
    }

    private func tokenizer() throws -> Tokenizer {
        var trainer = WordPieceTrainer()
        trainer.vocabularySize = 200
        return try trainer.train(on: Self.pairs.flatMap { [$0.source, $0.target] })
    }

    @Test func textsAreDifferentAndTranslationsFollowTheirOriginals() {
        let pairs = [
            PairTable.Pair(source: "b", target: "B"), .init(source: "c", target: "C"),
            .init(source: "b", target: "B"), .init(source: "b", target: "ß"), .init(source: "d", target: "D"),
        ]
        let texts = DistillationTexts(
            texts: ["a", "b", "a", "x"], pairs: pairs,
            holdingBack: [.init(source: "d", target: "Ð"), .init(source: "x", target: "y")])
        #expect(texts.originals == ["a", "b", "c"])
        #expect((0..<texts.count).map { texts.text($0) } == ["a", "b", "c", "B", "C", "ß"])
        #expect((0..<texts.count).map { texts.row($0) } == [0, 1, 2, 1, 2, 1])
    }

    /// `-mean_i sum_j softmax(T t_i / t)_j log softmax(T s_i / t)_j`, by its definition.
    @Test func theContrastIsTheCrossEntropyOfLikenesses() throws {
        let teacher: [[Double]] = [[1, 0], [0.6, 0.8], [0, -1]]
        let student: [[Double]] = [[0.8, 0.6], [0, 1], [0.6, -0.8]]
        func shares(_ vector: [Double]) -> [Double] {
            let scores = teacher.map { exp(($0[0] * vector[0] + $0[1] * vector[1]) / 0.5) }
            return scores.map { $0 / scores.reduce(0, +) }
        }
        let expected = zip(teacher, student).reduce(0.0) { sum, pair in
            let entropy = zip(shares(pair.0), shares(pair.1)).reduce(0.0) { $0 - $1.0 * log($1.1) }
            return sum + entropy / 3
        }
        let graph = Graph()
        let loss = DistillationObjective.divergence(
            graph.constant(student.joined().map { Float($0) }, shape: [3, 2]),
            graph.constant(teacher.joined().map { Float($0) }, shape: [3, 2]), temperature: 0.5)
        let plan = Plan(graph, stages: [Stage(outputs: [loss])])
        plan.run()
        #expect(abs(Double(plan.scalar(loss)) - expected) < 1e-5)
    }

    @Test func aStudentLearnsLanguagesAndIsReadBack() throws {
        try inFolders { folder, _ in
            var options = options(folder)
            (options.width, options.steps, options.tableSteps, options.typingErrors) = (32, 250, 100, 0)
            let teacher = try teacher(in: folder)
            let validation = DistillationFigures.Validation(
                name: "en-de", pairs: [Self.pairs[7], Self.pairs[50]])
            let texts = DistillationTexts(texts: [], pairs: Self.pairs, holdingBack: validation.pairs)
            #expect(texts.count == 2 * 88)
            let outcome = try SentenceDistillation(options, try tokenizer())
                .run(on: texts, teacher: teacher, validations: [validation])
            let figures = try #require(outcome.figures?.languages.first)
            #expect(figures.name == "en-de" && figures.pairs == 2 && figures.retrieval == 1)
            #expect(figures.originalCosine > 0.8 && figures.translationCosine > 0.8)

            let student = try SentenceEncoder(file: outcome.weights)
            #expect(student.width == teacher.width && student.maximumTokens == 12)
            let wanted = try teacher.vectors(of: Self.pairs.prefix(20).map(\.source))
            let found = try student.vectors(of: Self.pairs.prefix(20).map(\.target))
            for (one, other) in zip(wanted, found) {
                let cosine = zip(one, other).reduce(0) { $0 + $1.0 * $1.1 }
                #expect(cosine > 0.8)
                #expect(abs(other.reduce(0) { $0 + $1 * $1 } - 1) < 1e-3)
            }
        }
    }

    @Test func aDistillationResumesBitForBit() throws {
        try inFolders { whole, parts in
            func run(_ folder: String, stopAt: Int?, resume: Bool) throws -> Int {
                var options = options(folder)
                (options.run.stopAt, options.run.resume, options.dropout) = (stopAt, resume, 0.1)
                options.typingErrors = 0.5
                let validation = DistillationFigures.Validation(name: "en-de", pairs: [Self.pairs[7]])
                let texts = DistillationTexts(
                    texts: ["one more order"], pairs: Self.pairs, holdingBack: validation.pairs)
                return try SentenceDistillation(options, try tokenizer())
                    .run(on: texts, teacher: try teacher(in: folder), validations: [validation]).training.step
            }
            try check(run(whole, stopAt: nil, resume: false), is: 6)
            try check(run(parts, stopAt: 3, resume: false), is: 3)
            try check(run(parts, stopAt: nil, resume: true), is: 6)
            for file in ["last.safetensors", "encoder.safetensors", "best.safetensors", "metrics.jsonl"] {
                try checkSame(file, in: whole, parts)
            }
        }
    }

    @Test func theTeachersVectorsAreMadeOnce() throws {
        try inFolders { folder, _ in
            let teacher = try teacher(in: folder)
            let texts = Self.pairs.map(\.source)
            let path = folder + "/teacher-0.safetensors"
            func make(_ texts: [String]) throws -> (vector: [Float], file: Int) {
                let made = try TeacherVectors(of: texts, by: teacher, folder: folder, quiet: true)
                var vector = [Float](repeating: 0, count: made.width)
                try vector.withUnsafeMutableBufferPointer {
                    try made.copy(5, to: try #require($0.baseAddress))
                }
                let attributes = try FileManager.default.attributesOfItem(atPath: path)
                return (vector, try #require(attributes[.systemFileNumber] as? Int))
            }
            let first = try make(texts)
            for (kept, exact) in zip(first.vector, try teacher.vectors(of: [texts[5]])[0]) {
                #expect(abs(kept - exact) <= abs(exact) / 256 + 1e-6)
            }
            let again = try make(texts)
            #expect(again.file == first.file)
            // Other texts and a damaged file are no reason for an error.
            let others = try make(texts.reversed())
            #expect(others.vector != first.vector)
            try Data("damaged".utf8).write(to: URL(fileURLWithPath: path))
            let mended = try make(texts)
            #expect(mended.vector == first.vector)
        }
    }

    @Test func typingErrorsAreSmallAndSpareNumbers() {
        let text = "Where is my order 4711 of 12 May, please?"
        var (changed, generator) = (0, PhiloxGenerator(seed: 1, stream: 2))
        for _ in 0..<200 {
            let typed = TypingErrors.apply(to: text, using: &generator)
            let distance = EditDistance.between(typed, text)
            // Two errors: of each four edits at most.
            #expect(distance <= 4)
            #expect(typed.filter(\.isNumber) == text.filter(\.isNumber))
            if distance > 0 { changed += 1 }
        }
        #expect(changed > 150)
        for short in ["", "no", "4711 4712"] {
            #expect(TypingErrors.apply(to: short, using: &generator) == short)
        }
    }
}
