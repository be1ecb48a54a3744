internal import QuartetImaging
internal import QuartetReports

/// The properties of the candidates beside those of known molecules: as histograms and as medians.
struct PropertyFigures {
    private let candidates: [[String: Double]]
    private let known: [[String: Double]]

    private static let shown: [MoleculeProperty] = [.qed, .sa, .logP, .weight, .tpsa, .rotatableBonds]
    /// Bins of a histogram of many molecules; few molecules get fewer.
    private static let bins = 24
    static let candidateColour = Colour.okabeIto[0]

    init(candidates: [[String: Double]], known: [[String: Double]]) {
        (self.candidates, self.known) = (candidates, known)
    }

    var blocks: [HTMLBlock] {
        let charts = Self.shown.compactMap(chart)
        if charts.isEmpty { return [] }
        return [
            .figure(
                HTMLFigure(
                    .grid(charts, columns: 2),
                    description: "Histograms of the properties of the candidates and of known molecules")),
            table,
        ]
    }

    private static func values(_ property: MoleculeProperty, _ all: [[String: Double]]) -> [Double] {
        all.compactMap { $0[property.rawValue] }.filter(\.isFinite).sorted()
    }

    /// Shares of molecules, so that sets of different sizes can be compared.
    private func chart(_ property: MoleculeProperty) -> Drawing? {
        let own = Self.values(property, candidates)
        let known = Self.values(property, known)
        if own.isEmpty { return nil }
        // A few molecules far outside would make the rest a single bar.
        let low = min(Self.quantile(own, 0.005), known.isEmpty ? .infinity : Self.quantile(known, 0.005))
        let high = max(Self.quantile(own, 0.995), known.isEmpty ? -.infinity : Self.quantile(known, 0.995))
        let bins = min(Self.bins, max(8, Int(1.5 * Double(own.count).squareRoot())))
        let isCount = property.decimals == 0
        let reach = max(high - low, isCount ? 1 : 1e-9)
        let width = isCount ? max(1, (reach / Double(bins)).rounded(.up)) : reach / Double(bins)
        let first = isCount ? low - width / 2 : low
        let count = max(1, Int((reach / width).rounded(.up)) + (isCount ? 1 : 0))
        func samples(_ values: [Double]) -> [Chart.Sample] {
            var counts = [Int](repeating: 0, count: count)
            for value in values {
                counts[Int(min(max((value - first) / width, 0), Double(count - 1)))] += 1
            }
            return counts.enumerated().map { bin, number in
                Chart.Sample(
                    first + (Double(bin) + 0.5) * width, 100 * Double(number) / Double(values.count))
            }
        }
        var series: [Chart.Series] = []
        if !known.isEmpty {
            series.append(
                .init(
                    "known", samples: samples(known), mark: .bars(width: width), colour: Colour(grey: 0.6),
                    opacity: 0.7))
        }
        series.append(
            .init(
                "candidates", samples: samples(own), mark: .bars(width: width), colour: Self.candidateColour,
                opacity: 0.55))
        let unit = property.unit.isEmpty ? "" : ", \(property.unit)"
        return Chart(
            title: property.title + unit, y: .init("% of molecules"), series: series,
            size: .init(width: 464, height: 230)
        ).drawing()
    }

    static func quantile(_ sorted: [Double], _ share: Double) -> Double {
        guard let last = sorted.indices.last else { return .nan }
        let place = share * Double(last)
        let lower = Int(place)
        let upper = min(lower + 1, last)
        return sorted[lower] + (sorted[upper] - sorted[lower]) * (place - Double(lower))
    }

    private var table: HTMLBlock {
        func cells(_ values: [Double], _ property: MoleculeProperty) -> [HTMLTable.Cell] {
            if values.isEmpty { return [.init(""), .init("")] }
            func text(_ share: Double) -> String { property.text(Self.quantile(values, share)) }
            return [.init(text(0.5), .number), .init("\(text(0.1)) to \(text(0.9))", .number)]
        }
        let rows = MoleculeProperty.scored.map { property -> [HTMLTable.Cell] in
            [.init(property.title + (property.unit.isEmpty ? "" : " (\(property.unit))"), .heading)]
                + cells(Self.values(property, candidates), property)
                + (known.isEmpty ? [] : cells(Self.values(property, known), property))
        }
        return .table(
            HTMLTable(
                headings: ["", "Candidates: median", "80 % lie in"]
                    + (known.isEmpty ? [] : ["Known: median", "80 % lie in"]), rows: rows))
    }
}
