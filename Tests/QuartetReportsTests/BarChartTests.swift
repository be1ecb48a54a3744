import Foundation
import QuartetImaging
import QuartetReports
import Testing

@Suite struct BarChartTests {
    /// Pixels of a colour in each row of an image.
    private static func runs(_ drawing: Drawing, of colour: Colour) throws -> [Int] {
        let image = try drawing.image()
        let wanted = [colour.red, colour.green, colour.blue].map { ($0 * 255).rounded() }
        return (0..<image.height).map { y in
            (0..<image.width).count { x in
                (0..<3).allSatisfy { abs(Double(image[x, y, $0]) - wanted[$0]) < 3 }
            }
        }
    }

    @Test func lengthsAreInProportion() throws {
        let rows = [8.0, 4, 1].map { BarChart.Row("row", bars: [.init($0, label: "\($0)")]) }
        let counts = try Self.runs(BarChart(title: "A title", rows: rows).drawing(), of: .okabeIto[0])
        let lengths = Array(Set(counts.filter { $0 > 10 })).sorted()
        #expect(lengths.count == 3, "\(lengths)")
        #expect(abs(lengths[2] - 2 * lengths[1]) <= 2 && abs(lengths[2] - 8 * lengths[0]) <= 8)
    }

    @Test func eachBarOfARowHasItsColourAndItsNameInTheLegend() throws {
        let bars = [0.2, 0.4].map { BarChart.Bar($0, label: "") }
        let chart = BarChart(
            title: "A field", note: "index 0.30", names: ["then", "now"], rows: [.init("a", bars: bars)],
            layout: .panel)
        let (then, now) = (
            try Self.runs(chart.drawing(), of: .okabeIto[0]), try Self.runs(chart.drawing(), of: .okabeIto[1])
        )
        // The legend's squares are 12 wide.
        #expect(then.contains(12) && now.contains(12))
        let (before, after) = (then.max() ?? 0, now.max() ?? 0)
        #expect(before > 40 && abs(after - 2 * before) <= 2)
    }

    @Test(
        arguments: [
            [], [0], [-1, 2], [.nan, .infinity, 3], [1e308, 1e308], [.leastNonzeroMagnitude],
        ] as [[Double]])
    func strangeValuesAreDrawn(values: [Double]) throws {
        let rows = values.map { BarChart.Row("row", bars: [.init($0, label: "\($0)")]) }
        let drawing = BarChart(title: "", rows: rows).drawing()
        let image = try drawing.image()
        #expect(Double(image.width) == drawing.width && Double(image.height) == drawing.height)
        let longest = try Self.runs(drawing, of: .okabeIto[0]).max() ?? 0
        #expect(Double(longest) < drawing.width)
    }

    @Test func whatIsNotZeroIsSeen() throws {
        let rows = [1e9, 1, 0].map { BarChart.Row("row", bars: [.init($0, label: "")]) }
        let counts = try Self.runs(BarChart(title: "", rows: rows).drawing(), of: .okabeIto[0])
        #expect(counts.contains { (1...2).contains($0) })
    }
}
