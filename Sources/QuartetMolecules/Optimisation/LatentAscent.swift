internal import Foundation

/// Gradient ascent on codes: the objective's terms that the model's heads predict, as a function of the code.
struct LatentAscent {
    private let objective: Objective
    private let region: LatentRegion
    private let space: any PredictiveLatentSpace
    /// Length of a step, in spreads of the codes.
    private static let length = 0.3

    /// Nil for a space that predicts nothing.
    init?(_ objective: Objective, _ region: LatentRegion, _ space: some LatentSpace) {
        guard let space = space as? any PredictiveLatentSpace else { return nil }
        (self.objective, self.region, self.space) = (objective, region, space)
    }

    /// The codes that ascent reaches from standardised points, each after its own number of steps.
    func climb(from starts: [[Double]], steps: [Int]) throws -> [[Float]] {
        var points = starts
        for step in 0..<(steps.max() ?? 0) {
            let codes = points.map(region.code)
            let slopes = try space.predict(codes).map { values in
                let found = objective.slopes(
                    Dictionary(zip(space.properties, values)) { first, _ in first })
                return space.properties.map { found[$0] ?? 0 }
            }
            let gradients = try space.gradients(codes, slopes: slopes)
            for index in points.indices where step < steps[index] {
                let uphill = zip(gradients[index], region.spread).map { Double($0) * $1 }
                let norm = uphill.reduce(0) { $0 + $1 * $1 }.squareRoot()
                if norm < 1e-12 { continue }
                for i in uphill.indices { points[index][i] += Self.length * uphill[i] / norm }
            }
        }
        return points.map(region.code)
    }
}

extension Objective {
    /// How the logarithm of the score grows with each property that is given by name, by finite differences of its
    /// desirability. Terms of other properties count as constant.
    func slopes(_ values: [String: Double]) -> [String: Double] {
        var slopes: [String: Double] = [:]
        for term in terms {
            guard let name = term.plainName, let value = values[name] else { continue }
            let step = term.property.usualWidth * 1e-3
            let floor = 1e-12
            let high = log(max(term.desirability(value + step), floor))
            let low = log(max(term.desirability(value - step), floor))
            slopes[name, default: 0] += term.weight * (high - low) / (2 * step)
        }
        return slopes
    }
}
