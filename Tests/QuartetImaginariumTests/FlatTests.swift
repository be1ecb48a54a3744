import Foundation
import QuartetImaginarium
import QuartetImaging
import QuartetTestSupport
import Testing

@Suite struct FlatTests {
    private func flat(_ prompt: String) throws -> DesignFlat { try DesignFlat(DesignFixtures.record(prompt)) }

    private func text(_ prompt: String) throws -> String {
        String(decoding: try flat(prompt).svg(), as: UTF8.self)
    }

    @Test func everyGarmentHasAFlatOfBothSides() throws {
        for template in try DesignFixtures.catalogs().garments.garments {
            let record = try DesignFixtures.record(DesignRequest(prompt: "", garment: template.id))
            guard record.garment.form == nil else {
                #expect(throws: StudioError.noFlat(record.garment.name)) { try DesignFlat(record) }
                continue
            }
            let flat = try DesignFlat(record)
            let (front, back) = (flat.front.bounds, flat.back.bounds)
            // Both sides show the same garment: equally wide, and as long.
            #expect(
                abs(front.width - back.width) < 0.1 * front.width,
                "\(template.id): \(front.width) \(back.width)")
            #expect(abs(front.maxY - back.maxY) < 6, "\(template.id): \(front.maxY) \(back.maxY)")
            #expect(!flat.back.panels.isEmpty, "\(template.id)")
            #expect(
                try MarkupElement(xml: String(decoding: flat.svg(), as: UTF8.self)).name == "svg",
                "\(template.id)")
        }
    }

    @Test func linesAreBlackInThreeWeightsAndStitchesAreDashed() throws {
        let svg = try text("blue jeans")
        #expect(
            Set(svg.matches(of: /stroke-width="([0-9.]+)"/).map { String($0.1) }) == ["1.1", "0.28", "0.16"])
        #expect(
            Set(svg.matches(of: /(?:fill|stroke)="(#[0-9a-f]+)"/).map { String($0.1) }) == [
                "#000000", "#ffffff",
            ])
        #expect(svg.contains("stroke-dasharray"))
        #expect(!svg.contains("<image") && !svg.contains("Gradient"))
    }

    @Test(arguments: [
        (
            "blue jeans",
            ["back-yoke", "back-pocket", "waistband", "fly", "scale-bar", "front-outline", "back"]
        ),
        ("a blazer", ["lapel", "collar", "left-front", "sleeve", "button"]),
    ])
    func piecesAreNamedGroups(_ prompt: String, _ names: [String]) throws {
        let svg = try text(prompt)
        for name in names where name != "points-of-measure" {
            #expect(svg.contains("id=\"\(name)\""), "\(name)")
        }
        let ids = svg.matches(of: /\bid="([^"]+)"/).map { String($0.1) }
        #expect(Set(ids).count == ids.count)
    }

    @Test func theBackDiffersFromTheFront() throws {
        let shirt = try flat("a white shirt")
        #expect(shirt.front.trims.count > 4 && shirt.back.trims.isEmpty)
        #expect(!shirt.back.panels.contains { ["placket", "chest pocket"].contains($0.name) })
        // The neckline is higher behind.
        let blouse = try flat("a dress with a scoop neck")
        func top(_ garment: Garment, _ name: String) -> Double {
            let panel = garment.panels.first { $0.name == name }
            return panel?.outline.flattened()[0][0].y ?? 0
        }
        #expect(top(blouse.back, "back") < top(blouse.front, "bodice") - 5)
        // Cloth that does not stretch needs a zip.
        #expect(blouse.back.trims.contains { if case .zip = $0 { true } else { false } })
        #expect(try flat("a jersey dress").back.trims.isEmpty)
    }

    @Test func aRecordIsWrittenAsSVGAndPDF() throws {
        let folder = TemporaryFolder()
        let record = folder.path + "/design-3.json"
        try folder.write(DesignFixtures.record("a t-shirt").json(), to: "design-3.json")
        let files = try DesignFlat.write(record: record, to: folder.path + "/flats")
        #expect(
            files.map { URL(filePath: $0).lastPathComponent } == ["design-3-flat.svg", "design-3-flat.pdf"])
        let pdf = try Data(contentsOf: URL(filePath: files[1]))
        #expect(pdf.starts(with: Data("%PDF-".utf8)) && pdf.count > 1000)
        #expect(String(decoding: pdf.suffix(8), as: UTF8.self).contains("%%EOF"))
    }

    @Test(arguments: ["{\"version\": 2, \"prompt\": ", "{}", "", "no record"])
    func aDamagedRecordIsNamedAndNothingIsWritten(_ text: String) throws {
        let folder = TemporaryFolder()
        try folder.write(text, to: "broken.json")
        let error = #expect(throws: DesignError.self) {
            try DesignFlat.write(record: folder.path + "/broken.json", to: folder.path + "/flats")
        }
        #expect(
            error?.description.contains("broken.json") == true
                && error?.description.contains("Cocoa") == false)
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/flats"))
    }

    @Test func aFileInPlaceOfTheFolderStays() throws {
        let folder = TemporaryFolder()
        try folder.write(DesignFixtures.record("a t-shirt").json(), to: "design.json")
        try folder.write("mine", to: "flats")
        #expect(throws: (any Error).self) {
            try DesignFlat.write(record: folder.path + "/design.json", to: folder.path + "/flats")
        }
        #expect(try String(contentsOfFile: folder.path + "/flats", encoding: .utf8) == "mine")
    }
}
