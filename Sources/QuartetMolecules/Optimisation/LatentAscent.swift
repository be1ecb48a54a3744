internal import Foundation

/// Gradient ascent on a code: the objective's terms that the model's heads predict, as a function of the code.
struct LatentAscent {
    private let objective: Objective
    private let region: LatentRegion
    private let steps: Int
    /// Length of a step, in spreads of the codes.
    private static let length = 0.3

    init(_ objective: Objective, _ region: LatentRegion, steps: Int) {
        (self.objective, self.region, self.steps) = (objective, region, steps)
    }

    /// The code that is reached from a standardised point.
    func climb(from start: [Double], _ space: some PredictiveLatentSpace) throws -> [Float] {
        var point = start
        for _ in 0..<steps {
            let code = region.code(point)
            guard let predicted = try space.predictions([code]).first else { break }
            let slopes = objective.slopes(
                Dictionary(zip(space.properties, predicted.values)) { first, _ in first })
            var gradient = [Double](repeating: 0, count: point.count)
            for (name, gradients) in zip(space.properties, predicted.gradients) {
                guard let slope = slopes[name] else { continue }
                for i in point.indices { gradient[i] += slope * Double(gradients[i]) * region.spread[i] }
            }
            let norm = gradient.reduce(0) { $0 + $1 * $1 }.squareRoot()
            if norm < 1e-12 { break }
            for i in point.indices { point[i] += Self.length * gradient[i] / norm }
        }
        return region.code(point)
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
