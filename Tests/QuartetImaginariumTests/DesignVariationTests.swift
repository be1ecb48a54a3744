import Foundation
import QuartetImaginarium
import QuartetImaging
import Testing

@Suite struct DesignVariationTests {
    private func records(_ prompt: String, count: Int, seed: UInt64 = 1) throws -> [DesignRecord] {
        let request = try DesignFixtures.reader().read(prompt).request
        return try (1...count).map { number in
            try DesignFixtures.record(
                request, seed: 5, variation: DesignVariation(seed: seed, number: number))
        }
    }

    @Test(arguments: [
        "a dress", "a shirt", "a skirt", "trousers", "a coat", "a t-shirt", "a jumpsuit", "hoodie",
    ])
    func designsOfACallDifferInShape(_ prompt: String) throws {
        let garments = try records(prompt, count: 4).map(\.garment)
        for (index, garment) in garments.enumerated() {
            for other in garments[..<index] { #expect(garment != other) }
        }
    }

    @Test func variationsKeepTheRequest() throws {
        for record in try records("a long strapless pleated dress with a belt", count: 8) {
            #expect(record.garment.neckline.shape == .strapless)
            #expect(record.garment.skirt.kind == .knife)
            #expect(record.garment.hemHeight > 135)
            #expect(record.garment.sleeve.length == 0)
            #expect(record.garment.details.contains(.belt))
        }
        for record in try records("a long-sleeved dress without a belt", count: 8) {
            #expect(record.garment.sleeve.length > 50)
            #expect(![.strapless, .straps, .halter].contains(record.garment.neckline.shape))
            #expect(!record.garment.details.contains(.belt))
        }
        for record in try records("a dress with black sleeves", count: 8) {
            #expect(record.garment.sleeve.length > 0)
        }
    }

    @Test func theFirstHasTheUsualCutAndSeedsOrderTheOthers() throws {
        let usual = try DesignFixtures.record("a dress", seed: 5)
        #expect(try records("a dress", count: 1) == [usual])
        #expect(try records("a dress", count: 4) == records("a dress", count: 4))
        #expect(try records("a dress", count: 4) != records("a dress", count: 4, seed: 2))
    }

    @Test func everyVariationHasOutlinesInBounds() throws {
        let body = Rect(x: -130, y: -45, width: 260, height: 230)
        for template in try DesignFixtures.catalogs().garments.garments {
            let request = DesignRequest(prompt: "", garment: template.id)
            for number in 1...7 {
                let record = try DesignFixtures.record(
                    request, seed: UInt64(number), variation: DesignVariation(seed: 3, number: number))
                #expect(throws: Never.self) { try DesignRecord(json: record.json()) }
                for panel in GarmentDrafter.draft(record.garment).panels {
                    let bounds = try #require(panel.outline.bounds, "\(template.id) \(panel.name)")
                    #expect(
                        bounds.minX >= body.minX && bounds.maxX <= body.maxX, "\(template.id) \(panel.name)")
                    #expect(
                        bounds.minY >= body.minY && bounds.maxY <= body.maxY, "\(template.id) \(panel.name)")
                }
            }
        }
    }

    @Test(arguments: [
        ("jeans with ripped knees", "rip"), ("blazer with elbow patches", "elbow patch"),
        ("coat with cuff straps", "cuff strap"), ("dungarees", "bib"),
        ("slip dress with lace trim", "lace trim"),
        ("skirt with lace trim", "lace trim"), ("joggers with a side stripe", "side stripe"),
    ])
    func detailsAreDrawn(_ prompt: String, _ panel: String) throws {
        let record = try #require(try records(prompt, count: 1).first)
        #expect(GarmentDrafter.draft(record.garment).panels.contains { $0.name == panel })
    }

    @Test func ruchingGathersTheSides() throws {
        func creases(_ prompt: String) throws -> Int {
            let record = try #require(try records(prompt, count: 1).first)
            return GarmentDrafter.draft(record.garment).panels.map(\.folds.creases.count).reduce(0, +)
        }
        #expect(try creases("a ruched dress") > creases("a dress") + 20)
    }

    @Test func longIsLongerThanMidi() throws {
        func garment(_ prompt: String) throws -> GarmentParameters {
            try #require(try records(prompt, count: 1).first).garment
        }
        let ankle = 138.0
        #expect(try abs(garment("a long dress").hemHeight - ankle) < 6)
        #expect(try abs(garment("a maxi dress").hemHeight - ankle) < 6)
        #expect(try garment("a midi dress").hemHeight < ankle - 15)
        #expect(try garment("a midi dress").hemHeight > 105)
    }
}
