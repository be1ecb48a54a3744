import Foundation
import QuartetImaginarium
import QuartetImaging
import QuartetTestSupport

/// A design drawn from a prompt in the test fabric, with a ruler from the garment's centimetres to pixels.
struct DrawnGarment {
    let record: DesignRecord
    let garment: Garment
    let pictures: DesignPictures
    private let scale: Double

    var picture: PixelImage { pictures.picture }

    init(_ prompt: String) throws { try self.init(DesignFixtures.record(prompt, seed: 5)) }

    init(_ record: DesignRecord) throws {
        self.record = record
        garment = GarmentDrafter.draft(record.garment)
        pictures = try DesignPictures(of: [record], source: TestFabric())
        // The garment fills the picture but for a margin of 7.5 % on each side.
        scale = min(
            0.85 * Double(pictures.picture.width) / garment.bounds.width,
            0.85 * Double(pictures.picture.height) / garment.bounds.height)
    }

    /// The pixel at a point of the garment.
    func pixel(_ point: Point) -> (x: Int, y: Int) {
        let centre = garment.bounds.centre
        return (
            Int(Double(picture.width) / 2 + (point.x - centre.x) * scale),
            Int(Double(picture.height) / 2 + (point.y - centre.y) * scale)
        )
    }

    /// The pixels of a rectangle of the garment.
    func pixels(_ area: Rect) -> (x: Range<Int>, y: Range<Int>) {
        let (low, high) = (pixel(Point(area.minX, area.minY)), pixel(Point(area.maxX, area.maxY)))
        return (low.x..<max(high.x, low.x + 1), low.y..<max(high.y, low.y + 1))
    }

    func bounds(ofPanel name: String) -> Rect? { garment.panels.first { $0.name == name }?.outline.bounds }

    /// The middle of a panel: half its width and height.
    func middle(ofPanel name: String) -> (x: Range<Int>, y: Range<Int>)? {
        bounds(ofPanel: name).map { bounds in
            pixels(
                Rect(
                    x: bounds.x + bounds.width / 4, y: bounds.y + bounds.height / 4, width: bounds.width / 2,
                    height: bounds.height / 2))
        }
    }

    /// Whether a pixel shows something else than the light background.
    func isGarment(x: Int, y: Int) -> Bool {
        picture.colour(x: x, y: y).lab.distance(to: picture.colour(x: 2, y: 2).lab) > 12
    }
}
