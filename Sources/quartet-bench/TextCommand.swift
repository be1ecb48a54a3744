import ArgumentParser
import Foundation
import QuartetCommandLine
import QuartetEngine
import QuartetModels

/// `quartet-bench text`: how fast a language model from a file reads and writes.
struct TextCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "text",
        abstract: "Measure how fast a language model reads a prompt and writes tokens.",
        discussion: """
            Prints tokens per second of a prompt that is read at once, and of tokens that are decoded one after another \
            with a cache. `Benchmarks/llama_cpp` compares both with llama.cpp on the same file.

            EXAMPLES:
              quartet-bench text --model models/SmolLM2-135M-Instruct.Q4_1.gguf
              quartet-bench text --model model.gguf --rounds 9 --json
            """)

    @Option(help: ArgumentHelp("A GGUF file.", valueName: "file"), completion: .file())
    var model: String

    @Option(help: ArgumentHelp("Tokens of the prompt.", valueName: "number"))
    var promptTokens = 420

    @Option(help: ArgumentHelp("Tokens read before decoding begins.", valueName: "number"))
    var contextTokens = 32

    @Option(help: ArgumentHelp("Tokens to decode.", valueName: "number"))
    var tokens = 48

    @Option(help: ArgumentHelp("Measurements of each.", valueName: "number"))
    var rounds = 3

    @Option(help: ArgumentHelp("Threads.", valueName: "number"))
    var threads = 2

    @OptionGroup var json: JSONOptions

    func validate() throws {
        try check(promptTokens, in: 1...1_000_000, "--prompt-tokens")
        try check(contextTokens, in: 1...1_000_000, "--context-tokens")
        try check(tokens, in: 1...1_000_000, "--tokens")
        try check(rounds, in: 1...1000, "--rounds")
        try check(threads, in: 1...256, "--threads")
    }

    private struct Result: Encodable {
        var promptTokensPerSecond: [Double] = []
        var decodedTokensPerSecond: [Double] = []
    }

    func run() throws {
        Machine.setThreads(threads)
        let (network, store) = try LanguageModel.load(GGUFFile(path: model))
        let longest = max(promptTokens, contextTokens + tokens)
        guard longest <= network.configuration.context else {
            throw ValidationError(
                "\(longest) tokens are more than the context of \(model), which is \(network.configuration.context)."
            )
        }
        let decoder = try CausalState(network, store, capacity: longest)
        var result = Result()
        // The first round builds the plans and brings the file into memory.
        for round in 0...rounds {
            let prompt = (0..<promptTokens).map { i in
                Int32((i * 7919 + 13 + round) % network.configuration.vocabulary)
            }
            let reading = try seconds {
                decoder.reset()
                try decoder.read([prompt])
            }
            decoder.reset()
            try decoder.read([Array(prompt.prefix(contextTokens))])
            let writing = try seconds {
                for _ in 0..<tokens {
                    let scores = decoder.scores(of: 0)
                    let best = scores.indices.max { scores[$0] < scores[$1] } ?? 0
                    try decoder.read([[Int32(best)]])
                }
            }
            guard round > 0 else { continue }
            result.promptTokensPerSecond.append(Double(promptTokens) / reading)
            result.decodedTokensPerSecond.append(Double(tokens) / writing)
        }
        if json.isRequested { return try JSONOutput.print(result) }
        print("prompt    " + line(result.promptTokensPerSecond, "\(promptTokens) tokens"))
        print("decoding  " + line(result.decodedTokensPerSecond, "\(tokens) tokens after \(contextTokens)"))
    }

    private func seconds(_ work: () throws -> Void) rethrows -> Double {
        try ContinuousClock().measure(work) / .seconds(1)
    }

    private func line(_ rates: [Double], _ what: String) -> String {
        let sorted = rates.sorted()
        return String(
            format: "%7.1f tokens/s (median; %.1f to %.1f), %@", sorted[sorted.count / 2], sorted[0],
            sorted[sorted.count - 1], what)
    }
}
