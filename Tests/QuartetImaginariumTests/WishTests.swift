import QuartetImaginarium
import QuartetImaging
import QuartetTestSupport
import Testing

/// Wishes as customers write them: what they do not want, numbers, parts and outfits.
@Suite struct WishTests {
    private let reader: PromptReader

    init() throws { reader = try DesignFixtures.reader() }

    private func request(_ wish: String) throws -> DesignRequest { try reader.read(wish).request }

    // MARK: Negation

    @Test(arguments: [
        ("a shirt without stripes", "striped"), ("no stripes please, a blue shirt", "striped"),
        ("a shirt, not striped", "striped"), ("a non-striped shirt", "striped"),
        ("a stripe-free shirt", "striped"),
        ("neither stripes nor checks, a shirt", "check"), ("a shirt but no checks", "check"),
        ("any pattern except checks on a shirt", "check"), ("don't make it striped: a navy polo", "striped"),
        ("I hate florals, a dress", "floral"), ("avoid flowers, a skirt", "floral"),
        ("skip the dots on this skirt", "dotted"),
    ])
    func unwantedPatternsAreNeverDrawn(_ wish: String, _ pattern: String) throws {
        let request = try request(wish)
        #expect(request.pattern != pattern && request.avoided?.patterns.contains(pattern) == true)
        #expect(try DesignFixtures.record(wish).fabric.pattern != pattern)
    }

    @Test(arguments: [
        ("anything but blue, a skirt", "blue"), ("a skirt in any colour except red", "red"),
        ("a striped dress without white", "white"), ("a striped skirt, no black", "black"),
    ])
    func unwantedColoursAreNowhere(_ wish: String, _ family: String) throws {
        let catalogs = try DesignFixtures.catalogs()
        let request = try request(wish)
        #expect(request.avoided?.colours == [family])
        for seed in 1...8 as ClosedRange<UInt64> {
            let plan = try DesignRecord(request, seed: seed, catalogs: catalogs, source: TestFabric()).colours
            for hex in [plan.ground] + plan.motifs {
                let colour = try #require(Colour(hex: hex))
                #expect(catalogs.colours.nearest(to: colour)?.family != family, "\(hex) in \(wish)")
            }
        }
    }

