import Foundation
import QuartetFiles
import QuartetImaginarium
import QuartetImaging
import QuartetTestSupport
import Testing

/// Drawings on one place of a garment.
@Suite struct PlacementMotifTests {
    private let folder = TemporaryFolder()

    private func file(_ svg: String) throws -> String {
        let path = folder.path + "/motif.svg"
        try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
        try Data(svg.utf8).write(to: URL(fileURLWithPath: path))
        return path
    }

    private static let disc =
        ##"<svg viewBox="0 0 10 10"><circle cx="5" cy="5" r="5" fill="#d01020"/></svg>"##

    /// The middle of all red pixels of a picture, and their number.
    private func red(_ drawn: DrawnGarment) -> (x: Double, y: Double, count: Int) {
        let picture = drawn.picture
        var (x, y, count) = (0.0, 0.0, 0)
        for row in stride(from: 0, to: picture.height, by: 2) {
            for column in stride(from: 0, to: picture.width, by: 2) {
                let lab = picture.colour(x: column, y: row).lab
                guard lab.a > 40 else { continue }
                (x, y, count) = (x + Double(column), y + Double(row), count + 1)
            }
        }
        return (x / Double(max(count, 1)), y / Double(max(count, 1)), count)
    }

    @Test(arguments: PlacementMotif.Place.allCases)
    func sitsWhereItIsAsked(_ place: PlacementMotif.Place) throws {
        // A shirt's placket would cover the middle of a motif on the chest.
        let garment = place == .chest ? "T-shirt" : "shirt with a chest pocket"
        var record = try DesignFixtures.record("a plain white " + garment, seed: 5)
        record.motif = try PlacementMotif(contentsOf: file(Self.disc), at: place)
        let drawn = try DrawnGarment(record)
        let found = red(drawn)
        #expect(found.count > 100)
        let bounds = drawn.garment.bounds
        let (centre, top) = (drawn.pixel(bounds.centre), drawn.pixel(Point(bounds.centre.x, bounds.minY)))
        let share = (found.y - Double(top.y)) / Double(2 * (centre.y - top.y))
        let side = found.x - Double(centre.x)
        switch place {
        case .chest, .back: #expect(abs(side) < 6 && share < 0.55)
        // The wearer's left is on the right.
        case .leftChest: #expect(side > 40 && share < 0.5)
        case .sleeve: #expect(abs(side) > 120 && share < 0.7)
        case .hem: #expect(share > 0.75)
        case .pocket: #expect(abs(side) > 40 && share > 0.2 && share < 0.6)
        }
        #expect(String(decoding: drawn.pictures.svg, as: UTF8.self).contains("<svg"))
        let again = try DesignPictures(of: [DesignRecord(json: record.json())], source: TestFabric())
        let isSame = again.picture == drawn.picture && again.svg == drawn.pictures.svg
        #expect(isSame)
    }

    @Test func itsWidthIsInCentimetres() throws {
        let areas = try [6.0, 12].map { width in
            var record = try DesignFixtures.record("a plain white t-shirt", seed: 5)
            record.motif = try PlacementMotif(contentsOf: file(Self.disc), at: .chest, width: width)
            return Double(red(try DrawnGarment(record)).count)
        }
        #expect(abs(areas[1] / areas[0] - 4) < 0.4, "\(areas)")
    }

    @Test func pathsOfAllKindsAreRead() throws {
        let svg = """
            <svg xmlns="http://www.w3.org/2000/svg"><g transform="translate(10 5) rotate(15)" fill="red">
            <path d="M0 0h10v10H0zm2,2l3-1 .5.5C6 3 7 4 8 8S3 9 2 2zM20 0Q25 5 20 10T20 20A5 5 0 0130 20a5,3 10 1,0 4 4Z"/>
            <polygon points="0,0 5,0 5,5" style="fill:rgb(10%,20%,30%);stroke:#123;stroke-width:2px"/>
            <rect x="1" y="1" width="4" height="3" rx="1"/><ellipse cx="3" cy="3" rx="2" ry="1" fill="none" stroke="blue"/>
            </g></svg>
            """
        #expect(throws: Never.self) { try PlacementMotif(contentsOf: file(svg), at: .chest) }
    }

    @Test(arguments: [
        (#"<svg><script>alert(1)</script><path d="M0 0h1v1z"/></svg>"#, "scripts"),
        (#"<svg><path d="M0 0h1v1z" onclick="x()"/></svg>"#, "scripts"),
        (#"<!DOCTYPE svg [<!ENTITY a "b">]><svg><path d="M0 0h1v1z"/></svg>"#, "document type"),
        (#"<svg xmlns:x="http://www.w3.org/1999/xlink"><use x:href="http://a/b.svg#c"/></svg>"#, "<use>"),
        (#"<svg><rect width="3" height="3" fill="url(#a)"/></svg>"#, "references"),
        (#"<svg><image href="a.png"/></svg>"#, "pictures"),
        (#"<svg><text>hello</text></svg>"#, "convert text"),
        (#"<svg><path d="M0 0 nonsense"/></svg>"#, "path data"), (#"<svg/>"#, "no filled"), ("{}", "line 1"),
        (#"<svg><rect width="1e99" height="3"/></svg>"#, "width"),
        (#"<svg><rect width="3" height="3" fill="blurple"/></svg>"#, "blurple"), (#"<html/>"#, "<html>"),
    ])
    func whatIsNotDrawnIsAnError(_ svg: String, _ words: String) throws {
        let path = try file(svg)
        let error = #expect(throws: MotifError.self) { try PlacementMotif(contentsOf: path, at: .chest) }
        #expect(
            "\(error.map(String.init(describing:)) ?? "")".contains(words), "\(String(describing: error))")
    }

    @Test func largeFilesAndMissingPlacesAreErrors() throws {
        let large = "<svg>" + String(repeating: "<rect width='1' height='1'/>", count: 5_000) + "</svg>"
        let path = try file(large)
        #expect(throws: MotifError.self) { try PlacementMotif(contentsOf: path, at: .chest) }
        let huge = try file("<svg>" + String(repeating: " ", count: 300_000) + "</svg>")
        #expect(throws: FileError.self) { try PlacementMotif(contentsOf: huge, at: .chest) }
        let motif = try PlacementMotif(contentsOf: file(Self.disc), at: .chest)
        let studio = try DesignStudio(catalogs: DesignFixtures.catalogs(), source: TestFabric())
        #expect(throws: MotifError.noPlace(.chest, garment: "trousers")) {
            try studio.design(
                "plain black trousers", count: 1, seed: 1, motif: motif, folder: folder.path + "/out")
        }
    }
}
