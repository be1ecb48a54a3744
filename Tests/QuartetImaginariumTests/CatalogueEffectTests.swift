import QuartetImaginarium
import QuartetImaging
import QuartetTestSupport
import Testing

/// What the reader understands is drawn: each word of the catalogs changes the field of the record that it names.
@Suite struct CatalogueEffectTests {
    private let catalogs: DesignCatalogs
    private let reader: PromptReader
    private let source = TestFabric(classes: FabricClass.allCases)

    init() throws {
        catalogs = try DesignFixtures.catalogs()
        reader = try DesignFixtures.reader()
    }

    private func record(_ request: DesignRequest, variation: DesignVariation? = nil) throws -> DesignRecord {
        try DesignFixtures.record(request, seed: 5, variation: variation, source: source)
    }

    /// Whether some garment differs with the word from itself without it.
    private func changesSomeGarment(_ word: String, _ isAsked: (DesignRequest) -> Bool) throws -> Bool {
        for garment in catalogs.garments.garments {
            guard let reading = try? reader.read("\(word), \(garment.name)"),
                reading.request.garment == garment.id, reading.garments.count == 1, isAsked(reading.request)
            else { continue }
            let without = DesignRequest(prompt: reading.request.prompt, garment: garment.id)
            guard try record(reading.request).garment != record(without).garment else { continue }
            return true
        }
        return false
    }

    @Test(arguments: StyleAttribute.allCases)
    func everyStyleChangesTheCut(_ attribute: StyleAttribute) throws {
        for value in catalogs.garments.styles[attribute] ?? [] {
            let changes = try value.words.contains { word in
                try changesSomeGarment(word) { $0.styles[attribute] == value.id }
            }
            #expect(changes, "\(attribute.rawValue) \(value.id)")
        }
    }

    /// What the designs of one call may not change where it was asked for.
    private static let traits: [(wish: String, trait: @Sendable (GarmentParameters) -> String)] = [
        ("a boat neck dress", { "\($0.neckline.shape) \($0.neckline.width)" }),
        ("a shirt with a band collar", { "\($0.collar.shape)" }),
        ("a dress with short sleeves", { "\(($0.sleeve.length / 6).rounded())" }),
        ("a dress with bishop sleeves", { "\($0.sleeve.upper) \($0.sleeve.middle) \($0.sleeve.cuffFactor)" }),
        ("an A-line skirt", { "\($0.skirt.kind) \($0.skirt.folds)" }),
        ("a midi skirt", { "\(($0.hemHeight / 12).rounded())" }),
        ("an empire dress", { "\($0.waistHeight)" }), ("a coat with a zip", { "\($0.closure.kind)" }),
        ("a blazer with 3 buttons", { "\($0.closure.buttons)" }),
        (
            "a dress with a belt and no darts",
            { "\($0.details.contains(.belt)) \($0.details.contains(.darts))" }
        ),
    ]

    @Test(arguments: traits.indices)
    func explicitWishesHoldInAllDesigns(_ index: Int) throws {
        let (wish, trait) = Self.traits[index]
        let request = try reader.read(wish).request
        let found = try (1...8).map { number in
            try trait(record(request, variation: DesignVariation(seed: 9, number: number)).garment)
        }
        #expect(Set(found).count == 1, "\(wish): \(found)")
    }

    @Test func everyDetailIsDrawn() throws {
        for detail in catalogs.garments.details {
            let changes = try detail.words.contains { word in
                try changesSomeGarment(word) { !$0.details.isEmpty }
            }
            #expect(changes, "\(detail.kind)")
        }
    }

    @Test func everyPatternAndItsVariantsChangeTheCloth() throws {
        let plain = try record(reader.read("a T-shirt").request).fabric
        for pattern in catalogs.fabrics.patterns where pattern.id != catalogs.fabrics.defaultPattern.id {
            let fabric = try record(reader.read("a T-shirt, \(pattern.words[0])").request).fabric
            #expect(fabric.pattern == pattern.id && fabric != plain, "\(pattern.id)")
            for variant in pattern.variants {
                let special = try record(reader.read("a T-shirt, \(variant.words[0])").request).fabric
                // Stripes run across a T-shirt anyway.
                let isUsual = pattern.id == "striped" && variant.id == "horizontal"
                #expect(
                    special.pattern == pattern.id && (special != fabric || isUsual),
                    "\(pattern.id) \(variant.id)")
            }
        }
    }

    @Test func everyMaterialChangesTheCloth() throws {
        let usual = try record(reader.read("a shift dress").request).fabric
        for material in catalogs.fabrics.materials where material.words[0] != "crepe" {
            let fabric = try record(reader.read("a shift dress in \(material.words[0])").request).fabric
            #expect(fabric != usual, "\(material.id)")
        }
    }

    @Test func everyColourIsTheGroundOfPlainCloth() throws {
        for colour in catalogs.colours.colours {
            for word in [colour.name] + colour.words {
                let request = try reader.read("a \(word) T-shirt").request
                #expect(try record(request).colours.ground == colour.colour.hex, "\(word)")
            }
        }
    }

    @Test func everyModifierChangesTheColour() throws {
        let plain = try record(reader.read("a blue T-shirt").request).colours.ground
        // "medium blue" is blue.
        for modifier in catalogs.colours.modifiers where modifier.lightness != 0 || modifier.chroma != 1 {
            let changed = try record(reader.read("a \(modifier.words[0]) blue T-shirt").request).colours
                .ground
            #expect(changed != plain, "\(modifier.id)")
        }
    }
}