    @Test func aNegationEndsWithItsNoun() throws {
        let red = try request("a dress with no red stripes and a white collar")
        #expect(red.avoided?.patterns == ["striped"] && red.avoided?.colours == ["red"])
        #expect(red.colours.map(\.name) == ["white"])
        #expect(try request("a coat without collar, cuffs or pockets, with a belt").details.contains(.belt))
        #expect(
            try request("all mustard apart from a navy neckband, a sweater").colours.map(\.part) == [
                nil, "neckband",
            ])
        let roses = try reader.read("a dress with flowers but no roses")
        #expect(roses.request.pattern == "floral" && roses.unused.map(\.words) == ["no roses"])
    }

    @Test func nothingShinyMeansNoSatin() throws {
        let materials = try #require(request("a shirt, nothing shiny").avoided?.materials)
        #expect(Set(materials).isSuperset(of: ["satin", "silk", "leather"]) && !materials.contains("cotton"))
    }

    // MARK: Numbers

    @Test func numbersCarryUnits() throws {
        #expect(try request("jeans with a 32 inch inseam").measures?[.insideLeg] == 81.28)
        #expect(try request("32in inseam jeans").measures?[.insideLeg] == 81.28)
        let dress = try request("a dress 90 cm long")
        #expect(dress.measures == [.length: 90] && dress.styles[.length] == nil && dress.count == nil)
        #expect(try request("a hoodie, 280 gsm fleece").clothWeight == 280)
        #expect(try request("a blazer with 3 buttons").buttons == 3)
        let shirt = try request("a shirt 60% cotton 40% polyester")
        #expect(shirt.composition?.map(\.percent) == [60, 40] && shirt.material == "cotton")
    }

    @Test(arguments: [
        ("dress under £50", "£50"), ("a Pantone 17-5104 TCX skirt", "Pantone 17-5104 TCX"),
        ("a size 12 shirt", "size 12"),
        ("a coat for a 5 year old", "5 year old"), ("a 1960s shift dress", "1960s"), ("12 red skirts", "12"),
    ])
    func otherNumbersAreNamed(_ wish: String, _ words: String) throws {
        let reading = try reader.read(wish)
        #expect(reading.count == nil && reading.unused.map(\.words).contains(words))
    }

    @Test(arguments: [
        ("three options for a shirt", 3), ("8 different designs, a shirt", 8), ("one design, a shirt", 1),
        ("a shirt, twelve looks", 12),
    ])
    func designsAreCountedInWordsToo(_ wish: String, _ count: Int) throws {
        #expect(try reader.read(wish).count == count)
    }

    @Test(arguments: [
        "99999999999999999999999 gsm", "1e300 designs", "nan designs", "infinity designs", "-1e99%",
        "nan cm long",
    ])
    func numbersBeyondMeasureChangeNothing(_ words: String) throws {
        let reading = try reader.read("a fleece hoodie, " + words)
        #expect(reading.count == nil && reading.request.clothWeight == nil && reading.request.measures == nil)
    }

    @Test func sizesOfJeansAndScarvesHaveTwoNumbers() throws {
        let jeans = try #require(request("W34 L32 jeans").measures?[.insideLeg])
        #expect(abs(jeans - 81.28) < 0.01)
        #expect(try request("a scarf 180 x 30 cm").measures == [.length: 180])
        #expect(try request("a kurta, cotton 70%, silk 30%").composition?.map(\.fibre) == ["cotton", "silk"])
        #expect(try request("a double-breasted blazer with 6 buttons").buttons == 6)
        #expect(try request("4 gold buttons on a blazer").buttons == 4)
    }

    // MARK: Parts and outfits

    /// What the words before a garment's noun say holds as if they stood alone.
    @Test func wordsOfAGarmentSayMore() throws {
        #expect(try request("a navy wool coat").material == "wool")
        #expect(try request("an A-line skirt").styles[.skirtShape] == "a-line")
        #expect(try request("a crewneck sweatshirt").styles[.neckline] == "round")
        #expect(try request("a denim jacket").material == nil)
    }

    @Test func waysOfPrintingGiveWayToFigures() throws {
        let shirt = try reader.read("hawaian pattern, watercolor hand painted shirt")
        #expect(shirt.request.pattern == "leaf" && shirt.unused.map(\.words).contains("watercolor"))
    }

    @Test func anOpenFrontIsDrawnClosedWithItsButtons() throws {
        let cardigan = try reader.read("a cardigan, open front, button down")
        #expect(cardigan.request.styles[.closure] == "buttons")
        #expect(cardigan.unused.map(\.words) == ["open front"])
    }

    @Test func aSuitIsCutFromOneCloth() throws {
        let folder = TemporaryFolder()
        let studio = try DesignStudio(catalogs: DesignFixtures.catalogs(), source: TestFabric())
        let designs = try studio.design("a check suit", count: 2, seed: 3, folder: folder.path).designs
        for design in designs {
            let records = try DesignFile(contentsOf: design.record).records
            #expect(records.count == 2 && Set(records.map(\.colours.ground)).count == 1)
            #expect(records[0].fabric == records[1].fabric)
        }
    }

    @Test func aSherpaCollarIsCream() throws {
        let record = try DesignFixtures.record("denim jacket with a sherpa collar")
        let cream = try #require(DesignFixtures.catalogs().colours.named("cream"))
        #expect(record.partCloths?["collar"]?.colours.ground == cream.colour.hex)
    }

    @Test func signsAreWords() throws {
        let roses = try request("👗 red 🌹🌹 with long sleeves 😍")
        #expect(roses.garment == "dress" && roses.pattern == "floral" && roses.colours.map(\.name) == ["red"])
        #expect(roses.styles[.sleeveLength] == "long")
    }

    @Test func coloursOfShoesAreTheirs() throws {
        let suit = try reader.read("dark blue tight suit, elegant black shoes, green eyes")
        #expect(suit.garments.allSatisfy { $0.request.colours.map(\.name) == ["dark blue"] })
        #expect(suit.unused.map(\.words).contains("shoes"))
    }

    @Test(arguments: [("一条蓝色的裙子", "Chinese"), ("синее платье", "Russian"), ("青いドレス", "Japanese")])
    func otherScriptsAreNamed(_ wish: String, _ language: String) throws {
        #expect {
            try reader.read(wish)
        } throws: { error in
            "\(error)".contains(language)
        }
    }

    @Test func aLookGivesWayToACloth() throws {
        #expect(try request("a sheer black tulle blouse").material == "tulle")
        #expect(try request("a velvet dress, stretchy").material == "velvet")
    }

    @Test(arguments: [
        "a grey beanie and a matching scarf", "a grey beanie and a scarf in the same wool",
        "a scarf and a beanie, both in grey",
    ])
    func matchingGarmentsShareTheirColour(_ wish: String) throws {
        #expect(
            try reader.read(wish).garments.map { $0.request.colours.map(\.name) } == [["grey"], ["grey"]])
    }

    @Test(arguments: [
        ("a black tuxedo with satin lapels", "lapels", PartCloth(material: "satin")),
        ("a houndstooth coat with a black velvet collar", "collar", PartCloth(material: "velvet")),
        ("denim jacket with a sherpa collar", "collar", PartCloth(material: "fleece")),
        ("a white shirt with a gingham yoke", "yoke", PartCloth(pattern: "gingham")),
        ("a blue gingham dress with a plain white collar", "collar", PartCloth(pattern: "plain")),
        ("a wool coat with a collar in quilted satin", "collar", PartCloth(material: "satin")),
    ])
    func aClothOfAPartStaysThere(_ wish: String, _ part: String, _ cloth: PartCloth) throws {
        let request = try request(wish)
        #expect(request.partCloths == [part: cloth])
        #expect(request.material == nil || request.material != cloth.material)
        let record = try DesignFixtures.record(wish)
        #expect(record.partCloths?.keys.map { $0 } == [part])
        #expect(try DesignRecord(json: record.json()) == record)
    }

    @Test(arguments: [
        ("a white shirt and black trousers", ["shirt", "trousers"]),
        (
            "a navy blazer with gold buttons over a white shirt and grey flannel trousers",
            ["blazer", "shirt", "trousers"]
        ),
        ("a three-piece suit in tweed", ["blazer", "waistcoat", "trousers"]),
        (
            "a school uniform: navy blazer, grey pleated skirt, white shirt, striped tie",
            ["blazer", "pleated-skirt", "shirt", "tie"]
        ),
        ("a white mini dress with bishop sleeves and a ruffled skirt", ["dress"]),
        ("shirt collar size 16, sleeve 34 inches", ["shirt"]),
        ("a dress with a pleated skirt", ["dress"]), ("a gathered skirt dress", ["dress"]),
        ("lace bodice and tulle skirt, ivory gown", ["gown"]), ("a black and white shirt", ["shirt"]),
        (
            "camel coat, black turtleneck sweater and cream wide-leg trousers",
            ["coat", "sweater", "trousers"]
        ),
    ])
    func garmentsOfOneWishStandApart(_ wish: String, _ garments: [String]) throws {
        #expect(try reader.read(wish).garments.map(\.request.garment) == garments)
    }

    @Test func eachGarmentKeepsItsColours() throws {
        let garments = try reader.read("a navy blazer with gold buttons over a white shirt and grey trousers")
            .garments
        #expect(garments.map { $0.request.colours.map(\.name) } == [["navy", "gold"], ["white"], ["grey"]])
        let suit = try reader.read("a grey suit with satin lapels").garments
        #expect(suit.map { $0.request.colours.map(\.name) } == [["grey"], ["grey"]])
    }

    @Test func outfitsAreDrawnSideBySideAndAgain() throws {
        let reading = try reader.read("a white shirt and black trousers")
        let catalogs = try DesignFixtures.catalogs()
        let records = try reading.garments.map {
            try DesignRecord($0.request, seed: 3, catalogs: catalogs, source: TestFabric())
        }
        let pictures = try DesignPictures(of: records, source: TestFabric())
        let one = try DesignPictures(of: [records[0]], source: TestFabric())
        #expect(pictures.picture.width > one.picture.width && pictures.swatches.count == 2)
        let json = try DesignFile(records).json()
        let folder = TemporaryFolder()
        let path = try folder.write(json, to: "design.json")
        #expect(try DesignFile(contentsOf: path).records == records)
    }

    // MARK: Languages

    @Test(arguments: [
        ("ein rotes Kleid", "dress", ["red"], "de"),
        ("ein langes rotes Kleid mit Blumen", "dress", ["red"], "de"),
        ("une robe longue bleue à fleurs", "dress", ["blue"], "fr"),
    ])
    func germanAndFrenchAreRead(_ wish: String, _ garment: String, _ colours: [String], _ language: String)
        throws
    {
        let reading = try reader.read(wish)
        #expect(reading.language == language && reading.request.garment == garment)
        #expect(reading.request.colours.map(\.name) == colours && reading.corrections.isEmpty)
    }

    @Test func otherLanguagesAreNamed() {
        #expect(throws: PromptError.otherLanguage("es")) {
            try reader.read("vestido rojo largo con flores para mi boda")
        }
        let error = #expect(throws: PromptError.self) { try reader.read("vestido rojo largo con flores") }
        #expect(error != nil)
    }
}
