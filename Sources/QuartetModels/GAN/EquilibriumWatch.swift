/// Watches the discriminator's probabilities during a training: near one half both sides learn; far apart, one has won.
public struct EquilibriumWatch: Sendable {
    public enum Verdict: String, Sendable {
        case balanced = "in balance"
        case discriminatorWon =
            "the discriminator has won: it recognises every generated picture, and the generator no longer learns"
        case generatorWon =
            "the generator has won: the discriminator takes generated pictures for real more often than real ones"
    }

    /// Averages over about the last 200 steps, or over all steps if there are fewer; one half before the first.
    public private(set) var real = 0.5
    public private(set) var generated = 0.5
    private var steps = 0.0

    public init() {}

    /// Continues from what a checkpoint recorded.
    package init(metadata: [String: String]) {
        real = metadata["watch.real"].flatMap { Double($0) } ?? real
        generated = metadata["watch.generated"].flatMap { Double($0) } ?? generated
        let recorded = metadata["watch.steps"].flatMap { Double($0) } ?? steps
        // The file may hold any number, even one that no integer can represent.
        steps = recorded.isFinite ? min(max(recorded, 0), 0x1p48) : 0
    }

    /// What a checkpoint records.
    package var metadata: [String: String] {
        [
            "watch.real": String(real), "watch.generated": String(generated),
            "watch.steps": String(Int(steps)),
        ]
    }

    /// Takes one step's mean probabilities.
    public mutating func observe(real: Double, generated: Double) {
        steps += 1
        let share = 1 / min(steps, 200)
        self.real += (real - self.real) * share
        self.generated += (generated - self.generated) * share
    }

    public var verdict: Verdict {
        // The first steps mean little: a new discriminator is ahead for a while.
        if steps < 100 { return .balanced }
        if real > 0.95 && generated < 0.05 { return .discriminatorWon }
        if generated > 0.8 && generated > real + 0.2 { return .generatorWon }
        return .balanced
    }
}
