internal import Foundation
public import QuartetEngine

/// Writes sequences of a `SequenceAutoencoder` token by token: a plan of one step for a batch, run until every sequence
/// has ended. It uses the weights as they were when it was made.
public final class SequenceWriter {
    /// How a sequence begins and ends, and which tokens it never contains.
    public struct Rules: Sendable {
        public var begin: Int32
        public var end: Int32
        public var excluded: [Int32] = []
        /// The largest number of tokens, without the first.
        public var longest: Int

        public init(begin: Int32, end: Int32, longest: Int) {
            (self.begin, self.end, self.longest) = (begin, end, longest)
        }
    }

    private struct Start {
        let plan: Plan
        let latent, state: Tensor
    }

    private struct Step {
        let plan: Plan
        let token, latent, logits: Tensor
        let states, nextStates: [Tensor]
    }

    private let batch: Int
    private let latents: Int
    private let vocabulary: Int
    private let start: Start
    private let step: Step

    /// - Parameter batch: sequences that are written at the same time.
    public init(_ model: SequenceAutoencoder, batch: Int, precision: Precision = .float32) throws(OutOfMemory)
    {
        (self.batch, latents) = (batch, model.configuration.latents)
        vocabulary = model.configuration.vocabulary
        let first = Graph()
        let latent = first.input("latent", shape: [batch, latents])
        let state = model.initialStates(latent)[0]
        start = Start(
            plan: try Plan.checked(
                first, stages: [Stage(outputs: [state])], precision: precision, frozen: true),
            latent: latent, state: state)
        let graph = Graph()
        let token = graph.input("token", shape: [batch], type: .int32)
        let beside = graph.input("latent", shape: [batch, latents])
        let states = (0..<model.configuration.decoderLayers).map {
            graph.input("state \($0)", shape: [batch, model.configuration.decoder])
        }
        let next = model.step(token, latent: beside, states: states)
        step = Step(
            plan: try Plan.checked(
                graph, stages: [Stage(outputs: [next.logits] + next.states)], precision: precision,
                frozen: true),
            token: token, latent: beside, logits: next.logits, states: states, nextStates: next.states)
    }

    /// One sequence for each latent vector, without its begin and end tokens.
    ///
    /// - Parameters:
    ///   - latent: vectors one after another.
    ///   - temperature: divides the logits before a token is drawn; 0 takes the most likely token.
    ///   - rule: what every sequence follows besides, from its first token on.
    ///   - seed: of the draws. The draws of a sequence depend only on the seed and its index, not on the batch.
    public func sequences(
        ofLatents latent: [Float], _ rules: Rules, following rule: (any WritingRule)? = nil,
        temperature: Float = 1, seed: UInt64
    ) -> [[Int32]] {
        let count = latent.count / latents
        return stride(from: 0, to: count, by: batch).flatMap { first in
            write(
                latent[first * latents..<min(first + batch, count) * latents], first, rules, rule,
                temperature, seed)
        }
    }

    private func write(
        _ latent: ArraySlice<Float>, _ first: Int, _ rules: Rules, _ rule: (any WritingRule)?,
        _ temperature: Float, _ seed: UInt64
    ) -> [[Int32]] {
        let count = latent.count / latents
        begin(latent)
        var tokens = [Int32](repeating: rules.begin, count: batch)
        var sequences = [[Int32]](repeating: [], count: count)
        var followed = rule.map { [any WritingRule](repeating: $0, count: count) }
        var isOpen = [Bool](repeating: true, count: count)
        for position in 0..<rules.longest where isOpen.contains(true) {
            step.plan.write(tokens, to: step.token)
            step.plan.run()
            for (from, to) in zip(step.nextStates, step.states) {
                _ = step.plan.floats(of: to).update(from: step.plan.floats(of: from))
            }
            let draws = CounterRandom.uniforms(first + count, seed: seed, step: position, stream: 0x5751_5445)
            let logits = step.plan.floats(of: step.logits)
            for row in 0..<count where isOpen[row] {
                let own = UnsafeMutableBufferPointer(
                    rebasing: logits[row * vocabulary..<(row + 1) * vocabulary])
                let forbidden = followed?[row].forbidden(remaining: rules.longest - position) ?? []
                for token in rules.excluded + forbidden { own[Int(token)] = -.infinity }
                tokens[row] = Self.draw(own, temperature, draws[first + row]) ?? rules.end
                if tokens[row] == rules.end {
                    isOpen[row] = false
                } else {
                    sequences[row].append(tokens[row])
                    followed?[row].wrote(tokens[row])
                }
            }
        }
        return sequences
    }

    /// Writes latent vectors and the states that they begin with to the step's inputs. The last batch may not be full: its
    /// other rows are written and discarded.
    private func begin(_ latent: ArraySlice<Float>) {
        let rows = Array(latent) + [Float](repeating: 0, count: batch * latents - latent.count)
        start.plan.write(rows, to: start.latent)
        start.plan.run()
        let state = start.plan.read(start.state)
        for input in step.states { step.plan.write(state, to: input) }
        step.plan.write(rows, to: step.latent)
    }

    /// Draws a token by its probability; nil where all are ruled out.
    ///
    /// - Parameter uniform: a uniform number in [0, 1).
    private static func draw(
        _ logits: UnsafeMutableBufferPointer<Float>, _ temperature: Float, _ uniform: Float
    ) -> Int32? {
        guard let (best, highest) = logits.enumerated().max(by: { $0.element < $1.element }),
            highest > -.infinity
        else { return nil }
        if temperature <= 0 { return Int32(best) }
        let weights = logits.map { exp(Double(($0 - highest) / temperature)) }
        var rest = Double(uniform) * weights.reduce(0, +)
        for (token, weight) in weights.enumerated() {
            rest -= weight
            if rest < 0 { return Int32(token) }
        }
        return Int32(best)
    }
}
