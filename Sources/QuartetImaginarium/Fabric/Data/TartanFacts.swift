import Foundation
internal import QuartetFiles

/// Statistics of recorded tartans: the number, width and colours of a sett's stripes.
struct TartanFacts: Sendable {
    /// Share of setts that mirror at both pivots; the others repeat.
    let reflectiveShare: Float
    /// Numbers of stripes in half a sett, with their frequencies.
    let stripeCounts: [(count: Int, weight: Float)]
    /// Numbers of colours in a sett, with their frequencies.
    let colourCounts: [(count: Int, weight: Float)]
    /// (probability, width as a share of the half sett): points of the distribution function of stripe widths.
    let widthQuantiles: [(probability: Float, width: Float)]

    /// Reads `tartan-statistics.json`.
    init(contentsOf url: URL) throws(FabricDataError) {
        let file = try decodeJSON(File.self, at: url, expected: "tartan statistics")
        func table(_ name: String, _ entries: [String: Float]) throws(FabricDataError) -> [(Int, Float)] {
            var rows: [(Int, Float)] = []
            for (key, value) in entries.sorted(by: { $0.key < $1.key }) {
                guard let number = Int(key), (1...200).contains(number), value >= 0, value.isFinite else {
                    throw .badEntry(
                        path: url.path, entry: name, found: "\(key): \(value)",
                        expected: "a whole number 1 to 200 and a count")
                }
                rows.append((number, value))
            }
            guard rows.contains(where: { $0.1 > 0 }) else {
                throw .badEntry(path: url.path, entry: name, found: "no counts", expected: "at least one")
            }
            return rows.sorted { $0.0 < $1.0 }
        }
        guard (0...1).contains(file.reflectiveFraction) else {
            throw .badEntry(
                path: url.path, entry: "reflective_fraction", found: "\(file.reflectiveFraction)",
                expected: "a share of 0 to 1")
        }
        reflectiveShare = file.reflectiveFraction
        stripeCounts = try table("stripes_hist", file.stripesHistogram).map { (count: $0.0, weight: $0.1) }
        colourCounts = try table("colours_per_sett", file.coloursPerSett).map {
            (count: $0.0, weight: $0.1)
        }
        widthQuantiles = try table("stripe_width_fraction", file.stripeWidthFraction)
            .map { (probability: Float($0.0) / 100, width: $0.1) }
    }

    /// Grey levels and widths (shares that sum to 1) of one full sett drawn from the statistics.
    ///
    /// `maximumStripes` bounds the stripes of the half sett, so that the narrowest remains visible.
    func sett(maximumStripes: Int, random: inout PhiloxGenerator) -> [(level: Float, width: Float)] {
        let likely = stripeCounts.filter { (3...max(3, maximumStripes)).contains($0.count) }
        let counts = likely.isEmpty ? [(count: 4, weight: Float(1))] : likely
        let stripes = counts[random.index(weights: counts.map(\.weight))].count
        let colours = min(
            max(2, colourCounts[random.index(weights: colourCounts.map(\.weight))].count), min(stripes, 5))
        // Levels far apart: most tartans have deep grounds and light thin lines.
        let jitter = random.uniform(-0.04, 0.04)
        let ladder = (0..<colours).map { min(max(Float($0) / Float(colours - 1) + jitter, 0), 1) }
        var half: [(level: Float, width: Float)] = []
        var previous = -1
        for _ in 0..<stripes {
            let width = stripeWidth(random.uniform())
            var choice = previous
            while choice == previous {
                // Wide stripes are dark more often than light.
                let bias = width > 0.1 ? random.uniform() * random.uniform() : random.uniform()
                choice = min(colours - 1, Int(bias * Float(colours)))
            }
            previous = choice
            half.append((ladder[choice], width))
        }
        let sett = random.chance(reflectiveShare) ? half + half.dropFirst().dropLast().reversed() : half
        let total = sett.reduce(0) { $0 + $1.width }
        return sett.map { ($0.level, $0.width / total) }
    }

    /// Width at a probability, by linear interpolation of the distribution function.
    private func stripeWidth(_ probability: Float) -> Float {
        var low = (probability: Float(0), width: (widthQuantiles.first?.width ?? 0.02) / 2)
        for point in widthQuantiles {
            if probability < point.probability {
                let t = (probability - low.probability) / max(1e-6, point.probability - low.probability)
                return low.width + t * (point.width - low.width)
            }
            low = point
        }
        return low.width * (1 + 0.3 * (probability - low.probability) / max(1e-6, 1 - low.probability))
    }

    private struct File: Decodable {
        let reflectiveFraction: Float
        let stripesHistogram: [String: Float]
        let coloursPerSett: [String: Float]
        let stripeWidthFraction: [String: Float]

        enum CodingKeys: String, CodingKey {
            case reflectiveFraction = "reflective_fraction"
            case stripesHistogram = "stripes_hist"
            case coloursPerSett = "colours_per_sett"
            case stripeWidthFraction = "stripe_width_fraction"
        }
    }
}
