import Foundation
import QuartetModels
import QuartetTestSupport
import QuartetText
import Testing

/// Small trainings on texts: they learn, and resume bit for bit.
@Suite struct TextLabTests {
    private static let text = String(repeating: "one two three four five six seven eight. ", count: 60)

    private func tokenizer(_ size: Int, _ special: [String] = []) throws -> Tokenizer {
        var trainer = BytePairTrainer()
        (trainer.vocabularySize, trainer.specialTokens) = (size, special)
        return try trainer.train(on: [Self.text])
    }

    private func options(_ folder: String) -> GPTLab.Options {
        var options = GPTLab.Options(TrainingRun(folder: folder))
        (options.width, options.layers, options.heads, options.context) = (16, 1, 2, 16)
        (options.batch, options.steps, options.learningRate, options.dropout) = (8, 6, 3e-3, 0.1)
        (options.run.checkpointEvery, options.run.quiet) = (2, true)
        return options
    }

    @Test(arguments: [LanguageModel.Form.gpt, .llama])
    func languageModelsResumeBitForBit(_ form: LanguageModel.Form) throws {
        try inFolders { whole, parts in
            func run(_ folder: String, stopAt: Int?, resume: Bool) throws -> Int {
                var options = options(folder)
                (options.form, options.run.stopAt, options.run.resume) = (form, stopAt, resume)
                return try GPTLab(options, try tokenizer(256)).run(
                    on: Self.text, validation: "five six seven"
                )
                .training.step
            }
            try check(run(whole, stopAt: nil, resume: false), is: 6)
            try check(run(parts, stopAt: 3, resume: false), is: 3)
            try check(run(parts, stopAt: nil, resume: true), is: 6)
            for file in ["last.safetensors", "gpt.safetensors", "best.safetensors", "metrics.jsonl"] {
                try checkSame(file, in: whole, parts)
            }
        }
    }

    @Test func aLanguageModelLearnsAndIsReadBack() throws {
        try inFolders { folder, _ in
            var options = options(folder)
            (options.steps, options.dropout, options.learningRate) = (150, 0, 1e-2)
            let validation = "one two three four five six seven eight. one two three"
            let outcome = try GPTLab(options, try tokenizer(300)).run(on: Self.text, validation: validation)
            let bits = try #require(outcome.bitsPerCharacter)
            #expect(bits < 1)
            let generator = try TextGenerator(path: folder + "/gpt.safetensors")
            var writing = TextGenerator.Options()
            (writing.maximumTokens, writing.stopTexts) = (8, ["eight"])
            let answer = try generator.continuation(of: "four five six", writing)
            #expect(answer.text.hasPrefix(" seven"))
            let read = try TrainedLanguageModel(path: folder + "/gpt.safetensors")
            let ids = read.tokenizer.ids(of: validation)
            let losses = (try read.meanLoss(of: ids), try outcome.model.meanLoss(of: ids))
            #expect(abs(losses.0 - losses.1) < 1e-6)
        }
    }

    @Test func aTranslatorLearnsAndResumesBitForBit() throws {
        let words = ["one": "eins", "two": "zwei", "three": "drei", "four": "vier"]
        let pairs = words.keys.sorted().flatMap { first in
            words.keys.sorted().map { second in
                TranslationLab.Pair(
                    source: first + " " + second, target: (words[first] ?? "") + " " + (words[second] ?? ""))
            }
        }
        var trainer = BytePairTrainer()
        (trainer.vocabularySize, trainer.specialTokens) = (300, [Translator.beginning, Translator.end])
        let tokenizer = try trainer.train(on: pairs.flatMap { [$0.source, $0.target] })
        try inFolders { whole, parts in
            func run(_ folder: String, stopAt: Int?, resume: Bool) throws -> TranslationLab.Outcome {
                var options = TranslationLab.Options(TrainingRun(folder: folder))
                (options.width, options.layers, options.heads, options.hidden) = (32, 1, 4, 64)
                (options.longest, options.batch, options.steps) = (12, 8, 80)
                (options.dropout, options.learningRate, options.labelSmoothing) = (0, 1e-2, 0)
                (options.run.quiet, options.run.stopAt, options.run.resume) = (true, stopAt, resume)
                let lab = TranslationLab(options, tokenizer)
                return try lab.run(on: lab.encoded(pairs), validation: lab.encoded([]))
            }
            let outcome = try run(whole, stopAt: nil, resume: false)
            try check(run(parts, stopAt: 30, resume: false).training.step, is: 30)
            try check(run(parts, stopAt: nil, resume: true).training.step, is: 80)
            try checkSame("translate.safetensors", in: whole, parts)
            let sources = ["two four", "one one", "three two"]
            let asked = ["zwei vier", "eins eins", "drei zwei"]
            let greedy = try outcome.translator.translations(of: sources, beams: 1)
            #expect(greedy == asked)
            let read = try Translator(path: whole + "/translate.safetensors")
            let searched = try read.translations(of: sources, beams: 3)
            #expect(searched == asked)
            #expect(throws: GenerationError.emptyPrompt) { try read.translations(of: [""], beams: 1) }
        }
    }
}
