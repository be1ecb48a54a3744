import Foundation
import QuartetModels
import QuartetTestSupport
import QuartetText
import Testing

/// A small masked language model learns, resumes bit for bit, and is a beginning for other tasks.
@Suite struct MaskedLabTests {
    private static let lines = [String](repeating: "one two three four five six seven eight", count: 40)

    private func tokenizer() throws -> Tokenizer {
        var trainer = WordPieceTrainer()
        trainer.vocabularySize = 300
        return try trainer.train(on: Self.lines)
    }

    private func options(_ folder: String, steps: Int) -> MaskedLab.Options {
        var options = MaskedLab.Options(TrainingRun(folder: folder))
        (options.width, options.layers, options.heads, options.context) = (32, 1, 4, 24)
        (options.batch, options.steps, options.learningRate, options.dropout) = (8, steps, 5e-3, 0)
        (options.run.checkpointEvery, options.run.quiet) = (100, true)
        return options
    }

    @Test func wordsAreGuessedFromTheirNeighbours() throws {
        try inFolders { folder, other in
            let outcome = try MaskedLab(options(folder, steps: 300)).run(
                on: Self.lines, validation: Array(Self.lines.prefix(9)), tokenizer: tokenizer())
            let figures = try #require(outcome.figures)
            #expect(figures.accuracy > 0.9 && figures.loss < 0.5, "\(figures)")
            #expect(figures.baseline < 0.4 && figures.tokens > 5)
            let model = try MaskedTextModel(file: folder + "/masked.safetensors")
            let guesses = try model.guesses(in: "One two [MASK] four five [MASK] seven eight", count: 3)
            #expect(guesses.map { $0.first?.token } == ["three", "six"])
            #expect(guesses.allSatisfy { $0.count == 3 && $0[0].probability > 0.5 })
            #expect(guesses.allSatisfy { $0[0].probability >= $0[1].probability })
            #expect(try model.guesses(in: "one two").isEmpty)
            #expect(throws: GenerationError.self) {
                try model.guesses(in: String(repeating: "one [MASK] ", count: 30))
            }
            // It goes on, and stands for texts of another task.
            let further = try MaskedLab(options(other, steps: 2)).run(
                on: Self.lines, validation: Array(Self.lines.prefix(9)), from: folder)
            #expect(try #require(further.figures).accuracy > 0.9)
            var tuning = TuningOptions(TrainingRun(folder: other + "/classes"))
            (tuning.batch, tuning.steps, tuning.run.quiet) = (4, 40, true)
            (tuning.learningRate, tuning.dropout) = (1e-2, 0)
            tuning.method = .adapter(LowRankAdapter.Configuration())
            let examples: [ClassifierTuning.Example] = [
                .init("one two", label: "low"), .init("two three", label: "low"),
                .init("seven eight", label: "high"), .init("six seven", label: "high"),
            ]
            let classes = try ClassifierTuning(tuning).run(folder, on: examples, validation: examples)
            let classifier = try TextClassifier(tuned: classes.file)
            #expect(
                try classifier.predictions(of: ["one two", "six seven"]).map(\.label) == ["low", "high"])
        }
    }

    @Test func aPublishedEncoderGoesOn() throws {
        try inFolder { folder in
            let lines = [String](repeating: "the cat sat on the mat", count: 20)
            let outcome = try MaskedLab(options(folder, steps: 3)).run(
                on: lines, validation: [], from: Checkout.file("Fixtures/reference/encoders/bert-cls"))
            #expect(outcome.training.step == 3 && outcome.figures == nil)
            let model = try MaskedTextModel(file: folder + "/masked.safetensors")
            #expect(model.mask == "[MASK]" && model.description.encoder.width == 8)
            #expect(try model.guesses(in: "the [MASK] sat", count: 2)[0].count == 2)
        }
    }

    @Test func aStoppedTrainingResumesBitForBit() throws {
        try inFolders { whole, parts in
            func run(in folder: String, stopAt: Int?, resume: Bool) throws -> Int {
                var options = options(folder, steps: 8)
                (options.run.stopAt, options.run.resume, options.dropout) = (stopAt, resume, 0.1)
                options.run.checkpointEvery = 4
                return try MaskedLab(options).run(
                    on: Self.lines, validation: ["one two three"], tokenizer: tokenizer()
                ).training.step
            }
            #expect(try run(in: whole, stopAt: nil, resume: false) == 8)
            #expect(try run(in: parts, stopAt: 3, resume: false) == 3)
            #expect(try run(in: parts, stopAt: nil, resume: true) == 8)
            for file in ["last.safetensors", "masked.safetensors", "best.safetensors", "metrics.jsonl"] {
                let contents = try [whole, parts].map { try Data(contentsOf: URL(filePath: $0 + "/" + file)) }
                #expect(contents[0] == contents[1], "\(file)")
            }
        }
    }

    @Test func tooLittleTextIsAnError() throws {
        let tokenizer = try tokenizer()
        #expect(throws: TrainingError.self) {
            try MaskedLab(options("/nowhere", steps: 2)).run(
                on: ["one two"], validation: [], tokenizer: tokenizer)
        }
    }
}
