import Foundation
import QuartetImaginarium
import QuartetTestSupport
import Testing

@Suite struct EvaluationReportTests {
    private let accuracy = EvaluationFigure(
        "accuracy", .share, atLeast: 0.9, values: [0.93, 0.7, nil], real: 0.98)
    private let seam = EvaluationFigure("seam", .ratio, atMost: 1.05, values: [1.2, 1, 1])
    private let alone = EvaluationFigure("time", .seconds, atMost: 3.5, values: [2.25])

    @Test func figuresKnowTargetsAndWinners() {
        #expect(accuracy.isReached(by: 0) == true && accuracy.isReached(by: 1) == false)
        #expect(accuracy.isReached(by: 2) == nil && accuracy.isReached(by: 7) == nil)
        #expect(accuracy.winner == 0)
        // Two are best, or only one was measured.
        #expect(seam.winner == nil && alone.winner == nil)
        #expect(seam.isReached(by: 0) == false && alone.isReached(by: 0) == true)
        #expect(EvaluationFigure("seam", .ratio, atMost: 1, values: [.infinity, 1.1]).winner == 1)
    }

    @Test func aReportIsATableInTextAndMarkdown() throws {
        let report = DesignEvaluationReport(
            generators: ["GAN", "rules", "VAE"], weights: "fabric.safetensors", isQuick: true, seed: 4,
            sections: [
                EvaluationSection(
                    title: "Cloth", conditions: "On swatches.", figures: [accuracy, seam, alone],
                    notes: ["Nothing of lace."])
            ], pictures: [.init(file: "windows-1.png", title: "Cloth of the GAN")])
        let lines = report.text.split(separator: "\n").map(String.init)
        #expect(lines[0] == "Cloth")
        #expect(
            lines[1].split(separator: " ") == ["figure", "target", "GAN", "rules", "VAE", "real", "reached"])
        #expect(lines[2].contains("≥ 90.0 %") && lines[2].contains("93.0 %") && lines[2].hasSuffix("yes"))
        #expect(lines[3].contains("≤ 1.050") && lines[3].hasSuffix("no"))
        #expect(report.text.contains("GAN reaches 2 of 3 targets."))
        #expect(report.text.contains("Best in 1 figures in which they differ: GAN 1, rules 0, VAE 0."))
        let markdown = report.markdown
        #expect(markdown.contains("| accuracy | ≥ 90.0 % | 93.0 % | 70.0 % | – | 98.0 % | yes |"))
        #expect(markdown.contains("![Cloth of the GAN](windows-1.png)"))
        #expect(markdown.contains("Who wins at what"))
        #expect(
            try JSONDecoder().decode(DesignEvaluationReport.self, from: JSONEncoder().encode(report))
                == report)
    }

    /// Every fortieth word of the catalogs; the evaluation goes through all of them.
    @Test func wordsChangeTheirField() throws {
        let words = try CatalogueWords(catalogs: DesignFixtures.catalogs(), source: TestFabric())
        #expect(words.phrases.count > 1000)
        let result = try words.run(step: 40)
        #expect(result.share > 0.8, "\(result.missing.map(\.words))")
        let held = try words.holding(Array(result.shown.prefix(20)), designs: 4)
        #expect(held.share > 0.7, "\(held.broken.map(\.words))")
    }
}
