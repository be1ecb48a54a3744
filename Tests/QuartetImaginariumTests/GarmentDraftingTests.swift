import QuartetImaginarium
import QuartetImaging
import Testing

@Suite struct GarmentDraftingTests {
    private func garment(_ prompt: String, seed: UInt64 = 1) throws -> Garment {
        GarmentDrafter.draft(try DesignFixtures.record(prompt, seed: seed).garment)
    }

    @Test func everyGarmentHasClosedOutlinesInBounds() throws {
        let body = Rect(x: -130, y: -45, width: 260, height: 230)
        for template in try DesignFixtures.catalogs().garments.garments {
            for seed in [1, 2, 3] as [UInt64] {
                let record = try DesignFixtures.record(
                    DesignRequest(prompt: "", garment: template.id), seed: seed)
                let garment = GarmentDrafter.draft(record.garment)
                #expect(garment.panels.count >= 2, "\(template.id)")
                for panel in garment.panels {
                    #expect(panel.outline.elements.last == .close, "\(template.id) \(panel.name)")
                    let bounds = try #require(panel.outline.bounds)
                    #expect(
                        bounds.minX >= body.minX && bounds.maxX <= body.maxX, "\(template.id) \(panel.name)")
                    #expect(
                        bounds.minY >= body.minY && bounds.maxY <= body.maxY, "\(template.id) \(panel.name)")
                    #expect(bounds.width.isFinite && bounds.height.isFinite)
                    #expect(panel.frame.stations.count >= 2)
                }
            }
        }
    }

    @Test(arguments: ["dress", "t-shirt", "shirt", "hoodie", "jeans", "pleated skirt", "sweater", "jumpsuit"])
    func bodyIsSymmetric(_ prompt: String) throws {
        let bounds = try garment(prompt).bounds
        // Folds may move a hem by a little; sleeves and legs are mirror images.
        #expect(abs(bounds.minX + bounds.maxX) < 1.5)
    }

    @Test func lengthsFollowTheWords() throws {
        let lengths = try [
            "micro skirt", "mini skirt", "knee-length skirt", "midi skirt", "floor-length skirt",
        ]
        .map { try garment($0).bounds.height }
        #expect(lengths == lengths.sorted())
        #expect(lengths[4] > 2.2 * lengths[0])
    }

    @Test func sleevesFollowTheWords() throws {
        func reach(_ prompt: String) throws -> Double { try garment(prompt).bounds.maxX }
        #expect(try reach("sleeveless t-shirt") < reach("t-shirt"))
        #expect(try reach("t-shirt") < reach("long-sleeved t-shirt"))
        #expect(try !garment("sleeveless dress").panels.contains { $0.name == "sleeve" })
        #expect(try garment("dress with long sleeves").panels.filter { $0.name == "sleeve" }.count == 2)
    }

    @Test func detailsAppear() throws {
        #expect(try garment("hoodie").panels.contains { $0.name == "kangaroo pocket" })
        #expect(try garment("hoodie").panels.contains { $0.name == "hood" })
        #expect(try !garment("hoodie without a pocket").panels.contains { $0.name == "kangaroo pocket" })
        #expect(try garment("blazer").panels.contains { $0.name == "lapel" })
        #expect(try garment("trench coat").panels.contains { $0.name == "belt" })
        #expect(try garment("jeans").panels.flatMap(\.lines).contains { $0.kind == .stitch })
        #expect(try garment("shirt").trims.count > 4)
        #expect(try garment("dress").panels.flatMap(\.edges).contains { $0.kind == .hem })
    }

    @Test func seedsVaryAndRepeat() throws {
        #expect(try garment("dress", seed: 5) == garment("dress", seed: 5))
        #expect(try garment("dress", seed: 5) != garment("dress", seed: 6))
    }
}
