import ArgumentParser
import Foundation
import QuartetEngine
import QuartetModels
import QuartetText

/// `quartet lab generate`.
struct GenerateText: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate", abstract: "Continue a text with a language model, or answer with --chat.",
        discussion: """
            The model is a GGUF file of the Llama form (SmolLM2 and others) or weights that `quartet lab gpt` trained. \
            The text comes out as it is written; Ctrl-C ends it.

            EXAMPLES:
              quartet lab generate --model SmolLM2-135M-Instruct.Q4_1.gguf --prompt "The capital of France is"
              quartet lab generate --model SmolLM2-135M-Instruct.Q4_1.gguf --chat --prompt "What is a VAE?" --temperature 0.7
              echo "Once upon a time" | quartet lab generate --model out/lab-gpt/gpt.safetensors --prompt -
            """)

    @Option(help: ArgumentHelp("GGUF file, or weights that were trained here.", valueName: "file"))
    var model: String

    @Option(help: ArgumentHelp("Text to go on from; - reads standard input.", valueName: "text"))
    var prompt: String

    @Flag(help: "The prompt is a message to an assistant, in the model's own form of a conversation.")
    var chat = false

    @Option(help: ArgumentHelp("What the assistant is told beforehand, with --chat.", valueName: "text"))
    var system: String?

    @Option(help: ArgumentHelp("Most tokens to write.", valueName: "number"))
    var maxTokens = 256

    @Option(help: ArgumentHelp("0 takes the likeliest token; more is freer.", valueName: "number"))
    var temperature: Float = 0

    @Option(help: ArgumentHelp("Draw from the so many likeliest tokens; 0 for all.", valueName: "number"))
    var topK = 0

    @Option(
        help: ArgumentHelp(
            "Draw from the fewest tokens that have this probability together.", valueName: "share"))
    var topP: Float = 1

    @Option(
        help: ArgumentHelp(
            "Makes tokens that were there already less likely; 1 for not.", valueName: "factor"))
    var repetitionPenalty: Float = 1

    @Option(help: ArgumentHelp("Text that ends the answer; repeat for more.", valueName: "text"))
    var stop: [String] = []

    @Option(help: ArgumentHelp("Seed of what is drawn.", valueName: "number"))
    var seed: UInt64 = 1

    @Option(help: ArgumentHelp("Arithmetic: float32 or bfloat16.", valueName: "kind"))
    var precision = Precision.float32

    @Flag(help: "Print the answer with its tokens as JSON.")
    var json = false

    @OptionGroup var common: CommonOptions

    func validate() throws {
        try check(maxTokens, in: 1...1_000_000, "--max-tokens")
        try check(temperature, in: 0...100, "--temperature")
        try check(topK, in: 0...10_000_000, "--top-k")
        try check(topP, in: 1e-6...1, "--top-p")
        try check(repetitionPenalty, in: 0.01...100, "--repetition-penalty")
        if system != nil, !chat { throw ValidationError("--system is for --chat.") }
    }

    func run() throws {
        common.apply()
        let text = try TextInput.read(prompt)
        let started = ContinuousClock.now
        let generator = try TextGenerator(path: model, precision: precision)
        let messages = (system.map { [ChatMessage(.system, $0)] } ?? []) + [ChatMessage(.user, text)]
        var options = TextGenerator.Options()
        options.sampling.temperature = temperature
        (options.sampling.topK, options.sampling.topP) = (topK, topP)
        (options.sampling.repetitionPenalty, options.sampling.seed) = (repetitionPenalty, seed)
        (options.maximumTokens, options.stopTexts) = (maxTokens, stop)
        InterruptSignal.watch()
        let loaded = ContinuousClock.now
        var first: ContinuousClock.Instant?
        let emit = { (piece: String) in
            if first == nil { first = .now }
            if !json {
                print(piece, terminator: "")
                fflush(nil)
            }
            return !InterruptSignal.isRaised
        }
        let answer =
            chat
            ? try generator.answer(to: messages, options, emit: emit)
            : try generator.continuation(of: text, options, emit: emit)
        let ended = ContinuousClock.now
        if json { return try JSONOutput.print(Result(text, answer)) }
        print()
        let writing = (ended - (first ?? loaded)) / .seconds(1)
        common.note(
            String(
                format: "Loaded in %.2f s; %d tokens read in %.2f s; %d tokens written, %.1f a second.",
                (loaded - started) / .seconds(1), answer.promptTokens,
                ((first ?? ended) - loaded) / .seconds(1),
                answer.tokens.count, Double(max(answer.tokens.count - 1, 0)) / max(writing, 1e-9)))
    }

    private struct Result: Encodable {
        let prompt: String
        let text: String
        let tokens: [Int32]
        let logProbabilities: [Float]
        let end: String

        init(_ prompt: String, _ answer: TextGenerator.Answer) {
            (self.prompt, text, tokens) = (prompt, answer.text, answer.tokens)
            (logProbabilities, end) = (answer.logProbabilities, answer.end.rawValue)
        }
    }
}
