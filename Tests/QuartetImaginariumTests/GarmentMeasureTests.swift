import QuartetImaginarium
import QuartetImaging
import Testing

/// Numbers in a request: buttons are counted, and outlines measured.
@Suite struct GarmentMeasureTests {
    private func record(_ garment: String, _ change: (inout DesignRequest) -> Void) throws -> DesignRecord {
        var request = DesignRequest(prompt: "", garment: garment)
        change(&request)
        return try DesignFixtures.record(request, seed: 3)
    }

    private func frontButtons(_ record: DesignRecord) -> Int {
        GarmentDrafter.draft(record.garment).trims.count { trim in
            if case .button(let centre, _, _) = trim { abs(centre.x) < 7 } else { false }
        }
    }

    @Test(arguments: [
        ("blazer", 1), ("blazer", 3), ("blazer", 4), ("shirt", 5), ("shirt", 12), ("coat", 5),
        ("cardigan", 6), ("skirt", 4), ("t-shirt", 3), ("jacket", 2), ("pyjamas", 4),
    ])
    func buttonsAreCounted(_ garment: String, _ count: Int) throws {
        let record = try record(garment) { $0.buttons = count }
        #expect(frontButtons(record) == count)
    }

    @Test func aDoubleBreastedFrontSharesThem() throws {
        for count in [4, 6, 8] {
            let record = try record("blazer") {
                $0.styles[.closure] = "double-breasted"
                $0.buttons = count
            }
            #expect(frontButtons(record) == count)
        }
    }

    @Test func buttonsStayInsideTheGarment() throws {
        for count in 1...12 {
            let garment = GarmentDrafter.draft(try record("blazer") { $0.buttons = count }.garment)
            let bounds = garment.bounds
            for case .button(let centre, _, _) in garment.trims {
                #expect(centre.y > bounds.minY && centre.y < bounds.maxY)
            }
        }
    }

    @Test(arguments: [
        ("dress", 90.0), ("dress", 120), ("shirt-dress", 100), ("gown", 150), ("t-shirt", 65), ("shirt", 80),
        ("coat", 110), ("blazer", 72), ("sweater", 62),
    ])
    func lengthIsFromTheShoulder(_ id: String, _ centimetres: Double) throws {
        let garment = GarmentDrafter.draft(try record(id) { $0.measures = [.length: centimetres] }.garment)
        let main: Set = ["bodice", "skirt", "left front", "right front", "hem band"]
        let low = garment.panels.filter { main.contains($0.name) }.compactMap(\.outline.bounds?.maxY).max()
        let found = try #require(low)
        #expect(abs(found - centimetres) < 0.05)
    }

    @Test(arguments: [
        ("skirt", 60.0), ("pencil-skirt", 70), ("pleated-skirt", 45), ("circle-skirt", 75),
        ("ra-ra-skirt", 80),
    ])
    func aSkirtIsMeasuredFromTheWaist(_ id: String, _ centimetres: Double) throws {
        let record = try record(id) { $0.measures = [.length: centimetres] }
        let panels = GarmentDrafter.draft(record.garment).panels.filter { $0.cloth != .inside }
        let bounds = panels.compactMap(\.outline.bounds)
        let (top, low) = (bounds.map(\.minY).min() ?? 0, bounds.map(\.maxY).max() ?? 0)
        #expect(abs(low - top - centimetres) < 0.1)
    }

    @Test(arguments: [("trousers", 81.0), ("jeans", 76), ("shorts", 20), ("joggers", 78), ("jumpsuit", 74)])
    func theInsideLegIsFromTheCrotch(_ id: String, _ centimetres: Double) throws {
        let record = try record(id) { $0.measures = [.insideLeg: centimetres] }
        let drafted = GarmentDrafter.draft(record.garment).centimetres(.insideLeg, record.garment)
        let found = try #require(drafted)
        #expect(abs(found - centimetres) < 1e-6)
        if !record.garment.details.contains(.ankleRib) {
            #expect(abs(record.garment.hemHeight - record.garment.crotchHeight - centimetres) < 1e-6)
        }
    }

    @Test func theSleeveIsFromTheShoulder() throws {
        let record = try record("shirt") { $0.measures = [.sleeve: 45] }
        #expect(record.garment.sleeve.length == 45)
    }

    @Test func impossibleNumbersAreRefused() throws {
        #expect(throws: DesignError.self) { try record("shirt") { $0.buttons = 1000 } }
        #expect(throws: DesignError.self) { try record("dress") { $0.measures = [.length: 900] } }
        #expect(throws: DesignError.self) { try record("dress") { $0.measures = [.length: 9] } }
    }

    @Test func olderRecordsHaveNeither() throws {
        let record = try DesignFixtures.record("a shirt")
        #expect(record.request.buttons == nil && record.request.measures == nil)
        #expect(try !record.json().contains("measures"))
        #expect(try DesignRecord(json: record.json()) == record)
        let measured = try self.record("dress") { $0.measures = [.length: 90] }
        #expect(try DesignRecord(json: measured.json()) == measured)
    }
}
