import ArgumentParser
import Foundation
import QuartetCommandLine
import QuartetEngine
import QuartetModels

/// `quartet lab generate`.
struct GenerateText: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate", abstract: "Continue a text with a language model, or talk with it.",
        discussion: """
            The model is a GGUF file or weights from `quartet lab gpt`. The text is printed as it is generated; Ctrl-C \
            stops it. When the context is full, the model goes on from its last half. With --json, prints one document \
            with the keys prompt, text, tokens, logProbabilities, end (stop, length, context or cancelled), \
            promptTokens, droppedTokens, slides and droppedMessages.

            With --chat, the prompt is a message, written as the model file's own chat template says. Without --prompt, \
            every line of standard input is a message, and the conversation is kept; --json then prints one line an \
            answer. A message that cannot be answered is reported, with --json as a line with the keys prompt and \
            error, and the conversation goes on; from a pipe, the status is 65 at the end. On a terminal Ctrl-C stops \
            one answer, and a second one ends the conversation.

            EXAMPLES:
              quartet lab generate --model SmolLM2-135M-Instruct.Q4_1.gguf \\
                  --prompt "The capital of France is"
              quartet lab generate --model SmolLM2-135M-Instruct.Q4_1.gguf --chat \\
                  --temperature 0.7
              quartet lab generate --model SmolLM2-135M-Instruct.Q4_1.gguf \\
                  --prompt "Two and two is" --beams 4
              echo "Once upon a time" \\
                  | quartet lab generate --model out/lab-gpt/gpt.safetensors --prompt -
            """)

    @Option(
        help: ArgumentHelp("GGUF file, or weights from `quartet lab gpt`.", valueName: "file"),
        completion: .file())
    var model: String

    @Option(help: ArgumentHelp("Text to continue; - reads standard input.", valueName: "text"))
    var prompt: String?

    @OptionGroup var chat: ChatOptions

    @OptionGroup var generation: GenerationOptions

    @Option(help: .precision)
    var precision = Precision.float32

    @OptionGroup var json: JSONOptions

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if prompt == nil, !chat.isRequested {
            throw ValidationError(
                "--prompt is missing: give the text to continue, or --chat to talk with the model.")
        }
    }

    func run() throws {
        common.apply()
        let text = try prompt.map { try TextInput.read($0) }
        let started = ContinuousClock.now
        let generator = try TextGenerator(path: model, precision: precision)
        let writer = AnswerWriter(
            isJSON: json.isRequested, common: common, loading: .now - started,
            isSearch: generation.beams > 1)
        if chat.isRequested {
            let conversation = try LabConversation(generator, chat, generation.options)
            return try conversation.run(text, writer)
        }
        var options = generation.options
        options.slides = true
        let answer = try writer.write(text ?? "") { emit in
            try generator.continuation(of: text ?? "", options, emit: emit)
        }
        writer.explain(answer, capacity: generator.capacity)
    }
}

/// How a text is continued.
struct GenerationOptions: ParsableArguments {
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

    @Option(
        help: ArgumentHelp(
            "Beams of a search for the likeliest text; 1 goes token by token.", valueName: "number"))
    var beams = 1

    @Option(
        help: ArgumentHelp(
            "With --beams: 0 favours short texts, 1 long ones (exponent of the length).", valueName: "number")
    )
    var lengthPenalty = 0.6

    @Option(help: ArgumentHelp("Stop at this text; repeat for more.", valueName: "text"))
    var stop: [String] = []

    @Option(help: .seed)
    var seed: UInt64 = 1

    func validate() throws {
        try check(maxTokens, in: 1...1_000_000, "--max-tokens")
        try check(temperature, in: 0...100, "--temperature")
        try check(topK, in: 0...10_000_000, "--top-k")
        try check(topP, in: 1e-6...1, "--top-p")
        try check(repetitionPenalty, in: 0.01...100, "--repetition-penalty")
        try check(beams, in: 1...64, "--beams")
        try check(lengthPenalty, in: 0...10, "--length-penalty")
        if beams > 1, temperature > 0 || topK > 0 || topP < 1 || repetitionPenalty != 1 {
            throw ValidationError(
                "--beams searches for the likeliest text: leave out --temperature, --top-k, --top-p and "
                    + "--repetition-penalty.")
        }
    }

    var options: TextGenerator.Options {
        var options = TextGenerator.Options()
        options.sampling.temperature = temperature
        options.sampling.topK = topK
        options.sampling.topP = topP
        options.sampling.repetitionPenalty = repetitionPenalty
        options.sampling.seed = seed
        options.maximumTokens = maxTokens
        options.stopTexts = stop
        (options.beams, options.lengthPenalty) = (beams, lengthPenalty)
        return options
    }
}
