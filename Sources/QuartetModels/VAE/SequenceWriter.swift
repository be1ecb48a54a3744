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

    private let rules: Rules
    private let batch: Int
    private let latents: Int
    private let vocabulary: Int
    private let steps: any DecodingSteps

    /// - Parameters:
    ///   - rules: of all sequences.
    ///   - batch: sequences that are written at the same time.
    /// - Throws: ``OutOfMemory`` if what the decoder keeps of sequences of that length needs more than the machine has.
    public init(
        _ model: SequenceAutoencoder, _ rules: Rules, batch: Int, precision: Precision = .float32
    ) throws(OutOfMemory) {
        (self.rules, self.batch, latents) = (rules, batch, model.configuration.latents)
        vocabulary = model.configuration.vocabulary
        switch model.decoder {
        case .recurrent(let decoder):
            steps = try RecurrentSteps(model, decoder, batch: batch, precision: precision)
        case .attention(let decoder, let heads):
            steps = try AttentionSteps(
                model, decoder, heads: heads, batch: batch, longest: rules.longest, precision: precision)
        }
    }

    /// One sequence for each latent vector, without its begin and end tokens.
    ///
    /// - Parameters:
    ///   - latent: vectors one after another.
    ///   - temperature: divides the logits before a token is drawn; 0 takes the most likely token.
    ///   - minP: a token less likely than this share of the likeliest one's probability is not drawn (Nguyen et al.,
    ///     2024). Tokens that the rule forbids do not count.
    ///   - rule: what every sequence follows besides, from its first token on.
    ///   - seed: of the draws. The draws of a sequence depend only on the seed and its index, not on the batch.
    ///   - first: the index of the first sequence.
    public func sequences(
        ofLatents latent: [Float], following rule: (any WritingRule)? = nil, temperature: Float = 1,
        minP: Float = 0, seed: UInt64, first: Int = 0
    ) -> [[Int32]] {
        let count = latent.count / latents
        var work = Work(latent: latent, count: count, latents: latents, seed: seed, first: first)
        if rules.longest < 1 { return work.sequences }
        var slots = [Slot](repeating: Slot(), count: batch)
        fill(&slots, &work, rule)
        while slots.contains(where: \.isOpen) {
            let logits = steps.logits(
                after: slots.map(\.token), at: slots.map { $0.isOpen ? Int32($0.position) : 0 })
            for row in slots.indices {
                guard let index = slots[row].sequence else { continue }
                let own = UnsafeMutableBufferPointer(
                    rebasing: logits[row * vocabulary..<(row + 1) * vocabulary])
                for token in rules.excluded { own[Int(token)] = -.infinity }
                let draw = work.draw(of: index, position: slots[row].position)
                let remaining = rules.longest - slots[row].position
                let token =
                    Self.draw(own, temperature, minP, draw) { [rule = slots[row].rule] token in
                        rule?.allows(token, remaining: remaining) ?? true
                    } ?? rules.end
                if token != rules.end {
                    work.sequences[index].append(token)
                    slots[row].wrote(token)
                }
                if token == rules.end || slots[row].position == rules.longest { slots[row].sequence = nil }
            }
            fill(&slots, &work, rule)
        }
        return work.sequences
    }

    /// Sequences that are to be written, and those that are.
    private struct Work {
        let latent: [Float]
        let count: Int
        let latents: Int
        let seed: UInt64
        /// The index of the first sequence among those of the seed.
        let first: Int
        var next = 0
        var sequences: [[Int32]]
        /// Uniform numbers of all sequences, by position.
        private var draws: [[Float]] = []

        init(latent: [Float], count: Int, latents: Int, seed: UInt64, first: Int) {
            (self.latent, self.count, self.latents) = (latent, count, latents)
            (self.seed, self.first) = (seed, first)
            sequences = [[Int32]](repeating: [], count: count)
        }

        mutating func draw(of sequence: Int, position: Int) -> Float {
            while draws.count <= position {
                draws.append(
                    CounterRandom.uniforms(
                        count, from: first, seed: seed, step: draws.count, stream: 0x5751_5445))
            }
            return draws[position][sequence]
        }
    }

    /// A row of the batch and the sequence that is written in it: where one ends the next begins.
    private struct Slot {
        var sequence: Int?
        var token: Int32 = 0
        var position = 0
        var rule: (any WritingRule)?

        var isOpen: Bool { sequence != nil }

        mutating func wrote(_ token: Int32) {
            self.token = token
            position += 1
            rule?.wrote(token)
        }
    }

    /// Gives the next sequences to slots that have none.
    private func fill(_ slots: inout [Slot], _ work: inout Work, _ rule: (any WritingRule)?) {
        let left = work.count - work.next
        let free = Array(slots.indices.filter { !slots[$0].isOpen }.prefix(left))
        if free.isEmpty || (free.count < steps.rowsWorthBeginning && free.count < left) { return }
        steps.begin(
            free, codes: work.latent[work.next * latents..<(work.next + free.count) * latents])
        for row in free {
            slots[row] = Slot(sequence: work.next, token: rules.begin, rule: rule)
            work.next += 1
        }
    }

    /// Draws a token by its probability among those that are allowed; nil where none is.
    ///
    /// Without `minP` only drawn tokens are looked at. One that is not allowed loses its share, and the number is drawn again from its
    /// place within that share, where it is uniform: the probabilities are as if all had been looked at before.
    ///
    /// - Parameter uniform: a uniform number in [0, 1).
    private static func draw(
        _ logits: UnsafeMutableBufferPointer<Float>, _ temperature: Float, _ minP: Float,
        _ uniform: Float, isAllowed: (Int32) -> Bool
    ) -> Int32? {
        guard let highest = logits.max(), highest > -.infinity else { return nil }
        var weights = logits.map { exp(Double(($0 - highest) / (temperature > 0 ? temperature : 1))) }
        if temperature <= 0 || minP > 0 {
            guard let likeliest = likeliest(&weights, isAllowed) else { return nil }
            if temperature <= 0 { return Int32(likeliest) }
            let least = Double(minP) * weights[likeliest]
            for token in weights.indices where weights[token] < least { weights[token] = 0 }
        }
        var uniform = Double(uniform)
        while let (token, place) = drawn(weights, uniform) {
            if isAllowed(Int32(token)) { return Int32(token) }
            (weights[token], uniform) = (0, place)
        }
        return nil
    }

    /// The likeliest token that is allowed; likelier ones lose their weight.
    private static func likeliest(_ weights: inout [Double], _ isAllowed: (Int32) -> Bool) -> Int? {
        while let token = weights.indices.max(by: { weights[$0] < weights[$1] }), weights[token] > 0 {
            if isAllowed(Int32(token)) { return token }
            weights[token] = 0
        }
        return nil
    }

    /// The token on whose share of the weights a number in [0, 1) falls, and where in the share; nil where no weight is left.
    private static func drawn(_ weights: [Double], _ uniform: Double) -> (token: Int, place: Double)? {
        let total = weights.reduce(0, +)
        guard total > 0 else { return nil }
        var rest = uniform * total
        for (token, weight) in weights.enumerated() where weight > 0 {
            if rest < weight { return (token, rest / weight) }
            rest -= weight
        }
        // Rounding has left nothing for the last ones.
        return weights.lastIndex { $0 > 0 }.map { ($0, 0) }
    }
}
