import QuartetCatalogs
import QuartetImaginarium
import Testing

@Suite struct PromptReaderTests {
    private let reader: PromptReader

    init() throws { reader = try DesignFixtures.reader() }

    private func request(_ prompt: String) throws -> DesignRequest { try reader.read(prompt).request }

    @Test(arguments: [
        ("a long blue dress with floral patterns", "dress"), ("a red and white striped t-shirt", "t-shirt"),
        ("a green tartan mini skirt", "skirt"), ("black denim trousers", "jeans"), ("two tshirts", "t-shirt"),
        ("T shirt", "t-shirt"), ("tee-shirt", "t-shirt"), ("blouses", "blouse"), ("an evening gown", "gown"),
        ("shirt-dress", "shirt-dress"), ("t-shirt dress", "t-shirt-dress"),
        ("pleated skirt", "pleated-skirt"),
        ("A-line skirt", "skirt"), ("tank top", "tank"), ("camisole", "camisole"), ("polo shirt", "polo"),
        ("a polo", "polo"), ("jumper", "sweater"), ("pullover", "sweater"), ("hoody", "hoodie"),
        ("cardigan", "cardigan"), ("suit jacket", "blazer"), ("leather jacket", "biker-jacket"),
        ("trenchcoat", "trench-coat"), ("trench coat", "trench-coat"), ("pants", "trousers"),
        ("leggings", "leggings"),
        ("jeans shorts", "denim-shorts"), ("short trousers", "shorts"), ("jumpsuits", "jumpsuit"),
        ("polo t-shirt", "polo"), ("circle skirts", "circle-skirt"), ("skirt in denim", "denim-skirt"),
    ])
    func findsTheGarment(_ prompt: String, _ garment: String) throws {
        #expect(try request(prompt).garment == garment)
    }

    @Test(arguments: [
        ("a long dress", StyleAttribute.length, "long"), ("maxi skirt", .length, "maxi"),
        ("knee-length dress", .length, "knee"), ("a long maxi dress", .length, "maxi"),
        ("v-neck sweater", .neckline, "v"), ("v neck sweater", .neckline, "v"),
        ("vneck sweater", .neckline, "v"),
        ("turtle neck jumper", .neckline, "turtleneck"), ("off-the-shoulder top", .neckline, "off-shoulder"),
        ("long-sleeved dress", .sleeveLength, "long"), ("dress with long sleeves", .sleeveLength, "long"),
        ("3/4 sleeve blouse", .sleeveLength, "three-quarter"), ("sleeveless dress", .sleeveLength, "none"),
        ("dress without sleeves", .sleeveLength, "none"), ("dress with no sleeves", .sleeveLength, "none"),
        ("a dress with long puffed sleeves", .sleeveLength, "long"),
        ("puff sleeve dress", .sleeveShape, "puff"),
        ("shirt with a mandarin collar", .collar, "band"), ("coat without a collar", .collar, "none"),
        ("oversized hoodie", .fit, "oversized"), ("flared trousers", .legShape, "flared-leg"),
        ("flared dress", .skirtShape, "circle"), ("wide-leg trousers", .legShape, "wide-leg"),
        ("high-waisted jeans", .waistline, "high"), ("double-breasted blazer", .closure, "double-breasted"),
        ("a dress with a pleated skirt", .skirtShape, "pleated"),
    ])
    func readsStyles(_ prompt: String, _ attribute: StyleAttribute, _ value: String) throws {
        #expect(try request(prompt).styles[attribute] == value)
    }

    @Test(arguments: [
        ("floral dress", "floral"), ("flowery dress", "floral"), ("polka-dot dress", "dotted"),
        ("plaid shirt", "tartan"), ("checked shirt", "check"), ("gingham top", "gingham"),
        ("dogtooth coat", "houndstooth"), ("leopard print blouse", "animal"), ("camo trousers", "camouflage"),
        ("zig-zag jumper", "zigzag"), ("chevron skirt", "zigzag"), ("paisley shirt", "paisley"),
        ("a plain white shirt", "plain"), ("palm leaf shirt", "leaf"), ("tie-dye t-shirt", "abstract"),
        ("a shirt without stripes", "plain"),
    ])
    func readsPatterns(_ prompt: String, _ pattern: String) throws {
        #expect(try request(prompt).pattern == pattern)
    }

    @Test func keepsColoursInOrderWithRoles() throws {
        let stripes = try request("a red and white striped t-shirt").colours
        #expect(stripes.map(\.name) == ["red", "white"])
        #expect(stripes.map(\.role) == [.main, .second])
        let collar = try request("a navy dress with a white collar and red buttons").colours
        #expect(collar.map(\.part) == [nil, "collar", "buttons"])
        #expect(collar.map(\.role) == [.main, .accent, .accent])
        let ground = try request("a red striped white shirt").colours
        #expect(ground.map(\.name) == ["white", "red"])
    }

    @Test func modifiersShiftColours() throws {
        let dark = try #require(try request("dark olive green trousers").colours.first)
        let plain = try #require(try request("olive green trousers").colours.first)
        #expect(dark.name == "dark olive green")
        #expect(dark.hex != plain.hex)
    }

