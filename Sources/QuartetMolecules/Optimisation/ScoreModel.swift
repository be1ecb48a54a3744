/// A guess of a molecule's score, learnt from those that were scored: a linear model on its atom environments, by normalised
/// least mean squares (Widrow & Hoff 1960; Nagumo & Noda, IEEE Trans. Autom. Control 1967, 12, 282). It is cheap enough to
/// choose among many children which of them are worth a place in the budget.
///
/// What it knows follows from the candidates and their order alone.
struct ScoreModel: Sendable {
    /// Environments of a molecule, folded, with their counts.
    struct Features: Sendable {
        fileprivate let places: [Int]
        fileprivate let counts: [Double]
        fileprivate let norm: Double

        init(_ molecule: Molecule) {
            let found = molecule.environmentCounts(radius: 2)
            places = found.environments.map { Int($0 % UInt32(ScoreModel.width)) }
            counts = found.counts.map { Double($0).squareRoot() }
            norm = 1 + counts.reduce(0) { $0 + $1 * $1 }
        }
    }

    private static let width = 1 << 13
    /// Share of an error that one look at a molecule corrects.
    private static let rate = 0.3
    /// Earlier molecules that are looked at again with each new one.
    private static let repeats = 10

    private var weights = [Double](repeating: 0, count: width)
    private var bias = 0.0
    private var seen: [(features: Features, score: Double)] = []
    /// Where the next repeats are taken from.
    private var cursor = 0

    /// Candidates that it has learnt from.
    var count: Int { seen.count }

    func guess(_ features: Features) -> Double {
        var sum = bias
        for (place, count) in zip(features.places, features.counts) { sum += weights[place] * count }
        return sum
    }

    mutating func learn(_ features: Features, score: Double) {
        seen.append((features, score))
        correct(seen.count - 1)
        for _ in 0..<min(Self.repeats, seen.count) {
            // A stride without a common divisor with most lengths visits all of them evenly.
            cursor = (cursor + 7919) % seen.count
            correct(cursor)
        }
    }

    private mutating func correct(_ index: Int) {
        let (features, score) = seen[index]
        let step = Self.rate * (score - guess(features)) / features.norm
        bias += step
        for (place, count) in zip(features.places, features.counts) { weights[place] += step * count }
    }
}
