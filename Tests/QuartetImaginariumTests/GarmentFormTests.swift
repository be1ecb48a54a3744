import QuartetImaginarium
import QuartetImaging
import QuartetTestSupport
import Testing

/// Garments with drafters of their own, and the cuts that were added for swimwear and dress.
@Suite struct GarmentFormTests {
    private func garment(_ prompt: String) throws -> Garment {
        GarmentDrafter.draft(try DesignFixtures.record(prompt).garment)
    }

    @Test(arguments: [
        ("a red scarf", "scarf"), ("a wool shawl", "shawl"), ("a green poncho", "poncho"),
        ("a navy cape", "cape"), ("a silk kaftan", "kaftan"), ("a floral kimono", "kimono"),
        ("a pink hanbok", "hanbok"), ("a red sari", "sari"), ("a striped bikini", "bikini"),
        ("a striped tie", "tie"), ("a black bow tie", "bow-tie"), ("a sun hat", "hat"),
        ("a grey beanie", "beanie"), ("a blue cap", "cap"), ("a silk turban", "turban"),
        ("dotted socks", "socks"), ("red gloves", "gloves"), ("red mittens", "mittens"),
        ("a red kilt", "kilt"), ("a white kurta", "kurta"), ("a one-piece swimsuit", "swimsuit"),
        ("swim shorts", "swim-shorts"), ("cycling shorts", "bike-shorts"), ("bike shorts", "bike-shorts"),
        ("a tankini", "tankini"), ("a rash guard", "rash-guard"), ("a wetsuit", "wetsuit"),
        ("a sports bra", "sports-bra"), ("a bodysuit", "bodysuit"), ("a leotard", "leotard"),
        ("a corset", "corset"), ("a lace-up corset dress", "corset-dress"), ("a tailcoat", "tailcoat"),
        ("a dirndl", "dirndl"), ("a hakama", "hakama"), ("a suspenders skirt", "suspender-skirt"),
        ("a military jacket", "military-jacket"), ("harem pants", "harem-trousers"),
        ("paperbag pants", "paperbag-trousers"), ("leggings", "leggings"), ("a waistcoat", "waistcoat"),
    ])
    func theWordGivesTheGarment(_ prompt: String, _ id: String) throws {
        #expect(try DesignFixtures.reader().read(prompt).request.garment == id)
    }

    @Test func everyFormIsOffered() throws {
        let offered = Set(try DesignFixtures.catalogs().garments.garments.compactMap(\.form))
        #expect(offered == Set(GarmentForm.allCases))
    }

    /// What a tailor would look for in each piece.
    @Test(arguments: [
        ("scarf", ["loop", "end", "fringe"]), ("tie", ["knot", "blade", "narrow end", "band"]),
        ("kimono", ["sleeve", "front", "collar", "obi"]),
        ("hanbok", ["skirt", "bodice", "collar edge", "ribbon"]),
        ("sari", ["skirt", "border", "drape", "free end", "bodice"]), ("hat", ["brim", "crown", "hat band"]),
        ("beanie", ["dome", "cuff"]), ("socks", ["sock", "heel", "toe", "cuff"]),
        ("gloves", ["hand", "cuff"]),
        ("bikini", ["cup", "strap", "brief"]), ("tankini", ["bodice", "brief"]),
        ("tailcoat", ["tail", "lapel"]),
        ("dirndl", ["apron", "apron bow"]), ("suspenders skirt", ["strap", "back strap"]),
    ])
    func theirPiecesAreThere(_ prompt: String, _ pieces: [String]) throws {
        let names = Set(try garment(prompt).panels.map(\.name))
        #expect(names.isSuperset(of: pieces), "\(names.sorted())")
    }

    /// Laid on one another, the panels of a garment are one shape: nothing hangs free, but for the parts of pairs and
    /// of two-piece swimwear.
    @Test func everyPanelTouchesAnother() throws {
        for template in try DesignFixtures.catalogs().garments.garments {
            let record = try DesignFixtures.record(DesignRequest(prompt: "", garment: template.id))
            let bounds = GarmentDrafter.draft(record.garment).panels.compactMap(\.outline.bounds)
            for (index, one) in bounds.enumerated() {
                let grown = one.inset(by: -0.3)
                let touches = bounds.indices.contains { other in
                    guard other != index else { return false }
                    let b = bounds[other]
                    return grown.minX <= b.maxX && b.minX <= grown.maxX && grown.minY <= b.maxY
                        && b.minY <= grown.maxY
                }
                #expect(touches, "\(template.id) panel \(index)")
            }
        }
    }

    /// A bare shoulder holds no sleeve, and a halter is held behind the neck.
    @Test func sleevesAndStrapsAreHeld() throws {
        #expect(try garment("a one-shoulder dress").panels.filter { $0.name == "sleeve" }.count == 1)
        #expect(try garment("a halter top").panels.contains { $0.name == "back strap" })
        for prompt in ["an off-the-shoulder ruffled top", "a bardot top with long sleeves"] {
            let top = try garment(prompt)
            let body = try #require(top.panels.first { $0.name == "bodice" }?.outline.bounds)
            for sleeve in top.panels where sleeve.name == "sleeve" {
                let bounds = try #require(sleeve.outline.bounds)
                #expect(bounds.minX < body.maxX && bounds.maxX > body.minX, "\(prompt)")
            }
        }
    }

    /// Records without an edition come from the first blocks: two mirrored sleeves, whatever the neckline.
    @Test func olderRecordsKeepTheirCut() throws {
        var record = try DesignFixtures.record("a one-shoulder dress with long sleeves")
        record.garment.edition = nil
        let sleeves = GarmentDrafter.draft(record.garment).panels.filter { $0.name == "sleeve" }
        try #require(sleeves.count == 2)
        #expect(sleeves[0].folds.creases.map(\.depth) == sleeves[1].folds.creases.map(\.depth))
        let current = GarmentDrafter.draft(try DesignFixtures.record("a shirt").garment).panels
            .filter { $0.name == "sleeve" }
        #expect(current[0].folds.creases.map(\.depth) != current[1].folds.creases.map(\.depth))
    }

    @Test func aSwimsuitIsCutOutForTheLegs() throws {
        let suit = try #require(try garment("a swimsuit").panels.first { $0.name == "bodice" })
        let points = suit.outline.flattened().joined()
        let bottom = try #require(points.map(\.y).max())
        let low = points.filter { $0.y > bottom - 2 }.map { abs($0.x) }.max() ?? 0
        let hips = points.map { abs($0.x) }.max() ?? 0
        #expect(low < 0.35 * hips)
    }

    @Test func leggingsEndNarrowAndWideLegsFallStraight() throws {
        let leggings = try DesignFixtures.record("leggings").garment.legs
        #expect(leggings.hem < 5.4 && leggings.hem < 0.75 * leggings.knee)
        let skinny = try DesignFixtures.record("skinny jeans").garment.legs
        #expect(skinny.hem < 6 && skinny.hem < 0.8 * skinny.knee)
        let wide = try DesignFixtures.record("wide-leg trousers").garment.legs
        #expect(abs(wide.hem - wide.knee) < 0.1 * wide.knee && wide.hem > 12)
    }

    /// Wishes for parts are kept where the form has the part.
    @Test func aKimonoHasAColouredObi() throws {
        let record = try DesignFixtures.record("a white kimono with a red belt")
        #expect(record.colours.parts["belt"] != nil)
        #expect(try !garment("a kimono without a belt").panels.contains { $0.name == "obi" })
    }
}
