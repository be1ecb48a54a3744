import Glibc
internal import QuartetFiles
import QuartetImaging

/// The folds of a skirt and the hem line that follows from them; outline and shading share both.
struct SkirtHem {
    let ridges: [FoldField.Ridge]
    let pleats: FoldField.Pleats?
    /// How much higher the hem lies at the sides than in the middle.
    let sag: Double

    init(_ parameters: GarmentParameters, flare: Double, length: Double, label: String) {
        var random = PhiloxGenerator(seed: parameters.seed, stream: label)
        let skirt = parameters.skirt
        // Folds of short skirts are less deep.
        let room = min(1, 0.45 + length / 110)
        let depth = skirt.depth * (0.85 + 0.8 * parameters.drape) * room
        sag = min(6.5, 1.2 + flare * length * 0.11)
        switch skirt.kind {
        case .knife:
            pleats = .init(count: skirt.folds, depth: 0.55 + 0.15 * skirt.depth, profile: .knife)
            ridges = []
        case .box:
            pleats = .init(count: skirt.folds, depth: 0.6 + 0.15 * skirt.depth, profile: .box)
            ridges = []
        case .plain, .gathered, .tiered, .mermaid, .wrap:
            pleats = nil
            let start: Double =
                switch skirt.kind {
                case .mermaid: 0.62
                case .gathered, .tiered: 0.02
                default: flare > 0.12 ? 0.0 : 0.2
                }
            var ridges: [FoldField.Ridge] = []
            for index in 0..<skirt.folds {
                let even = -1 + (Double(index) + 0.5) * 2 / Double(skirt.folds)
                let place = even * 0.95 + random.around(0.45 / Double(skirt.folds))
                ridges.append(
                    FoldField.Ridge(
                        across: place, width: (0.62 + random.around(0.12)) / Double(skirt.folds),
                        depth: depth * (0.72 + 0.5 * random.unit()), start: start + 0.12 * random.unit(),
                        drift: random.around(0.25 / Double(skirt.folds))))
            }
            // Smaller folds between the others, beginning further down.
            if flare > 0.12 {
                for index in 0..<skirt.folds {
                    let even = -1 + (Double(index) + 1) * 2 / Double(skirt.folds)
                    guard random.unit() < 0.7, even < 0.95 else { continue }
                    ridges.append(
                        FoldField.Ridge(
                            across: even * 0.95 + random.around(0.3 / Double(skirt.folds)),
                            width: (0.3 + random.around(0.08)) / Double(skirt.folds),
                            depth: depth * (0.25 + 0.25 * random.unit()), start: 0.35 + 0.3 * random.unit(),
                            drift: random.around(0.2 / Double(skirt.folds))))
                }
            }
            self.ridges = ridges
        }
    }

    /// How far the hem hangs below its sides at a place across.
    func drop(at across: Double) -> Double {
        var y = sag * (1 - across * across)
        for ridge in ridges {
            let d = (across - ridge.across - ridge.drift) / ridge.width
            y += 0.45 * ridge.depth * exp(-d * d)
        }
        return y
    }

    /// The hem from right to left between two corners; where `isBack`, that of the skirt's back.
    func line(left: Double, right: Double, y: Double, isBack: Bool = false) -> [Point] {
        if let pleats { return pleated(left: left, right: right, y: y, pleats.count, pleats.profile, isBack) }
        let count = max(12, ridges.count * 6)
        let middle = (left + right) / 2
        let half = (right - left) / 2
        return (0...count).map { index in
            let across = 1 - 2 * Double(index) / Double(count)
            var offset = drop(at: across)
            if isBack {
                offset =
                    sag * (1 - across * across) * 0.3 + (sag * (1 - across * across) - offset) * 0.25 + 0.8
            }
            // The corners stay where the sides end.
            let edge = 1 - across * across * across * across * across * across * across * across
            return Point(middle + half * across, y + offset * edge)
        }
    }

    private func pleated(
        left: Double, right: Double, y: Double, _ count: Int, _ profile: FoldField.Profile, _ isBack: Bool
    ) -> [Point] {
        let middle = (left + right) / 2
        let half = (right - left) / 2
        func at(_ across: Double, _ step: Double) -> Point {
            Point(middle + half * across, y + sag * (1 - across * across) + (isBack ? -0.6 : step))
        }
        var points = [at(1, 0)]
        for index in 0..<count {
            let a = 1 - 2 * Double(index) / Double(count)
            let b = 1 - 2 * Double(index + 1) / Double(count)
            if profile == .knife {
                points.append(at(a - (a - b) * 0.04, 0.75))
                points.append(at(b + (a - b) * 0.06, -0.15))
            } else {
                points.append(at(a - (a - b) * 0.10, -0.5))
                points.append(at(a - (a - b) * 0.16, 0.5))
                points.append(at(b + (a - b) * 0.16, 0.5))
                points.append(at(b + (a - b) * 0.10, -0.5))
            }
        }
        points.append(at(-1, 0))
        return points
    }
}
