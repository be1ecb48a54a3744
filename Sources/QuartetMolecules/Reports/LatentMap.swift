internal import QuartetImaging
internal import QuartetMetrics
internal import QuartetReports

/// The candidates by the two directions in which their latent codes differ most, coloured by a property.
struct LatentMap {
    private let property: MoleculeProperty
    private let points: [Dot]

    private struct Dot {
        let place: QuartetImaging.Point
        let value: Double
    }

    private static let steps = 6
    /// Dark for low, light for high: also in grey print, and for readers who see no red or green.
    private static let ends = (
        low: Colour(red: 0.27, green: 0.0, blue: 0.33), high: Colour(red: 0.99, green: 0.8, blue: 0.1)
    )

    /// Nil for fewer than three molecules with codes of one length.
    init?(_ molecules: [ReportMolecule], by property: MoleculeProperty = .qed) {
        self.property = property
        let coded = molecules.compactMap { molecule -> (code: [Float], value: Double)? in
            guard let code = molecule.origin?.code, let value = molecule.value(property) else { return nil }
            return (code, value)
        }
        guard let width = coded.first?.code.count, width >= 2, coded.count >= 3,
            coded.allSatisfy({ $0.code.count == width && $0.code.allSatisfy(\.isFinite) })
        else { return nil }
        let components = PrincipalComponents(coded.flatMap { $0.code }, width: width, share: 0.999)
        guard components.directions.count >= 2 else { return nil }
        points = coded.map { code, value in
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
            title: "Latent codes, coloured by \(property.title)", x: .init("first principal component"),
            y: .init("second"), series: series, size: .init(width: 720, height: 440))
        return [
            .figure(
                HTMLFigure(
                    chart.drawing(), description: "Map of the latent codes", isDense: points.count > 1500)),
            .note(
                "Near points have like codes in these two directions alone; molecules far apart in others can lie together."
            ),
        ]
    }
}
