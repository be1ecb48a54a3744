import Foundation
import QuartetFiles
import QuartetImaging
import QuartetTestSupport
import Testing

@Suite struct DrawingTests {
    private let drawing = Drawing(width: 40, height: 30) { canvas in
        let tile = PixelImage(
            width: 2, height: 2, format: .rgb, bytes: [255, 0, 0, 0, 0, 255, 0, 0, 255, 255, 0, 0])
        canvas.fill(.ellipse(in: Rect(x: 0, y: 0, width: 20, height: 20)), with: .image(ImagePattern(tile)))
        let fade = [GradientStop(0, .clear), GradientStop(1, .black)]
        canvas.group(
            opacity: 0.5, mask: .linearGradient(from: .zero, to: Point(40, 0), stops: fade)
        ) {
            $0.fill(.rect(Rect(x: 10, y: 10, width: 20, height: 10)), with: Colour(red: 0, green: 1, blue: 0))
        }
        canvas.text("Quartet", at: Point(2, 28), font: Font(size: 6))
    }

    @Test func oneDrawingBecomesPixelsAndVectors() throws {
        let image = try drawing.image(scale: 2)
        #expect((image.width, image.height) == (80, 60))
        let svg = try MarkupElement(xml: String(decoding: drawing.svgBytes(), as: UTF8.self))
        #expect(svg.name == "svg")
        #expect(svg.attributes["width"] == "40px" && svg.attributes["height"] == "30px")
        for name in ["pattern", "mask", "linearGradient"] { #expect(!svg.all(name).isEmpty, "\(name)") }
        // The only picture in it is the tile; nothing was turned into pixels.
        let pictures = svg.all("image")
        #expect(pictures.count == 1)
        #expect(pictures.first?.attributes["width"] == "2" && pictures.first?.attributes["height"] == "2")
    }

    @Test func theExtensionDecidesTheFormat() throws {
        let folder = TemporaryFolder()
        for name in ["a.png", "b.jpg", "c.svg"] { try drawing.write(to: folder.path + "/" + name) }
        #expect(try folder.names == ["a.png", "b.jpg", "c.svg"])
        #expect(try PixelImage(contentsOf: folder.path + "/a.png").format == .rgb)
        #expect(try PixelImage(contentsOf: folder.path + "/b.jpg").width == 40)
        let wrong = folder.path + "/d.bmp"
        #expect(
            throws: FileError.cannotWrite(
                file: wrong, reason: "the name must end in .png, .jpg, .jpeg or .svg")
        ) { try drawing.write(to: wrong) }
    }

    @Test func failingDrawingsPassTheirErrorOn() throws {
        struct Refusal: Error {}
        let refusing = Drawing(width: 5, height: 5) { canvas in
            try canvas.group { _ in throw Refusal() }
        }
        #expect(throws: Refusal.self) { try refusing.image() }
        #expect(throws: Refusal.self) { try refusing.svgBytes() }
    }

    @Test func gridsPutDrawingsSideBySide() throws {
        let red = Drawing(width: 10, height: 10, background: Colour(red: 1, green: 0, blue: 0)) { _ in }
        let blue = Drawing(width: 10, height: 20, background: Colour(red: 0, green: 0, blue: 1)) { _ in }
        let page = Drawing.grid([red, blue, red], columns: 2)
        #expect((page.width, page.height) == (20, 30))
        let image = try page.image()
        #expect(image[5, 5, 0] == 255 && image[15, 15, 2] == 255 && image[5, 25, 0] == 255)
        #expect(image[5, 15, 1] == 255 && Drawing.grid([]).height == 1)
    }
}