    @Test func correctsTypingMistakesAndReportsThem() throws {
        let reading = try reader.read("a flroal drses with long slevees")
        #expect(reading.request.garment == "dress")
        #expect(reading.request.pattern == "floral")
        #expect(reading.request.sleeveLength == "long")
        #expect(reading.corrections.map(\.description).contains("read \"flroal\" as \"floral\""))
    }

    @Test func reportsUnknownWords() throws {
        let reading = try reader.read("a blue dress like the ones zxqv wears")
        #expect(reading.unknown.contains("zxqv"))
        #expect(!reading.unknown.contains("the"))
        let skirt = try reader.read("a v-neck skirt")
        #expect(skirt.unused.map(\.words) == ["v-neck"])
        #expect(reading.understood.contains { $0.words == "blue" && $0.meaning == "colour: blue" })
    }

    @Test func countsDesignsRatherThanParts() throws {
        #expect(try request("three designs of a yellow dress").count == 3)
        #expect(try request("12 versions, black coat").count == 12)
        #expect(try request("12 black coats").count == nil)
        #expect(try request("a shirt with two pockets").count == nil)
        #expect(throws: PromptError.badCount(found: 9000, limit: PromptReader.countLimit)) {
            try request("9000 versions of a dress")
        }
    }

    @Test func leavesOutUnwantedDetails() throws {
        #expect(try request("jeans without pockets").absentDetails.contains(.jeansPockets))
        #expect(try request("a trench coat, no belt").absentDetails == [.belt])
        let request = try request("a dress without sleeves or collar, with pockets")
        #expect(request.sleeveLength == "none")
        #expect(request.collar == "none")
        #expect(request.details == [.slantPockets])
    }

    @Test func materialsDecideTheGarment() throws {
        #expect(try request("denim jacket").garment == "denim-jacket")
        #expect(try request("wide trousers in black denim").garment == "jeans")
        #expect(try request("a silk satin blouse").material == "satin")
    }

    @Test(arguments: ["", "   ", "\n\t", "!?,."])
    func refusesEmptyPrompts(_ prompt: String) {
        #expect(throws: PromptError.empty) { try reader.read(prompt) }
    }

    @Test func refusesLongPrompts() {
        let prompt = String(repeating: "dress ", count: 400)
        #expect(throws: PromptError.tooLong(found: 2400, limit: 2000)) { try reader.read(prompt) }
    }

    @Test func suggestsGarments() throws {
        #expect {
            _ = try reader.read("a blue skrtz")
        } throws: { error in
            guard case PromptError.noGarment(_, let suggestions, _, _) = error else { return false }
            return suggestions.contains("skirt")
        }
        #expect {
            _ = try reader.read("a house")
        } throws: { error in
            let text = "\(error)"
            return text.contains("no garment found in \"a house\"; name one, such as dress")
                && text.contains("dress") && !text.contains("did you mean")
        }
    }

    @Test(arguments: [
        ("sleeveless long-sleeved dress", ["sleeveless", "long-sleeved"]),
        ("mini maxi skirt", ["mini", "maxi"]),
        ("a plain striped shirt", ["plain", "striped"]),
        ("slim oversized coat", ["slim", "oversized"]), ("v-neck turtleneck top", ["v-neck", "turtleneck"]),
        ("strapless dress with long sleeves", ["strapless", "long sleeves"]),
        ("sleeveless top with puff sleeves", ["sleeveless", "puff sleeves"]),
        ("strapless T-shirt", ["strapless", "T-shirt"]),
        ("a tank top with Long Sleeves", ["Long Sleeves", "tank top"]),
        ("a striped shirt without stripes", ["striped", "no stripes"]),
        ("a sleveless dress with long sleeves", ["sleveless", "long sleeves"]),
    ])
    func namesContradictions(_ prompt: String, _ words: [String]) throws {
        #expect {
            _ = try reader.read(prompt)
        } throws: { error in
            guard case PromptError.contradiction(_, let found) = error else { return false }
            return found == words
        }
    }

    @Test(arguments: [
        ("🚗 dress", ["🚗"]), ("dress\u{0}", []), ("DRESS!!!", []), ("«dress»", []),
        ("dress zxqvwk", ["zxqvwk"]),
    ])
    func readsTheGarmentOutOfStrangeText(_ prompt: String, _ unknown: [String]) throws {
        let reading = try reader.read(prompt)
        #expect(reading.request.garment == "dress" && reading.unknown == unknown)
        #expect(reading.request.count == nil && reading.request.colours.isEmpty)
    }

    @Test func everyWordOfTheCatalogIsUnderstood() throws {
        let catalogs = try DesignFixtures.catalogs()
        for garment in catalogs.garments.garments {
            for word in garment.words { #expect(try request(word).garment == garment.id, "\(word)") }
        }
        for pattern in catalogs.fabrics.patterns {
            for word in pattern.words {
                #expect(try request(word + " dress").pattern == pattern.id, "\(word)")
            }
        }
        for colour in catalogs.colours.colours {
            for word in [colour.name] + colour.words {
                let plain = word.replacing("-", with: " ")
                #expect(try request("dress in " + word).colours.map(\.name) == [plain], "\(word)")
            }
        }
        #expect(catalogs.colours.colours.count >= 150)
    }
}
