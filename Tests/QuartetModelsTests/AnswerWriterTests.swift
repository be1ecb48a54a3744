import Foundation
import QuartetEngine
import QuartetModels
import QuartetTestSupport
import QuartetText
import Testing

/// A writer generates or copies each token, learns to answer, and is the same from its file.
@Suite struct AnswerWriterTests {
    // MARK: The decoder

    private static let vocabulary = 7

    @Test func generatedAndCopiedTokensAreOneDistribution() throws {
        let store = ParameterStore()
        let encoder = TextEncoder(
            store.scope, .init(vocabulary: Self.vocabulary, context: 8, width: 8, layers: 1, heads: 2))
        let decoder = CopyingDecoder(store.scope("decoder"), encoder, layers: 2)
        store.initialize(seed: 4)
        let graph = Graph()
        let x = graph.input("x", shape: [2, 3, 8])
        let memory = graph.input("memory", shape: [2, 5, 8])
        let source = graph.input("source", shape: [2, 5], type: .int32)
        let given = graph.input("given", shape: [2, 3], type: .int32)
        let next = graph.input("next", shape: [2, 3], type: .int32)
        let lengths = graph.input("lengths", shape: [2], type: .int32)
        let states = decoder(x, memory: memory, lengths: lengths, mode: .evaluation)
        let said = decoder.next(
            states, keys: decoder.copyingKeys(of: memory),
            agreement: CopyingDecoder.agreement(of: given, with: source), lengths: lengths)
        let probabilities = said.probabilities(of: next, source: source)
        let plan = Plan(graph, stages: [Stage(outputs: [probabilities, said.scores, said.attention])])
        #expect(said.scores.shape == [2, 3, 7] && said.attention.shape == [2, 3, 5])
        var noise = SeededGenerator(3)
        plan.write(noise.floats(48, in: -2...2), to: x)
        plan.write(noise.floats(80, in: -2...2), to: memory)
        plan.write([1, 2, 3, 2, 4, 5, 6, 5, 0, 0] as [Int32], to: source)
        plan.write([1, 2, 3, 6, 5, 5] as [Int32], to: given)
        plan.write([5, 3] as [Int32], to: lengths)
        var sums = [Float](repeating: 0, count: 6)
        for token in 0..<Int32(Self.vocabulary) {
            plan.write([Int32](repeating: token, count: 6), to: next)
            plan.run()
            for (place, value) in plan.read(probabilities).enumerated() { sums[place] += value }
        }
        #expect(sums.allSatisfy { abs($0 - 1) < 1e-5 }, "\(sums)")
        // Padding is never copied.
        #expect(plan.read(said.attention).enumerated().allSatisfy { $0 < 15 || $0 % 5 < 3 || $1 == 0 })
    }

    @Test func aSourceGoesOnAsTheTargetHas() {
        let graph = Graph()
        let source = graph.input("source", shape: [1, 5], type: .int32)
        let given = graph.input("given", shape: [1, 3], type: .int32)
        let agreement = CopyingDecoder.agreement(of: given, with: source)
        let plan = Plan(graph, stages: [Stage(outputs: [agreement.one, agreement.two])])
        plan.write([1, 2, 3, 2, 4] as [Int32], to: source)
        plan.write([0, 3, 2] as [Int32], to: given)
        plan.run()
        #expect(plan.read(agreement.one) == [0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 1])
        #expect(plan.read(agreement.two) == [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1])
    }

    // MARK: Learning

    private static func options(_ folder: String, _ method: TuningOptions.Method, steps: Int) -> TuningOptions
    {
        var options = TuningOptions(TrainingRun(folder: folder))
        (options.method, options.steps, options.batch) = (method, steps, 4)
        (options.learningRate, options.dropout, options.longest) = (4e-3, 0, 48)
        (options.run.quiet, options.run.checkpointEvery) = (true, 50)
        return options
    }

    private static var adapter: TuningOptions.Method { .adapter(LowRankAdapter.Configuration()) }

