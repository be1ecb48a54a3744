import Foundation
import QuartetEngine
import QuartetFiles
import QuartetModels
import QuartetTestSupport
import Testing

@Suite struct SequenceAutoencoderTests {
    private static let configuration: SequenceAutoencoder.Configuration = {
        var configuration = SequenceAutoencoder.Configuration(
            vocabulary: 9, embedding: 5, encoder: 6, decoder: 7, decoderLayers: 2, latents: 3)
        configuration.unknown = 3
        return configuration
    }()

    /// The same with a decoder of attention.
    private static let attentive: SequenceAutoencoder.Configuration = {
        var attentive = configuration
        (attentive.decoder, attentive.attentionHeads) = (8, 2)
        return attentive
    }()

    /// Reconstruction of two sequences, of which one is padded to `time`.
    private func terms(_ configuration: SequenceAutoencoder.Configuration, time: Int) -> (
        reconstruction: [Float], divergence: [Float]
    ) {
        let store = ParameterStore()
        let model = SequenceAutoencoder(store.scope, configuration)
        store.initialize(seed: 3)
        let graph = Graph()
        let tokens = graph.input("tokens", shape: [time, 2], type: .int32)
        let lengths = graph.input("lengths", shape: [2], type: .int32)
        let pass = model(tokens, lengths: lengths, noise: graph.fill(0.5, shape: [2, 3]))
        let (terms, tokenCount) = model.terms(tokens, pass)
        let outputs = [terms.reconstruction, terms.divergence, tokenCount]
        let plan = Plan(graph, stages: [Stage(outputs: outputs)])
        var elements = [Int32](repeating: 0, count: 2 * time)
        for (row, token) in [1, 4, 5, 6, 2].enumerated() { elements[2 * row] = Int32(token) }
        for (row, token) in [1, 8, 2].enumerated() { elements[2 * row + 1] = Int32(token) }
        plan.write(elements, to: tokens)
        plan.write([5, 3] as [Int32], to: lengths)
        plan.run()
        #expect(plan.scalar(outputs[2]) == 6)
        return (plan.read(outputs[0]), plan.read(outputs[1]))
    }

    /// Padding changes neither the encoder's result nor the loss.
    @Test(arguments: [configuration, attentive])
    func paddingDoesNotCount(_ configuration: SequenceAutoencoder.Configuration) {
        let (short, long) = (terms(configuration, time: 5), terms(configuration, time: 11))
        for (a, b) in zip(short.reconstruction + short.divergence, long.reconstruction + long.divergence) {
            #expect(abs(a - b) < 1e-5 * max(1, abs(a)))
        }
        // Untrained, every token is about as likely as any other of the nine.
        #expect(abs(short.reconstruction[0] / 4 - 2.197) < 0.5)
    }

    /// Greedy decoding step by step gives the most likely tokens of the whole pass, in rows where one sequence follows
    /// another.
    @Test(arguments: [configuration, attentive])
    func stepsAgreeWithTheWholePass(_ configuration: SequenceAutoencoder.Configuration) throws {
        let store = ParameterStore()
        let model = SequenceAutoencoder(store.scope, configuration)
        store.initialize(seed: 8)
        // Large codes, for sequences that differ and end early.
        let latent = CounterRandom.normals(40 * 3, seed: 2, stream: 1).map { 4 * $0 }
        let longest = 12
        let rules = SequenceWriter.Rules(begin: 1, end: 2, longest: longest)
        let written = try SequenceWriter(model, rules, batch: 3).sequences(
            ofLatents: latent, temperature: 0, seed: 0)
        #expect(written.count == 40)
        #expect(Set(written).count > 5 && Set(written.map(\.count)).count > 2, "\(written)")
        let graph = Graph()
        let z = graph.input("z", shape: [40, 3])
        let tokens = graph.input("tokens", shape: [longest, 40], type: .int32)
        let logits = model.logits(after: tokens, latent: z)
        let plan = Plan(graph, stages: [Stage(outputs: [logits])])
        plan.write(latent, to: z)
        var inputs = [Int32](repeating: 0, count: longest * 40)
        for (row, sequence) in written.enumerated() {
            for (time, token) in ([1] + sequence).prefix(longest).enumerated() {
                inputs[time * 40 + row] = token
            }
        }
        plan.write(inputs, to: tokens)
        plan.run()
        let scores = plan.read(logits)
        for (row, sequence) in written.enumerated() {
            let expected = (sequence + [2]).prefix(longest)
            let likeliest = expected.indices.map { time -> Int32 in
                let own = scores[(time * 40 + row) * 9..<(time * 40 + row + 1) * 9]
                return Int32(own.enumerated().max { $0.element < $1.element }?.offset ?? -1)
            }
            #expect(likeliest == Array(expected))
        }
    }

