internal import QuartetFiles
package import QuartetImaging

/// The main colours of a picture: k-means in L\*a\*b\* (Lloyd, 1982), started by k-means++ (Arthur & Vassilvitskii, 2007).
package struct ColourClusters: Sendable, Equatable {
    package struct Cluster: Sendable, Equatable {
        package let colour: LabColour
        /// Share of the pixels.
        package let share: Double
    }

    /// The largest first.
    package let clusters: [Cluster]

    /// - Parameters:
    ///   - picture: encoded RGB. At most about 12,000 of its pixels, evenly spread, are used.
    ///   - count: k; fewer clusters come back for pictures of fewer colours.
    package init(_ picture: FloatImage, count: Int = 8, seed: UInt64 = 1) {
        let pixels = picture.width * picture.height
        // An odd stride runs through all columns.
        let step = max(1, pixels / 12_000) | 1
        let points = stride(from: 0, to: pixels, by: step).map { pixel -> SIMD3<Double> in
            let values = picture.values[picture.channels * pixel..<picture.channels * pixel + 3].map {
                Double($0)
            }
            let lab = Colour(red: values[0], green: values[1], blue: values[2]).lab
            return SIMD3(lab.lightness, lab.a, lab.b)
        }
        var random = PhiloxGenerator(seed: seed, stream: "colour clusters")
        var centres = Self.spread(points, count: count, random: &random)
        var sizes: [Int] = []
        for _ in 0..<24 {
            var sums = [SIMD3<Double>](repeating: .zero, count: centres.count)
            sizes = [Int](repeating: 0, count: centres.count)
            for point in points {
                let nearest = Self.nearest(to: point, in: centres).index
                sums[nearest] += point
                sizes[nearest] += 1
            }
            let moved = centres.indices.map {
                sizes[$0] == 0 ? centres[$0] : sums[$0] / Double(sizes[$0])
            }
            if moved == centres { break }
            centres = moved
        }
        clusters = zip(centres, sizes).filter { $1 > 0 }.map { centre, size in
            Cluster(
                colour: LabColour(lightness: centre.x, a: centre.y, b: centre.z),
                share: Double(size) / Double(points.count))
        }.sorted { $0.share > $1.share }
    }

    /// The cluster nearest to a colour, with their ΔE00.
    package func nearest(to colour: LabColour) -> (difference: Double, share: Double) {
        clusters.map { ($0.colour.difference2000(to: colour), $0.share) }.min { $0.0 < $1.0 }
            ?? (.infinity, 0)
    }

    /// Share of the picture in clusters that are neither near one of these colours nor near a mixture of two of them, which
    /// antialiasing and crossing threads give.
    ///
    /// - Parameter limit: the largest ΔE00 that counts as near.
    package func share(farFrom colours: [LabColour], limit: Double = 10) -> Double {
        clusters.filter { cluster in
            !colours.indices.contains { first in
                colours[first...].contains { second in
                    stride(from: 0.0, through: 1, by: 0.1).contains { t in
                        let from = colours[first]
                        let mixture = LabColour(
                            lightness: from.lightness + t * (second.lightness - from.lightness),
                            a: from.a + t * (second.a - from.a), b: from.b + t * (second.b - from.b))
                        return cluster.colour.difference2000(to: mixture) <= limit
                    }
                }
            }
        }.reduce(0) { $0 + $1.share }
    }

    private static func spread(
        _ points: [SIMD3<Double>], count: Int, random: inout PhiloxGenerator
    ) -> [SIMD3<Double>] {
        guard let first = points.randomElement(using: &random) else { return [] }
        var centres = [first]
        var distances = points.map { squaredLength($0 - first) }
        while centres.count < count {
            let total = distances.reduce(0, +)
            guard total > 1e-9 else { break }
            var rest = random.unit() * total
            let index = distances.firstIndex {
                rest -= $0
                return rest < 0
            }
            let next = points[index ?? points.count - 1]
            centres.append(next)
            for place in points.indices {
                distances[place] = min(distances[place], squaredLength(points[place] - next))
            }
        }
        return centres
    }

    private static func nearest(to point: SIMD3<Double>, in centres: [SIMD3<Double>]) -> (
        index: Int, distance: Double
    ) {
        var best = (index: 0, distance: Double.infinity)
        for (index, centre) in centres.enumerated() {
            let distance = squaredLength(point - centre)
            if distance < best.distance { best = (index, distance) }
        }
        return best
    }

    private static func squaredLength(_ vector: SIMD3<Double>) -> Double { (vector * vector).sum() }
}
