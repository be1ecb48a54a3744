import Foundation
import QuartetImaginarium
import QuartetImaging
import QuartetTestSupport
import Testing

/// What the picture of a garment shows: the requested colours in the places where the record has its parts, the
/// cloth's pattern, folds, shadows and the background.
@Suite struct GarmentPictureTests {
    @Test(arguments: [
        ("red", "#c4202e"), ("navy", nil), ("white", nil), ("black", nil), ("green", nil), ("yellow", nil),
    ])
    func aPanelHasTheRequestedColour(_ name: String, _ hex: String?) throws {
        let drawn = try DrawnGarment("a plain \(name) dress")
        if let hex { #expect(drawn.record.colours.ground == hex) }
        let wanted = try #require(Colour(hex: drawn.record.colours.ground)).lab
        for panel in ["bodice", "skirt"] {
            let (x, y) = try #require(drawn.middle(ofPanel: panel))
            let distance = drawn.picture.meanColour(x: x, y: y).lab.distance(to: wanted)
            // Light and shadow of the folds change lightness, hue only a little.
            #expect(distance < 12, "\(name) \(panel): ΔE \(distance)")
        }
    }

    @Test func theSwatchHasTheRequestedColour() throws {
        let drawn = try DrawnGarment("a plain red dress")
        let swatch = drawn.pictures.swatches[0]
        let mean = swatch.meanColour(x: 0..<swatch.width, y: 0..<swatch.height)
        let distance = mean.lab.distance(to: try #require(Colour(hex: "#c4202e")).lab)
        #expect(distance < 8, "ΔE \(distance)")
    }

    @Test func stripesAreSeenAndPlainClothHasNone() throws {
        func variance(_ prompt: String) throws -> (rows: Double, columns: Double) {
            let drawn = try DrawnGarment(prompt)
            let (x, y) = try #require(drawn.middle(ofPanel: "bodice"))
            return (drawn.picture.rowVariance(x: x, y: y), drawn.picture.columnVariance(x: x, y: y))
        }
        let striped = try variance("a navy and white striped t-shirt")
        let plain = try variance("a plain navy t-shirt")
        #expect(striped.rows > 200 && striped.rows > 20 * plain.rows, "\(striped), plain \(plain)")
        // Its stripes run across, not down.
        #expect(striped.rows > 5 * striped.columns, "\(striped)")
    }

    @Test func bothColoursOfAPatternAreSeen() throws {
        let drawn = try DrawnGarment("a red dress with white dots")
        let (x, y) = try #require(drawn.middle(ofPanel: "skirt"))
        let red = try #require(Colour(hex: drawn.record.colours.ground))
        let white = try #require(Colour(hex: drawn.record.colours.motifs[0]))
        let shares = [red, white].map { drawn.picture.share(of: $0, within: 25, x: x, y: y) }
        #expect(shares[0] > 0.4 && shares[1] > 0.1, "\(shares)")
    }

    @Test(arguments: ["a plain red dress", "a navy striped shirt", "a green dotted skirt", "a tartan skirt"])
    func theSwatchRepeatsWithoutASeam(_ prompt: String) throws {
        let seams = FloatImage(try DrawnGarment(prompt).pictures.swatches[0]).seams
        #expect(seams.vertical < 1.1 && seams.horizontal < 1.1, "\(seams)")
    }

    @Test func theBackgroundIsLightAndKeepsItsColour() throws {
        let pictures = try ["a plain red dress", "a plain black dress"].map { try DrawnGarment($0).picture }
        for picture in pictures {
            for (x, y) in [
                (0, 0), (picture.width - 20, 0), (0, picture.height - 20),
                (picture.width - 20, picture.height - 20),
            ] {
                let corner = picture.meanColour(x: x..<x + 20, y: y..<y + 20).lab
                #expect(corner.lightness > 85 && corner.chroma < 6, "\(corner)")
            }
        }
        #expect(pictures[0].cropped(top: 20) == pictures[1].cropped(top: 20))
    }

    @Test func theGarmentLiesInsideTheMargin() throws {
        for prompt in ["a long plain red dress", "a plain blue shirt", "black trousers"] {
            let drawn = try DrawnGarment(prompt)
            let picture = drawn.picture
            let margin = 30
            for x in stride(from: 0, to: picture.width, by: 4) {
                #expect(!drawn.isGarment(x: x, y: margin), "\(prompt)")
                #expect(!drawn.isGarment(x: x, y: picture.height - margin), "\(prompt)")
            }
            let centre = drawn.pixel(drawn.garment.bounds.centre)
            let width = (0..<picture.width).count { drawn.isGarment(x: $0, y: centre.y) }
            #expect(width > picture.width / 10, "\(prompt)")
        }
    }

    /// A shadow below the hem makes the ground darker than far from the garment.
    @Test func theGarmentThrowsAShadow() throws {
        let drawn = try DrawnGarment("a plain red skirt")
        let hem = drawn.pixel(Point(drawn.garment.bounds.centre.x, drawn.garment.bounds.maxY))
        let ground = drawn.picture.colour(x: 2, y: hem.y).lab.lightness
        let below = (0..<60).map { step in
            drawn.picture.meanColour(x: hem.x - 40..<hem.x + 40, y: hem.y + step..<hem.y + step + 1).lab
        }
        let shadow = below.filter { $0.chroma < 8 }.map(\.lightness)
        #expect(try #require(shadow.min()) < ground - 2)
        // Further down the ground is as light as at its edge.
        #expect(try #require(shadow.last) > ground - 3)
    }

    @Test func bothHalvesOfAPlainGarmentAreAlike() throws {
        let drawn = try DrawnGarment("a plain red skirt")
        let picture = drawn.picture
        var (same, all) = (0, 0)
        for y in stride(from: 0, to: picture.height, by: 6) {
            for x in stride(from: 0, to: picture.width / 2, by: 6) {
                let (left, right) = (
                    drawn.isGarment(x: x, y: y), drawn.isGarment(x: picture.width - 1 - x, y: y)
                )
                if left || right { all += 1 }
                if left && right { same += 1 }
            }
        }
        #expect(Double(same) > 0.95 * Double(all), "\(same) of \(all)")
    }

    @Test func sleevesAreWhereTheRecordHasThem() throws {
        let long = try DrawnGarment("a plain red long sleeved t-shirt")
        let sleeve = try #require(long.bounds(ofPanel: "sleeve"))
        let (x, y) = long.pixel(sleeve.centre)
        let wanted = try #require(Colour(hex: long.record.colours.ground)).lab
        let around = long.picture.meanColour(x: x - 8..<x + 8, y: y - 8..<y + 8).lab
        #expect(around.distance(to: wanted) < 25, "\(around)")
        let none = try DrawnGarment("a plain red sleeveless top")
        #expect(none.bounds(ofPanel: "sleeve") == nil)
        // Without sleeves the bodice is the widest part.
        let bodice = try #require(none.bounds(ofPanel: "bodice"))
        #expect(abs(none.garment.bounds.width - bodice.width) < 1)
    }

    @Test func aPartHasAColourOfItsOwn() throws {
        let drawn = try DrawnGarment("a plain white shirt with a red collar")
        let hex = try #require(drawn.record.colours.parts["collar"])
        let red = try #require(Colour(hex: hex))
        let bodice = try #require(drawn.bounds(ofPanel: "bodice"))
        let top = drawn.pixels(
            Rect(x: bodice.centre.x - 9, y: bodice.minY - 4, width: 18, height: 14))
        let rest = drawn.pixels(
            Rect(x: bodice.centre.x - 9, y: bodice.centre.y, width: 18, height: bodice.height / 2 - 4))
        let shares = [top, rest].map { drawn.picture.share(of: red, within: 30, x: $0.x, y: $0.y) }
        #expect(shares[0] > 0.1 && shares[1] < 0.01, "\(shares)")
    }

    @Test func pleatsAreSeenAsLightAndShadow() throws {
        func variance(_ prompt: String) throws -> Double {
            let drawn = try DrawnGarment(prompt)
            let (x, y) = try #require(drawn.middle(ofPanel: "skirt"))
            return drawn.picture.columnVariance(x: x, y: y)
        }
        let (pleated, smooth) = try (
            variance("a plain blue pleated skirt"), variance("a plain blue pencil skirt")
        )
        #expect(pleated > 1.5 * smooth && pleated > 4, "\(pleated), smooth \(smooth)")
    }

    @Test func seedsMoveTheFoldsAndNothingElse() throws {
        var record = try DesignFixtures.record("a plain blue dress")
        let first = try DrawnGarment(record)
        record.garment.seed += 1
        let second = try DrawnGarment(record)
        #expect(first.picture != second.picture)
        for panel in ["bodice", "skirt"] {
            let (x, y) = try #require(first.middle(ofPanel: panel))
            let means = [first, second].map { $0.picture.meanColour(x: x, y: y).lab }
            #expect(means[0].distance(to: means[1]) < 4, "\(panel)")
        }
    }

    @Test func aLongGarmentIsLonger() throws {
        func shape(_ prompt: String) throws -> Double {
            let bounds = try DrawnGarment(prompt).garment.bounds
            return bounds.height / bounds.width
        }
        #expect(try shape("a long plain red pencil skirt") > 1.3 * shape("a short plain red pencil skirt"))
    }

    @Test func theVectorPictureHasTheSameParts() throws {
        let drawn = try DrawnGarment("a navy striped shirt with a red collar")
        let root = try MarkupElement(xml: String(decoding: drawn.pictures.svg, as: UTF8.self))
        #expect(root.name == "svg")
        let size = ["width", "height"].compactMap { root.attributes[$0]?.replacing("px", with: "") }
            .compactMap(Double.init)
        try #require(size.count == 2)
        let aspect = Double(drawn.picture.width) / Double(drawn.picture.height)
        #expect(abs(size[0] / size[1] - aspect) < 0.01, "\(size)")
        #expect(!root.all("pattern").isEmpty && !root.all("image").isEmpty)
        #expect(root.all("path").count >= drawn.garment.panels.count)
    }
}

extension PixelImage {
    /// The first rows of the picture.
    fileprivate func cropped(top rows: Int) -> [UInt8] { Array(bytes.prefix(rows * width * channels)) }
}
