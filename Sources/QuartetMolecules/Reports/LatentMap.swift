internal import QuartetImaging
internal import QuartetMetrics
internal import QuartetReports

/// The candidates by the two directions in which their latent codes differ most, coloured by a property.
struct LatentMap {
    private let property: MoleculeProperty
    private let points: [Dot]

    /// Molecules whose codes are another model's.
    private let others: Int

    private struct Model: Hashable {
        let weights: String?
        let width: Int
    }

    private struct Dot {
        let place: QuartetImaging.Point
        let value: Double
    }

    private static let steps = 6
    /// Dark for low, light for high: also in grey print, and for readers who see no red or green.
    private static let ends = (
        low: Colour(red: 0.27, green: 0.0, blue: 0.33), high: Colour(red: 0.99, green: 0.8, blue: 0.1)
    )

    /// Codes of different models cannot be compared: the map has those of the model with the most molecules. Nil for fewer
    /// than three of them.
    init?(_ molecules: [ReportMolecule], by property: MoleculeProperty = .qed) {
        self.property = property
        let all = molecules.compactMap { molecule -> (model: Model, code: [Float], value: Double)? in
            guard let origin = molecule.origin, let code = origin.code, code.allSatisfy(\.isFinite),
                let value = molecule.value(property)
            else { return nil }
            return (Model(weights: origin.model, width: code.count), code, value)
        }
        let counts = Dictionary(grouping: all, by: \.model).mapValues(\.count)
        guard
            let model = counts.max(by: { ($0.value, $0.key.width) < ($1.value, $1.key.width) })?.key,
            model.width >= 2
        else { return nil }
        let coded = all.filter { $0.model == model }
        if coded.count < 3 { return nil }
        others = all.count - coded.count
        let components = PrincipalComponents(coded.flatMap { $0.code }, width: model.width, share: 0.999)
        guard components.directions.count >= 2 else { return nil }
        points = coded.map { _, code, value in
            func along(_ direction: [Double]) -> Double {
                zip(zip(code, components.mean), direction).reduce(0) { sum, pair in
                    sum + (Double(pair.0.0) - pair.0.1) * pair.1
                }
            }
            let place = QuartetImaging.Point(
                along(components.directions[0]), along(components.directions[1]))
            return Dot(place: place, value: value)
        }
    }

    /// Somewhat wider than the points, so that none lies on the edge.
    private static func range(_ places: [Double]) -> ClosedRange<Double> {
        let (low, high) = (places.min() ?? 0, places.max() ?? 1)
        let margin = max(0.05 * (high - low), 1e-6)
        return low - margin...high + margin
    }

    var blocks: [HTMLBlock] {
        let values = points.map(\.value).sorted()
        // Each colour has as many molecules.
        let bounds = (0...Self.steps).map {
            PropertyFigures.quantile(values, Double($0) / Double(Self.steps))
        }
        let series = (0..<Self.steps).map { step in
            let (low, high) = (bounds[step], bounds[step + 1])
            let isLast = step == Self.steps - 1
            return Chart.Series(
                "\(property.text(low)) to \(property.text(high))",
                samples: points.filter { $0.value >= low && (isLast || $0.value < high) }.map(\.place),
                mark: .points,
                colour: Self.ends.low.mixed(
                    with: Self.ends.high, by: Double(step) / Double(Self.steps - 1)), opacity: 0.85)
        }
        let chart = Chart(
            title: "Latent codes, coloured by \(property.title)",
            x: .init("first principal component", range: Self.range(points.map(\.place.x))),
            y: .init("second", range: Self.range(points.map(\.place.y))), series: series,
            size: .init(width: 720, height: 440))
        return [
            .figure(
                HTMLFigure(
                    chart.drawing(), description: "Map of the latent codes", isDense: points.count > 1500)),
            .note(
                "Near points have similar codes in these two directions alone; molecules far apart in others can lie together."
                    + (others > 0
                        ? " \(NumberText.counted(others, "molecule")) with codes of another model left out."
                        : "")
            ),
        ]
    }
}
