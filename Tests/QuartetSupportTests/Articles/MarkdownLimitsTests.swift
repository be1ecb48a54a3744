import QuartetSupport
import QuartetTestSupport
import Testing

/// Texts on which the Markdown library takes time or memory that grows as the square of their length.
@Suite struct MarkdownLimitsTests {
    @Test(arguments: [
        (String(repeating: ">", count: 10_000) + " deep", "deep"),
        (String(repeating: "- ", count: 10_000) + "deep", "deep"),
        (String(repeating: "1. ", count: 10_000) + "deep", "deep"),
        (String(repeating: "> - ", count: 5_000) + "deep", "deep"),
        (String(repeating: "- ", count: 190) + "a\n" + String(repeating: "\n", count: 200_000), "deep"),
        (
            String(repeating: "|a", count: 5_000) + "|\n" + String(repeating: "|-", count: 5_000) + "|\n"
                + String(repeating: "|b|\n", count: 5_000), "cells"
        ),
        (String(repeating: "x\n|-|-|\n", count: 20_000), "rules of tables"),
        (String(repeating: "a <?", count: 50_000), "unfinished markup"),
        (String(repeating: "a <![CDATA[", count: 50_000), "unfinished markup"),
        (
            "[a]: /" + String(repeating: "u", count: 100_000) + "\n\n"
                + String(repeating: "[a] ", count: 20_000), "address"
        ),
        (String(repeating: "<div>", count: 10_000) + "deep", "deep"),
    ])
    func refuses(_ text: String, _ reason: String) {
        let fault = #expect(throws: TextFault.self) { try MarkdownText(text) }
        #expect(fault?.what.contains(reason) == true)
        // The reader that cannot fail loses nothing.
        #expect(!MarkdownText.blocks(of: text).isEmpty)
    }

    @Test(arguments: [
        String(repeating: "*a **b ", count: 20_000), String(repeating: "[", count: 50_000),
        String(repeating: "[a](b", count: 20_000), String(repeating: "`a``b```c", count: 20_000),
        String(repeating: "a@b.c ", count: 50_000), String(repeating: "![l", count: 50_000),
        String(repeating: "_", count: 50_000) + "a" + String(repeating: "_", count: 50_000),
        String(repeating: "<a x=\"", count: 20_000), String(repeating: "a\n-\n", count: 20_000),
        String(repeating: "&", count: 100_000), String(repeating: "<", count: 100_000),
    ])
    func readsQuickly(_ text: String) throws {
        var blocks: [ArticleBlock] = []
        let time = try ContinuousClock().measure { blocks = try MarkdownText(text).blocks }
        #expect(!blocks.isEmpty)
        #expect(time < .seconds(3))
    }

    @Test func readsFiveMegabytesQuickly() throws {
        let paragraph = "Paragraph with *some* words on [returns](returns.md) and 30 days.\n\n"
        let text = String(repeating: paragraph, count: (5 << 20) / paragraph.utf8.count)
        var blocks: [ArticleBlock] = []
        let time = try ContinuousClock().measure { blocks = try MarkdownText(text).blocks }
        #expect(blocks.count == (5 << 20) / paragraph.utf8.count)
        #expect(time < .seconds(4))
        let line = String(repeating: "one long line of words. ", count: (5 << 20) / 24)
        #expect(MarkdownText.blocks(of: line).count == 1)
    }

    @Test func readsAnyBytes() {
        var random = SeededGenerator(3)
        for _ in 0..<300 {
            let bytes = (0..<200).map { _ in UInt8.random(in: 0...255, using: &random) }
            let blocks = MarkdownText.blocks(of: String(decoding: bytes, as: UTF8.self))
            #expect(BlockBuilder.normalised(blocks) == blocks)
            #expect(MarkdownText.blocks(of: MarkdownText.text(of: blocks)) == blocks)
            let text = MarkdownText.blocks(of: RandomBlocks.text(&random, 0...60))
            #expect(BlockBuilder.normalised(text) == text)
        }
    }
}
