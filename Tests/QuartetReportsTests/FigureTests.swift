import Foundation
import QuartetImaging
import QuartetReports
import Testing

@Suite struct FigureTests {
    @Test(arguments: [
        (0.0, 1.0, ["0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
        (0, 30_000, ["0", "5,000", "10,000", "15,000", "20,000", "25,000", "30,000"]),
        (-1, 1, ["−1.0", "−0.5", "0", "0.5", "1.0"]),
        (0, 2e-4, ["0", "5·10⁻⁵", "10⁻⁴", "1.5·10⁻⁴", "2·10⁻⁴"]),
    ])
    func linearTicksAreRound(low: Double, high: Double, labels: [String]) {
        let axis = AxisLayout(
            values: [low, high], scale: .linear, isSnug: true, tickCount: labels.count)
        #expect(axis.ticks.map(\.label) == labels)
        #expect(axis.fraction(of: low) == 0 && axis.fraction(of: high) == 1)
    }

    @Test func countsHaveTheirNounInTheRightForm() {
        let texts = [0, 1, 2, 12_000].map { NumberText.counted($0, "record") }
        #expect(texts == ["0 records", "1 record", "2 records", "12,000 records"])
    }

    @Test func logarithmicTicksStandAtPowersOfTen() {
        let axis = AxisLayout(
            values: [0.0004, 30, 0, -1, .nan], scale: .logarithmic, isSnug: false, tickCount: 8)
        #expect(axis.ticks.map(\.label).filter { !$0.isEmpty } == ["0.001", "0.01", "0.1", "1", "10"])
        #expect(axis.lower > 0 && axis.lower <= 0.0004 && axis.upper >= 30)
        #expect(axis.fraction(of: 0) == nil && axis.fraction(of: -3) == nil)
    }

    @Test(arguments: [
        [], [Double.nan], [.infinity], [5], [0], [1e300, -1e300], [1e308, -1e308], [1, 1 + 1e-15],
        [-Double.leastNonzeroMagnitude, .leastNonzeroMagnitude],
    ])
    func strangeDataStillMakesAnAxis(values: [Double]) {
        for scale in [Chart.Scale.linear, .logarithmic] {
            for isSnug in [true, false] {
                let axis = AxisLayout(values: values, scale: scale, isSnug: isSnug, tickCount: 5)
                #expect(axis.lower < axis.upper && axis.ticks.count < 2000)
            }
            let chart = Chart(y: .init(scale: scale), series: [Chart.Series("s", values: values)])
            #expect(throws: Never.self) { try chart.drawing().image() }
        }
    }

    @Test func curvesAppearInTheirColourAndGapsStayEmpty() throws {
        let red = Colour(red: 1, green: 0, blue: 0)
        let values = (0..<101).map { (40...60).contains($0) ? .nan : 0.5 }
        var series = Chart.Series("level", values: values)
        series.colour = red
        let chart = Chart(
            title: "A title", x: .init("step"), y: .init("loss", range: 0...1), series: [series],
            references: [.init(0.25, label: "chance"), .init(50, label: "half", vertical: true)])
        let image = try chart.drawing().image()
        let reds = (0..<image.width).filter { x in
            (image.height / 3..<image.height).contains {
                image[x, $0, 0] > 200 && image[x, $0, 1] < 90 && image[x, $0, 2] < 90
            }
        }
        #expect(reds.count > 400 && reds.count < 640)
        let svg = String(decoding: try chart.drawing().svgBytes(), as: UTF8.self)
        #expect(!svg.contains("<image"))
    }

    @Test func smoothingRemovesTheStartUpBias() {
        let flat = Chart.Series("flat", values: [3, 3, .nan, 3]).smoothed(weight: 0.9)
        #expect(flat.samples.count == 3 && flat.samples.allSatisfy { abs($0.y - 3) < 1e-12 })
    }

    @Test func thinningKeepsPeaks() {
        var values = (0..<100_000).map { Double($0 % 7) }
        values[54_321] = 1000
        values[12_345] = -1000
        let thin = Chart.Series("long", values: values).thinned(to: 500)
        #expect(thin.count <= 500 && thin.map(\.y).max() == 1000 && thin.map(\.y).min() == -1000)
        #expect(zip(thin, thin.dropFirst()).allSatisfy { $0.x <= $1.x })
    }

    @Test func histogramsCountEveryFiniteValue() {
        let chart = Chart.histogram(of: [("a", [0, 0.1, 0.9, 1, .nan]), ("b", [])], bins: 10)
        #expect(chart.series[0].samples.map(\.y) == [1, 1, 0, 0, 0, 0, 0, 0, 0, 2])
        #expect(chart.series[1].samples.allSatisfy { $0.y == 0 })
        #expect(Chart.histogram(of: [("far", [-1e308, 1e308])]).series[0].samples.map(\.y).reduce(0, +) == 2)
        #expect(Chart.histogram(of: [("one", [4, 4])]).series[0].samples.map(\.y).reduce(0, +) == 2)
    }

    @Test func sheetsHoldEveryPicture() throws {
        let shades: [UInt8] = [10, 60, 110, 160, 210]
        let cells = shades.map { shade in
            ContactSheet.Cell(
                PixelImage(width: 16, height: 16, format: .grey, filledWith: shade),
                caption: "a caption much too long for its cell \(shade)")
        }
        let sheet = ContactSheet(
            cells: cells, title: "Samples", subtitle: "with seeds",
            labels: .init(rows: ["top", "below"], columns: ["one", "two", "three"]),
            layout: .init(columns: 3))
        let image = try sheet.drawing().image()
        for shade in shades {
            let count = (0..<(image.width * image.height)).count {
                image.bytes[$0 * 4] == shade && image.bytes[$0 * 4 + 1] == shade
            }
            #expect(count >= 64 * 64, "shade \(shade)")
        }
        let svg = String(decoding: try sheet.drawing().svgBytes(), as: UTF8.self)
        #expect(svg.components(separatedBy: "<image").count - 1 == 5)
        #expect(throws: Never.self) { try ContactSheet(cells: []).drawing().image() }
    }
}