    /// Samples depend on the seed and the position, not on the size of the batch.
    @Test(arguments: [configuration, attentive])
    func drawsDoNotDependOnTheBatch(_ configuration: SequenceAutoencoder.Configuration) throws {
        let store = ParameterStore()
        let model = SequenceAutoencoder(store.scope, configuration)
        store.initialize(seed: 8)
        let latent = CounterRandom.normals(7 * 3, seed: 2, stream: 1)
        var rules = SequenceWriter.Rules(begin: 1, end: 2, longest: 9)
        rules.excluded = [0, 1, 3]
        func write(_ batch: Int, _ seed: UInt64) throws -> [[Int32]] {
            try SequenceWriter(model, rules, batch: batch).sequences(ofLatents: latent, seed: seed)
        }
        #expect(try write(2, 5) == write(7, 5))
        #expect(try write(7, 5) != write(7, 6))
        let rest = try SequenceWriter(model, rules, batch: 4).sequences(
            ofLatents: Array(latent[9...]), seed: 5, first: 3)
        #expect(try rest == Array(write(7, 5)[3...]))
        #expect(CounterRandom.normals(5, from: 9, seed: 2, stream: 1) == Array(latent[9..<14]))
        #expect(try write(3, 5).allSatisfy { $0.count <= 9 && !$0.contains { [0, 1, 2, 3].contains($0) } })
    }

    @Test func unlikelyTokensAreNotDrawn() throws {
        let store = ParameterStore()
        let model = SequenceAutoencoder(store.scope, Self.configuration)
        store.initialize(seed: 8)
        let latent = CounterRandom.normals(40 * 3, seed: 2, stream: 1)
        let rules = SequenceWriter.Rules(begin: 1, end: 2, longest: 9)
        let writer = try SequenceWriter(model, rules, batch: 16)
        func write(_ temperature: Float, _ minP: Float) -> [[Int32]] {
            writer.sequences(ofLatents: latent, temperature: temperature, minP: minP, seed: 5)
        }
        #expect(write(1, 1) == write(0, 0), "Of the likeliest token alone nothing is drawn.")
        #expect(write(1, 0.5) != write(1, 0))
        #expect(write(1, 1e-9) == write(1, 0))
    }

    /// Writes at most two 4s in a row, never the end before the fourth token, and nothing after a 5.
    private struct Example: WritingRule {
        var written: [Int32] = []

        func allows(_ token: Int32, remaining: Int) -> Bool {
            if written.last == 5 { return false }
            return (token != 4 || written.suffix(2) != [4, 4]) && (token != 2 || written.count >= 4)
        }

        mutating func wrote(_ token: Int32) { written.append(token) }
    }

    @Test func aRuleIsFollowedByEverySequence() throws {
        let store = ParameterStore()
        let model = SequenceAutoencoder(store.scope, Self.configuration)
        store.initialize(seed: 8)
        let latent = CounterRandom.normals(60 * 3, seed: 2, stream: 1)
        var rules = SequenceWriter.Rules(begin: 1, end: 2, longest: 9)
        rules.excluded = [0, 1, 3]
        let writer = try SequenceWriter(model, rules, batch: 16)
        let free = writer.sequences(ofLatents: latent, seed: 5)
        let ruled = writer.sequences(ofLatents: latent, following: Example(), seed: 5)
        func isShort(_ sequence: [Int32]) -> Bool { sequence.count < 4 && sequence.last != 5 }
        func follows(_ sequence: [Int32]) -> Bool {
            !isShort(sequence) && !sequence.dropLast().contains(5)
                && !zip(sequence, zip(sequence.dropFirst(), sequence.dropFirst(2))).contains {
                    $0 == 4 && $1 == (4, 4)
                }
        }
        #expect(ruled.count == 60 && ruled.allSatisfy(follows))
        #expect(!free.allSatisfy(follows))
        // The same draws, as far as the rule had nothing to forbid.
        #expect(free.indices.contains { !free[$0].isEmpty && free[$0] == ruled[$0] })
    }

    /// Lines of consecutive digits are learnt quickly, so samples and reconstructions must be right.
    static let lines = (0..<120).map { line in
        String((0..<(3 + line % 4)).map { Character(String((line + $0) % 10)) })
    }

