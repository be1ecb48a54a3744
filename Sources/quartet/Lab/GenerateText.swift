import ArgumentParser
import Foundation
import QuartetCommandLine
import QuartetEngine
import QuartetModels
import QuartetText

/// `quartet lab generate`.
struct GenerateText: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate", abstract: "Continue a text with a language model, or answer a message.",
        discussion: """
            The model is a GGUF file of Llama's form (such as SmolLM2) or weights from `quartet lab gpt`. The text is \
            printed as it is generated; Ctrl-C stops it. With --json, prints one document with the keys prompt, text, \
            tokens, logProbabilities and end.

            EXAMPLES:
              quartet lab generate --model SmolLM2-135M-Instruct.Q4_1.gguf \\
                  --prompt "The capital of France is"
              quartet lab generate --model SmolLM2-135M-Instruct.Q4_1.gguf --chat \\
                  --prompt "What is a VAE?" --temperature 0.7
              echo "Once upon a time" \\
                  | quartet lab generate --model out/lab-gpt/gpt.safetensors --prompt -
            """)

    @Option(
        help: ArgumentHelp("GGUF file, or weights from `quartet lab gpt`.", valueName: "file"),
        completion: .file())
    var model: String

    @Option(help: ArgumentHelp("Text to continue; - reads standard input.", valueName: "text"))
    var prompt: String

    @Flag(help: "Treat the prompt as a message to an assistant, in the ChatML format.")
    var chat = false

    @Option(help: ArgumentHelp("System message, with --chat.", valueName: "text"))
    var system: String?

    @Option(help: ArgumentHelp("Maximum number of tokens to generate.", valueName: "number"))
    var maxTokens = 256

    @Option(help: ArgumentHelp("Sampling temperature; 0 takes the most likely token.", valueName: "number"))
    var temperature: Float = 0

    @Option(
        help: ArgumentHelp("Sample from the k most likely tokens; 0 samples from all.", valueName: "number"))
    var topK = 0

    @Option(
        help: ArgumentHelp(
            "Sample from the smallest set of tokens with this total probability.", valueName: "share"))
    var topP: Float = 1

    @Option(help: ArgumentHelp("Repetition penalty; 1 disables it.", valueName: "factor"))
    var repetitionPenalty: Float = 1

    @Option(help: ArgumentHelp("Stop at this text; repeat for more.", valueName: "text"))
    var stop: [String] = []

    @Option(help: .seed)
    var seed: UInt64 = 1

    @Option(help: .precision)
    var precision = Precision.float32

    @OptionGroup var json: JSONOptions

    @OptionGroup var common: CommonOptions

    func validate() throws {
        try check(maxTokens, in: 1...1_000_000, "--max-tokens")
        try check(temperature, in: 0...100, "--temperature")
        try check(topK, in: 0...10_000_000, "--top-k")
        try check(topP, in: 1e-6...1, "--top-p")
        try check(repetitionPenalty, in: 0.01...100, "--repetition-penalty")
        if system != nil, !chat { throw ValidationError("--system needs --chat.") }
    }

    func run() throws {
        common.apply()
        let text = try TextInput.read(prompt)
        let started = ContinuousClock.now
        let generator = try TextGenerator(path: model, precision: precision)
        let messages = (system.map { [ChatMessage(.system, $0)] } ?? []) + [ChatMessage(.user, text)]
        var options = TextGenerator.Options()
        options.sampling.temperature = temperature
        options.sampling.topK = topK
        options.sampling.topP = topP
        options.sampling.repetitionPenalty = repetitionPenalty
        options.sampling.seed = seed
        options.maximumTokens = maxTokens
        options.stopTexts = stop
        let loaded = ContinuousClock.now
        var first: ContinuousClock.Instant?
        let emit = { (piece: String) in
            if first == nil {
                first = .now
                // What was written so far is a result; before the first piece there is nothing to keep.
                InterruptSignal.watch()
            }
            if !json.isRequested {
                StandardOutput.pass(piece, terminator: "")
                fflush(nil)
            }
            return !InterruptSignal.isRaised
        }
        let answer =
            chat
            ? try generator.answer(to: messages, options, emit: emit)
            : try generator.continuation(of: text, options, emit: emit)
        let ended = ContinuousClock.now
        if json.isRequested { return try JSONOutput.print(Result(text, answer)) }
        print()
        let writing = (ended - (first ?? loaded)) / .seconds(1)
        common.note(
            String(
                format: "Loaded in %.2f s; read %d tokens in %.2f s; generated %d tokens at %.1f tokens/s.",
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
            self.prompt = prompt
            text = answer.text
            tokens = answer.tokens
            logProbabilities = answer.logProbabilities
            end = answer.end.rawValue
        }
    }
}