    private static let examples = [
        WriterTuning.Example("cat ?", statements: ["the cat sat on the mat"], answer: "on the mat"),
        WriterTuning.Example(
            "dog ?", statements: ["a dog walks in new york"], others: ["it sat on the mat"],
            answer: "it walks in new york"),
        WriterTuning.Example("dog ?", statements: ["the mat, a dog"], answer: "the mat"),
        WriterTuning.Example("cat ?", statements: ["new york, the cat"], answer: "new york"),
    ]

    @Test(arguments: [adapter, .whole]) func answersAreLearned(_ method: TuningOptions.Method) throws {
        try inFolder { folder in
            let outcome = try WriterTuning(Self.options(folder, method, steps: 250)).run(
                TokenTuningTests.encoder.path, on: Self.examples, validation: Self.examples)
            #expect(outcome.file == folder + "/writer.safetensors")
            #expect(try AnswerWriter.isAnswerWriter(path: outcome.file))
            for beams in [1, 3] {
                let writer = try AnswerWriter(tuned: outcome.file, beams: beams)
                for example in Self.examples {
                    let written = try writer.answer(to: example.question, from: example.statements)
                    #expect(written?.text.lowercased() == example.answer, "\(beams)")
                    #expect(written?.text.first?.isUppercase == true)
                    #expect((0.2...1).contains(written?.confidence ?? 0))
                    #expect(try writer.answer(to: example.question, from: example.statements) == written)
                }
                #expect(try writer.answer(to: "cat ?", from: []) == nil)
            }
        }
    }

    @Test func aStoppedTrainingResumesBitForBit() throws {
        try inFolders { whole, parts in
            func run(in folder: String, stopAt: Int?, resume: Bool) throws -> Int {
                var options = Self.options(folder, Self.adapter, steps: 6)
                (options.run.stopAt, options.run.resume, options.dropout) = (stopAt, resume, 0.1)
                return try WriterTuning(options).run(
                    TokenTuningTests.random, on: Self.examples, validation: Self.examples
                ).training.step
            }
            #expect(try run(in: whole, stopAt: nil, resume: false) == 6)
            #expect(try run(in: parts, stopAt: 3, resume: false) == 3)
            #expect(try run(in: parts, stopAt: nil, resume: true) == 6)
            for file in ["last.safetensors", "writer.safetensors", "best.safetensors", "metrics.jsonl"] {
                let contents = try [whole, parts].map { try Data(contentsOf: URL(filePath: $0 + "/" + file)) }
                #expect(contents[0] == contents[1], "\(file)")
            }
            let other = #expect(throws: CheckpointError.self) {
                try AnswerFinder(tuned: whole + "/writer.safetensors")
            }
            #expect(other?.reason.contains("is an adapter for another task") == true)
        }
    }

    // MARK: Spelling

    private static let texts = [
        "Since May Klarna works from £30.50 until 3 pm; the twelve-month plan isn't included. Royal Mail's price (small) is 5%.",
        "You can pay with PayPal at night, but \"later\" is off.",
        "yes, so they aren't and i pay no more",
    ]
    private static let tokenizer = {
        var trainer = WordPieceTrainer()
        trainer.vocabularySize = 160
        return try? trainer.train(on: [[String]](repeating: texts, count: 4).joined())
    }()

    @Test(arguments: [
        (texts[0], texts[0]), (texts[1], texts[1]),
        (
            "yes, klarna isn't included; royal mail's price is £30.50.",
            "Yes, Klarna isn't included; Royal Mail's price is £30.50."
        ),
        (
            "so you aren't included. i can pay with paypal (at night)",
            "So you aren't included. I can pay with PayPal (at night)"
        ),
    ])
    func wordsOfTheSourceKeepTheirSpelling(_ written: String, _ expected: String) throws {
        let tokenizer = try #require(Self.tokenizer)
        let spelling = try SourceSpelling(Array(Self.texts.prefix(2)), tokenizer)
        #expect(spelling.text(of: tokenizer.ids(of: written, addsSpecialTokens: false)) == expected)
    }
}