    @Test func linesAreReadCompressedOrNot() throws {
        try inFolder { folder in
            let packed = try #require(Data(base64Encoded: "H4sIAAAAAAACA3N29ufl4nKGAi5nPy4AGDLbwBIAAAA="))
            try packed.write(to: URL(filePath: folder + "/lines.gz"))
            let (lines, tooLong) = try LineFile.read(folder + "/lines.gz", longest: 5)
            #expect(lines == ["CCO", "CN"] && tooLong == 1)
            let large = #expect(throws: FileError.self) {
                try LineFile.read(folder + "/lines.gz", longest: 5, limit: 10)
            }
            #expect(large?.description.contains("the limit is 10 bytes") == true)
            try Data([0x43, 0x0A, 0x43, 0xFF, 0x0A]).write(to: URL(filePath: folder + "/odd.txt"))
            let error = #expect(throws: FileError.self) { try LineFile.read(folder + "/odd.txt", longest: 5) }
            #expect(error?.description.contains("line 2 is not UTF-8") == true)
        }
    }

    @Test func linesAreLearntAndWritten() throws {
        try inFolders { folder, _ in
            var options = LineLab.Options(TrainingRun(folder: folder))
            (options.embedding, options.encoder, options.decoder, options.latents) = (8, 32, 48, 8)
            (options.epochs, options.batch, options.learningRate, options.beta) = (120, 30, 1e-2, 0.05)
            options.run.quiet = true
            let outcome = try LineLab(options).run(on: Self.lines, validation: Array(Self.lines.prefix(40)))
            let evidence = try #require(outcome.evidence)
            #expect(evidence.reconstruction < 1.5, "\(evidence)")
            let known = Set(Self.lines)
            let few = Array(known.sorted().prefix(20))
            let loaded = try LineAutoencoder(path: folder + "/lines.safetensors")
            let right = zip(few, try loaded.reconstructions(few)).count { $0 == $1 }
            #expect(right >= 16, "\(right) of 20")
            #expect(try loaded.samples(5, seed: 3) == outcome.model.samples(5, seed: 3))
            let successive = try loaded.samples(50, seed: 3).count { line in
                zip(line, line.dropFirst()).allSatisfy { pair in
                    (Int(String(pair.0)) ?? -9) + 1 == Int(String(pair.1)) || (pair.0 == "9" && pair.1 == "0")
                }
            }
            #expect(successive >= 35, "\(successive) of 50")
        }
    }

    @Test func resumesBitForBit() throws {
        try inFolders { whole, parts in
            func run(in folder: String, stopAt: Int?, resume: Bool) throws -> Int {
                var options = LineLab.Options(TrainingRun(folder: folder))
                (options.embedding, options.encoder, options.decoder, options.latents) = (4, 6, 8, 3)
                (options.epochs, options.batch, options.run.checkpointEvery) = (2, 25, 3)
                (options.tokenDropout, options.betaWarmup) = (0.3, 4)
                (options.codeDropout, options.averageDecay, options.readsBothWays) = (0.4, 0.9, true)
                (options.run.quiet, options.run.resume, options.run.stopAt) = (true, resume, stopAt)
                return try LineLab(options).run(
                    on: Array(Self.lines.dropLast(20)), validation: Array(Self.lines.suffix(20))
                ).training.step
            }
            #expect(try run(in: whole, stopAt: nil, resume: false) == 8)
            #expect(try run(in: parts, stopAt: 5, resume: false) == 5)
            #expect(try run(in: parts, stopAt: nil, resume: true) == 8)
            for file in ["last.safetensors", "lines.safetensors", "best.safetensors", "metrics.jsonl"] {
                let (a, b) = try (Self.bytes(whole, file), Self.bytes(parts, file))
                #expect(a == b, "\(file) differs")
            }
        }
    }

    @Test func vocabularyKnowsItsCharacters() {
        let vocabulary = CharacterVocabulary(of: ["ba", "c@é"])
        #expect(vocabulary.count == 4 + 5)
        let tokens = vocabulary.tokens(of: ["abx", ""])
        #expect(tokens == [[1, 5, 6, 3, 2], [1, 2]])
        #expect(vocabulary.line(of: tokens[0]) == "ab\u{fffd}")
        #expect(vocabulary.line(of: [1, 8, 2, 5]) == "é")
    }

    private static func bytes(_ folder: String, _ file: String) throws -> Data {
        try Data(contentsOf: URL(filePath: folder + "/" + file))
    }
}
