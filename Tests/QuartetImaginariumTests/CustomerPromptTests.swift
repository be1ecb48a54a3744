import QuartetCatalogs
import QuartetImaginarium
import Testing

/// Prompts as customers type them.
@Suite struct CustomerPromptTests {
    private let reader: PromptReader

    init() throws { reader = try DesignFixtures.reader() }

    private func request(_ prompt: String) throws -> DesignRequest { try reader.read(prompt).request }

    @Test(arguments: [
        ("a kilt", "kilt"), ("a pink tutu", "tutu"), ("dungarees", "dungarees"),
        ("blue overalls", "dungarees"),
        ("pajamas", "pyjamas"), ("striped pyjamas", "pyjamas"), ("a button-down", "shirt"),
        ("a button up dress", "dress"), ("button-up coat", "coat"), ("brown cords", "corduroys"),
        ("corduroy trousers", "corduroys"), ("a navy puffer", "puffer-jacket"), ("body warmer", "gilet"),
        ("tracksuit", "tracksuit"), ("a qipao", "cheongsam"), ("kaftan", "kaftan"), ("nightie", "slip-dress"),
        ("capri pants", "capris"), ("a skort", "wrap-skirt"), ("a turtleneck", "sweater"),
        ("turtleneck dress", "dress"), ("bridesmaid dress", "gown"), ("ＲＥＤ ｄｒｅｓｓ", "dress"),
    ])
    func recognisesGarments(_ prompt: String, _ garment: String) throws {
        #expect(try request(prompt).garment == garment)
    }

    @Test(arguments: [
        ("a dress with white collar", "collar", "white"), ("t-shirt with black sleeves", "sleeves", "black"),
        ("a dress with a black skirt", "skirt", "black"), ("jeans with red pockets", "pockets", "red"),
        ("a coat with gold buttons", "buttons", "gold"),
        ("a blue shirt with the cuffs in white", "cuffs", "white"),
        ("a coat with a red lining", "lining", "red"), ("a red and blue dress", "skirt", "blue"),
        ("a white and navy t-shirt", "sleeves", "navy"),
    ])
    func coloursApplyToParts(_ prompt: String, _ part: String, _ colour: String) throws {
        let accents = try request(prompt).colours.filter { $0.role == .accent }
        #expect(accents.map(\.part) == [part])
        #expect(accents.map(\.name) == [colour])
    }

    @Test func otherColoursApplyToTheGarment() throws {
        #expect(try request("a red long-sleeved shirt").colours.map(\.role) == [.main])
        #expect(try request("a green belted coat").colours.map(\.role) == [.main])
        #expect(try request("a dress in red with long sleeves").colours.map(\.part) == [nil])
        #expect(try request("a dress in blue with stripes").colours.map(\.role) == [.main])
        let pair = try request("a navy shirt with white collar and cuffs").colours
        #expect(pair.map(\.part) == [nil, "collar", "cuffs"])
        #expect(pair.map(\.name) == ["navy", "white", "white"])
    }

    @Test func figuresInAColourLeaveTheGroundOpen() throws {
        let request = try request("a skirt with red dots")
        #expect(request.colours.map(\.role) == [.second])
        let record = try DesignFixtures.record(request)
        #expect(record.colours.motifs == ["#c4202e"])
        #expect(record.colours.ground != "#c4202e")
    }

    @Test(arguments: [
        ("trousers with sleeves", "sleeves"), ("a skirt with a hood", "hood"),
        ("a dress with turn-ups", "turn-ups"),
        ("jeans with epaulettes", "epaulettes"), ("a skirt with elbow patches", "elbow patches"),
        ("a women's coat", "women's"), ("a backless dress", "backless"), ("a dress with sequins", "sequins"),
        ("red and blue trousers", "blue"),
    ])
    func reportsWhatDoesNotApply(_ prompt: String, _ words: String) throws {
        let reading = try reader.read(prompt)
        #expect(reading.unused.map(\.words) == [words])
        #expect(!reading.understood.contains { $0.words == words && $0.meaning.hasPrefix("detail") })
        #expect(reading.request.details.isEmpty)
    }

    @Test(arguments: [
        ("a striped floral dress", "pattern", ["striped", "floral"]),
        ("a Tartan shirt with polka-dots", "pattern", ["Tartan", "polka-dots"]),
        ("a coat of wool and of silk", "material", ["wool", "silk"]),
    ])
    func refusesTwoOfOneKind(_ prompt: String, _ thing: String, _ words: [String]) {
        #expect(throws: PromptError.onlyOne(thing, words: words)) { try reader.read(prompt) }
    }

    @Test(arguments: [
        ("a gingham check shirt", "gingham"), ("houndstooth checks coat", "houndstooth"),
        ("zigzag striped jumper", "zigzag"), ("a floral print dress", "floral"),
        ("cable knit striped jumper", "striped"),
        ("striped shirt with a floral collar", "striped"), ("a sweater with hoops", "striped"),
        ("a floral dress without stripes", "floral"),
    ])
    func specificPatternsWin(_ prompt: String, _ pattern: String) throws {
        #expect(try request(prompt).pattern == pattern)
    }

    @Test func numbersOfOtherThingsAreNotCounts() throws {
        #expect(throws: PromptError.badCount(found: 0, limit: PromptReader.countLimit)) {
            try request("0 designs of a dress")
        }
        #expect(throws: PromptError.badCount(found: -3, limit: PromptReader.countLimit)) {
            try request("draw -3 designs of a dress")
        }
        #expect(try request("a 100% cotton shirt").count == nil)
        #expect(try request("a size 12 shirt").count == nil)
        #expect(try request("two-tone dress").count == nil)
    }

    @Test func readsHexColours() throws {
        #expect(try request("a #1e90ff skirt").colours.map(\.hex) == ["#1e90ff"])
        #expect(try request("a #F80 skirt").colours.map(\.hex) == ["#ff8800"])
        #expect(try request("a sea blue skirt").colours.count == 1)
        let record = try DesignFixtures.record("a rainbow scarf dress")
        #expect(record.fabric.pattern == "striped")
        #expect(record.colours.motifs.count == 5)
    }

    @Test func signsAreReadOrReported() throws {
        #expect(try reader.read("🚗 dress").unknown == ["🚗"])
        #expect(try request("red & white striped t-shirt").colours.map(\.name) == ["red", "white"])
        let without = try request("dress w/o sleeves w/ pockets")
        #expect(without.sleeveLength == "none")
        #expect(without.details == [.slantPockets])
        #expect(try request("a crêpe dress").material == "crepe")
    }

    @Test(arguments: [
        ("stiped", "striped"), ("strips", "stripes"), ("houndstoth", "houndstooth"), ("flroal", "floral"),
    ])
    func reportsCorrections(_ written: String, _ read: String) throws {
        let corrections = try reader.read("a \(written) skirt").corrections
        #expect(corrections.map(\.written) == [written])
        #expect(corrections.map(\.read) == [read])
    }

    @Test func correctsShortWords() throws {
        let corrections = try reader.read("a Dres").corrections
        #expect(corrections.map(\.description) == ["read \"Dres\" as \"dress\""])
    }

    @Test func errorsQuoteTheTypedWords() throws {
        #expect {
            _ = try reader.read("Somthing BLEU, please")
        } throws: { error in
            "\(error)".contains("\"Somthing BLEU please\"")
        }
        let long = String(repeating: "dress ", count: 400)
        #expect {
            _ = try reader.read(long)
        } throws: { error in
            "\(error)".contains("2400") && "\(error)".contains("2000")
        }
    }
}
