internal import Foundation

/// Watches an adversarial training: near one half both of the discriminator's probabilities say that both sides learn;
/// apart, one is ahead; far apart, it has won. A balance also needs pictures that vary, and losses that stay small.
public struct EquilibriumWatch: Sendable {
    public enum Verdict: String, Sendable {
        case balanced = "in balance"
        case undecided = "too early to tell"
        case discriminatorAhead =
            "the discriminator is ahead: it still recognises most generated pictures, and the generator is still learning, as is usual early on"
        case generatorAhead =
            "the generator is ahead: the discriminator takes generated pictures for real more often than real ones, and is still learning"
        case undiscerning =
            "not in balance: the discriminator judges real and generated pictures alike, but not by chance; train for more steps"
        case lessVaried =
            "the generator's pictures of a class are less varied than real ones; train for more steps"
        case collapsed =
            "the generator has collapsed: its pictures of a class are nearly alike; train for more steps, or with a lower --generator-rate"
        case diverged = "the losses have grown beyond use; begin again with lower learning rates"
        case discriminatorWon =
            "the discriminator has won: it recognises every generated picture, and the generator no longer learns"
        case generatorWon =
            "the generator has won: the discriminator takes generated pictures for real more often than real ones"

        /// Whether the training is at risk, and should not wait for its next checkpoint to say so.
        public var isFailure: Bool {
            switch self {
            case .collapsed, .diverged, .discriminatorWon, .generatorWon: true
            case .balanced, .undecided, .discriminatorAhead, .generatorAhead, .undiscerning, .lessVaried:
                false
            }
        }
    }

    /// Probabilities of a discriminator that can hardly do better than guess.
    private static let nearHalf = 0.25...0.75

    /// Averages over about the last 200 steps, or over all steps if there are fewer; one half before the first.
    public private(set) var real = 0.5
    public private(set) var generated = 0.5
    /// The larger of the two losses, averaged likewise.
    private var loss = 0.0
    private var steps = 0.0
    /// The generator's variety of the least varied class at the last checkpoint; nil until it is measured.
    public private(set) var variety: Double?

    public init() {}

    /// Continues from what a checkpoint recorded.
    package init(metadata: [String: String]) {
        real = metadata["watch.real"].flatMap { Double($0) } ?? real
        generated = metadata["watch.generated"].flatMap { Double($0) } ?? generated
        loss = metadata["watch.loss"].flatMap { Double($0) } ?? loss
        variety = metadata["watch.variety"].flatMap { Double($0) }
        let recorded = metadata["watch.steps"].flatMap { Double($0) } ?? steps
        // The file may hold any number, even one that no integer can represent.
        steps = recorded.isFinite ? min(max(recorded, 0), 0x1p48) : 0
    }

    /// What a checkpoint records.
    package var metadata: [String: String] {
        var metadata = [
            "watch.real": String(real), "watch.generated": String(generated), "watch.loss": String(loss),
            "watch.steps": String(Int(steps)),
        ]
        metadata["watch.variety"] = variety.map { String($0) }
        return metadata
    }

    /// Takes one step's mean probabilities and its larger loss.
    public mutating func observe(real: Double, generated: Double, loss: Double) {
        steps += 1
        let share = 1 / min(steps, 200)
        self.real += (real - self.real) * share
        self.generated += (generated - self.generated) * share
        self.loss += (abs(loss) - self.loss) * share
    }

    /// Takes what was measured at a checkpoint: one class that collapsed is enough.
    public mutating func observe(_ variety: PictureVariety) { self.variety = variety.least }

    public var verdict: Verdict {
        // In balance the losses are about 1.4 and 0.7 (hinge: 2 and 0): a hundred nats are far from any balance.
        if !loss.isFinite || loss > 100 { return .diverged }
        // The first steps mean little: a new discriminator is ahead for a while.
        if steps < 100 { return .undecided }
        if real > 0.95 && generated < 0.05 { return .discriminatorWon }
        if generated > 0.8 && generated > real + 0.2 { return .generatorWon }
        guard steps >= 500, let variety else { return .undecided }
        if variety < PictureVariety.collapse { return .collapsed }
        if !Self.nearHalf.contains(real) || !Self.nearHalf.contains(generated) { return leader }
        return variety < PictureVariety.enough ? .lessVaried : .balanced
    }

    /// Who is ahead where a probability is far from one half.
    private var leader: Verdict {
        if abs(real - generated) < 0.2 { return .undiscerning }
        return real > generated ? .discriminatorAhead : .generatorAhead
    }
}
