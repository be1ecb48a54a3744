import QuartetText
import Testing

@Suite struct MetricTests {
    @Test func scoresMatchSacrebleu() throws {
        for score in try TextReference.scores() {
            let bleu = try BLEU(score.texts, references: score.references)
            let chrF = try CHRF(score.texts, references: score.references)
            #expect(abs(bleu.score - score.bleu) < 1e-9, "\(score.texts)")
            #expect(zip(bleu.precisions, score.precisions).allSatisfy { abs($0 - $1) < 1e-9 })
            #expect(abs(bleu.brevityPenalty - score.brevityPenalty) < 1e-12)
            #expect(bleu.length == score.length && bleu.referenceLength == score.referenceLength)
            #expect(abs(chrF.score - score.chrF) < 1e-9, "\(score.texts)")
        }
    }

    @Test func equivalentSpellingsDiffer() throws {
        let bleu = try BLEU(["caf\u{E9} a b c"], references: ["cafe\u{301} a b c"])
        #expect(bleu.precisions[0] == 75)
    }

    @Test func missingTextsAreErrors() {
        #expect(throws: TokenizerError.setting("texts to compare", found: "none", expected: "one or more")) {
            try BLEU([], references: [String]())
        }
        #expect(throws: TokenizerError.self) { try CHRF(["a", "b"], references: ["a"]) }
        #expect(throws: TokenizerError.self) { try BLEU(["a"], references: [[]]) }
    }
}
