import QuartetEngine
import QuartetModels
import QuartetTestSupport
import QuartetText
import Testing

/// The forms in which pairs of texts are published, and what is left out of a training.
@Suite struct PairTableTests {
    private typealias Pair = PairTable.Pair

    private let pairs = [
        Pair(source: "Where is it?", target: "Wo ist es?"), Pair(source: "Stay.", target: "Bleib."),
    ]

    @Test(arguments: [
        "Where is it?\tWo ist es?\n\nStay.\tBleib.\n",
        "Where is it?\tWo ist es?\tCC-BY 2.0 (France) #1 & #2\r\nStay.\tBleib.\tCC-BY 2.0 (France) #3 & #4\r\n",
        "\u{FEFF}Where is it?\tWo ist es?\nStay.\tBleib.",
    ])
    func textsAreTheFirstTwoColumns(_ text: String) throws {
        let table = try PairTable(text, file: "pairs.tsv")
        #expect(table.pairs == pairs && !table.isNumbered)
    }

    @Test(arguments: ["", "\u{FEFF}"]) func numbersOfSentencesAreNotTexts(_ mark: String) throws {
        let text = mark + "1276\tWhere is it?\t77\tWo ist es?\n90\tStay.\t1\tBleib.\n"
        let table = try PairTable(text, file: "pairs.tsv")
        #expect(table.pairs == pairs && table.isNumbered)
    }

    /// Numbers may be what is translated.
    @Test func aNumberAndItsNameAreAPair() throws {
        #expect(try PairTable("12\ttwelve\n", file: "n.tsv").pairs == [Pair(source: "12", target: "twelve")])
    }

    @Test(arguments: [
        ("one\teins\ntwo\n", 2, "two texts with a tab"), ("one\t\n", 1, "two texts with a tab"),
        ("1\tone\t2\teins\ntwo\tzwei\n", 2, "number, text, number and text"),
        ("1276\teng\tLet's try something.\n", 1, "two texts"),
    ])
    func otherLinesAreRefused(_ text: String, _ line: Int, _ expected: String) throws {
        let error = #expect(throws: TrainingError.self) { try PairTable(text, file: "pairs.tsv") }
        #expect(error?.description.hasPrefix("pairs.tsv:\(line): expected \(expected)") == true)
    }

    @Test func aSourceThatIsHeldBackIsNotTrainedOn() {
        let stay = Pair(source: "Stay.", target: "Bleiben Sie.")
        let split = PairSplit([stay, pairs[0]] + pairs, holdingBack: 1)
        #expect(split.heldBack == [pairs[1]])
        #expect(split.training == [pairs[0], pairs[0]] && split.leaks == 1)
        let whole = PairSplit(pairs, holdingBack: 0)
        #expect(whole.training == pairs && whole.heldBack.isEmpty && whole.leaks == 0)
    }

    @Test func pairsThatAreTooLongAreCounted() throws {
        try inFolder { folder in
            let long = Pair(source: String(repeating: "stay ", count: 30), target: "bleib")
            var trainer = BytePairTrainer()
            (trainer.vocabularySize, trainer.specialTokens) = (300, [Translator.beginning, Translator.end])
            let tokenizer = try trainer.train(on: pairs.map(\.source))
            var options = TranslationLab.Options(TrainingRun(folder: folder + "/made"))
            (options.longest, options.batch) = (16, 3)
            let lab = TranslationLab(options, tokenizer)
            let encoded = lab.encoded(pairs + [long])
            #expect(encoded.count == 2 && encoded.tooLong == 1)
            let error = #expect(throws: TrainingError.self) {
                try lab.run(on: encoded, validation: lab.encoded([]))
            }
            let text = try #require(error).description
            #expect(
                text.contains("found 2 pairs, need at least 3") && text.contains("16 tokens; 1 have more"))
        }
    }

    /// Fewer held-back pairs than a batch are measured, and rows that fill the batch do not count.
    @Test func aFewHeldBackPairsAreMeasured() throws {
        func loss(on validation: [Pair]) throws -> (Double?, hasBest: Bool) {
            let folder = TemporaryFolder()
            var trainer = BytePairTrainer()
            (trainer.vocabularySize, trainer.specialTokens) = (300, [Translator.beginning, Translator.end])
            let tokenizer = try trainer.train(on: pairs.map(\.source))
            var options = TranslationLab.Options(TrainingRun(folder: folder.path))
            (options.width, options.layers, options.heads, options.hidden) = (8, 1, 2, 8)
            (options.batch, options.steps, options.run.quiet) = (4, 1, true)
            let lab = TranslationLab(options, tokenizer)
            _ = try lab.run(on: lab.encoded(pairs + pairs), validation: lab.encoded(validation))
            let measured = MetricsLog.read(path: folder.file("metrics.jsonl")).compactMap { $0["heldBack"] }
            return (measured.last, try folder.names.contains("best.safetensors"))
        }
        let one = try loss(on: [pairs[0]])
        let six = try loss(on: [Pair](repeating: pairs[0], count: 6))
        #expect(one.hasBest && six.hasBest)
        let (first, second) = (try #require(one.0), try #require(six.0))
        #expect(abs(first - second) < 1e-5)
        #expect(try loss(on: []).0 == nil)
    }
}
