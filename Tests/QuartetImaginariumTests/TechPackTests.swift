import Foundation
import QuartetImaginarium
import QuartetImaging
import QuartetTestSupport
import Testing

@Suite struct TechPackTests {
    private static let catalogs = Result { try TechPack.Catalogs(folder: DesignFixtures.catalogFolder) }

    private func pack(_ record: DesignRecord) throws -> TechPack {
        try TechPack(record, style: StyleNumber(for: record), catalogs: Self.catalogs.get())
    }

    private func pack(_ prompt: String) throws -> TechPack { try pack(DesignFixtures.record(prompt)) }

    /// The garments whose back is drafted.
    private static func drafted() throws -> [DesignRecord] {
        try DesignFixtures.catalogs().garments.garments
            .map { try DesignFixtures.record(DesignRequest(prompt: "x", garment: $0.id)) }
            .filter { $0.garment.form == nil }
    }

    @Test func everyGarmentHasAWholePack() throws {
        for record in try Self.drafted() {
            let pack = try pack(record)
            #expect(pack.sizes.rows.count >= 3, "\(record.garment.name)")
            #expect(pack.bill.filter { $0.item == "Shell fabric" }.count == 2, "\(record.garment.name)")
        }
    }

    /// Every end of a measure lies on a drawn outline, and M is the distance between the two.
    @Test func theTableIsTheFlat() throws {
        for record in try Self.drafted() {
            let pack = try pack(record)
            for row in pack.sizes.rows {
                let garment = row.distance.side == .front ? pack.flat.front : pack.flat.back
                let name = "\(record.garment.name): \(row.point.name)"
                for end in [row.distance.from, row.distance.to] {
                    let gap = Self.gap(from: end, to: garment)
                    #expect(gap < 0.06, "\(name) ends \(gap) cm beside the outline")
                }
                let step = row.distance.to - row.distance.from
                let length = row.distance.direction == .upright ? abs(step.y) : step.length
                #expect(abs(row.length(in: .m) - length) < 0.051 && length > 0.3, "\(name)")
            }
        }
    }

    /// The smallest distance of a point from the outlines of a garment's panels.
    private static func gap(from point: Point, to garment: Garment) -> Double {
        var smallest = Double.infinity
        for part in garment.panels.flatMap({ $0.outline.flattened(segments: 48) }) {
            for (from, to) in zip(part, part.dropFirst()) {
                let along = to - from
                let share = min(max((point - from).dot(along) / max(along.dot(along), 1e-12), 0), 1)
                smallest = min(smallest, (point - from.interpolated(to: to, by: share)).length)
            }
        }
        return smallest
    }

    @Test func sizesGrowWithTheBody() throws {
        for row in try pack("a white shirt").sizes.rows {
            let lengths = LetterSize.allCases.map { row.length(in: $0) }
            #expect(lengths == lengths.sorted(), "\(row.point.name) \(lengths)")
        }
        let chest = try #require(try pack("a t-shirt").sizes.rows.first { $0.point.id == "chest" })
        // Half of the step of the body, laid flat: (97.9 - 92.5) / 2.
        #expect(abs(chest.length(in: .l) - chest.length(in: .m) - 2.7) < 0.11)
    }

    @Test func trimsAreCountedFromTheDrawing() throws {
        let shirt = try pack("a white shirt")
        let drawn = shirt.flat.front.trims.filter { if case .button = $0 { true } else { false } }.count
        let counted = shirt.bill.filter { $0.item == "Button" }.compactMap {
            Int($0.quantity.prefix { $0 != " " })
        }
        #expect(counted.reduce(0, +) == drawn && drawn > 4)
        #expect(try pack("a dress").bill.contains { $0.item == "Zip" && $0.detail.hasPrefix("invisible") })
        #expect(try pack("blue jeans").bill.contains { $0.item == "Rivet" })
        #expect(try !pack("blue jeans").bill.contains { $0.item == "Elastic" })
    }

    @Test func stitchesFollowTheCloth() throws {
        func side(_ prompt: String) throws -> [String] {
            try #require(try pack(prompt).seams.first { $0.seam.id == "side" }).stitches.map(\.iso)
        }
        #expect(try side("a cotton shirt") == ["301", "504"])
        #expect(try side("a jersey t-shirt") == ["514"])
        #expect(
            try pack("blue jeans").seams.first { $0.seam.id == "outseam" }?.stitches.map(\.iso) == ["516"])
    }

    @Test func aLongerGarmentTakesMoreCloth() throws {
        func metres(_ prompt: String) throws -> Double {
            let line = try #require(try pack(prompt).bill.first { $0.item == "Shell fabric" })
            return Double(line.quantity.prefix { $0 != " " }) ?? 0
        }
        let (short, long) = (try metres("a black mini skirt"), try metres("a black maxi skirt"))
        #expect(short > 0.3 && short < 1.2 && long > short && long < 4, "\(short) \(long)")
    }

    @Test func aPackThatLacksSomethingIsRefused() throws {
        var record = try DesignFixtures.record("a t-shirt")
        record.prompt = ""
        let error = #expect(throws: StudioError.self) { try pack(record) }
        #expect(error?.description.contains("the prompt") == true)
        record.request.material = "moonlight"
        #expect(throws: StudioError.self) { try pack(record) }
    }

    @Test func filesAreWritten() throws {
        let folder = TemporaryFolder()
        let pack = try pack("a striped t-shirt")
        let files = try pack.write(to: folder.path, name: "design-1") {
            try DesignPictures(of: [$0], source: TestFabric())
        }
        #expect(files.count == 7)
        let table = try String(contentsOfFile: folder.path + "/design-1-sizes-cm.csv", encoding: .utf8)
        let rows = table.split(separator: "\r\n")
        #expect(rows.count == pack.sizes.rows.count + 1 && rows[0].hasSuffix("XS,S,M,L,XL,XXL,tolerance"))
        let pdf = try Data(contentsOf: URL(filePath: folder.path + "/design-1-techpack.pdf"))
        #expect(pdf.starts(with: Data("%PDF-".utf8)) && pdf.count > 50_000)
    }
}
