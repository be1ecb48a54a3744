import QuartetImaging
import Testing

@Suite struct CanvasTests {
    private func pixels(_ width: Double = 20, _ height: Double = 10, _ body: (Canvas) -> Void) throws
        -> PixelImage
    {
        let canvas = try Canvas(rasterWidth: width, height: height)
        body(canvas)
        return try canvas.image()
    }

    private func bytes(_ image: PixelImage, _ x: Int, _ y: Int) -> [UInt8] {
        (0..<image.channels).map { image[x, y, $0] }
    }

    @Test func fillsWithStraightAlpha() throws {
        let half = Colour(red: 1, green: 0.5, blue: 0, alpha: 0.5)
        let image = try pixels { $0.fill(.rect(Rect(x: 5, y: 2, width: 10, height: 6)), with: half) }
        #expect(bytes(image, 0, 0) == [0, 0, 0, 0])
        let seen = bytes(image, 10, 5)
        #expect(
            seen[0] == 255 && abs(Int(seen[1]) - 128) <= 1 && seen[2] == 0 && abs(Int(seen[3]) - 128) <= 1)
    }

    @Test func scaleMakesMorePixelsNotMorePoints() throws {
        let canvas = try Canvas(rasterWidth: 10, height: 4, scale: 3)
        canvas.fill(.rect(Rect(x: 0, y: 0, width: 5, height: 4)), with: .black)
        let image = try canvas.image()
        #expect((image.width, image.height) == (30, 12))
        #expect(image[14, 11, 3] == 255 && image[15, 0, 3] == 0)
    }

    @Test func gradientsRunBetweenTheirStops() throws {
        let stops = [GradientStop(0, .black), GradientStop(1, .white)]
        let line = try pixels(100, 1) {
            $0.fill(with: .linearGradient(from: .zero, to: Point(100, 0), stops: stops))
        }
        #expect(line[2, 0, 0] < 12 && abs(Int(line[50, 0, 0]) - 128) < 4 && line[98, 0, 0] > 244)
        let round = try pixels(21, 21) {
            $0.fill(with: .radialGradient(centre: Point(10.5, 10.5), radius: 10, stops: stops))
        }
        #expect(round[10, 10, 0] < 20 && round[0, 10, 0] > 240)
        let mesh = try pixels(20, 20) {
            let corners = (Point(0, 0), Point(20, 0), Point(20, 20), Point(0, 20))
            $0.fill(with: .mesh([MeshPatch(corners: corners, colours: (.black, .white, .white, .black))]))
        }
        #expect(mesh[1, 10, 0] < 30 && mesh[18, 10, 0] > 225)
    }

    @Test func imagePatternsRepeatAndFollowTheirTransform() throws {
        let tile = PixelImage(width: 2, height: 1, format: .grey, bytes: [0, 255])
        let paint = Paint.image(ImagePattern(tile, filter: .nearest, transform: .scale(5)))
        let image = try pixels { $0.fill(with: paint) }
        #expect([2, 7, 12, 17].map { image[$0, 3, 0] } == [0, 255, 0, 255])
        let once = Paint.image(ImagePattern(tile, extend: .none, filter: .nearest))
        #expect(try pixels { $0.fill(with: once) }[3, 0, 3] == 0)
        let drawn = try pixels {
            $0.draw(tile, in: Rect(x: 10, y: 0, width: 10, height: 10), filter: .nearest)
        }
        #expect(drawn[9, 5, 3] == 0 && drawn[12, 5, 0] == 0 && drawn[19, 9, 0] == 255)
    }

    @Test func clipsAndTransformsEndWithTheirBlock() throws {
        let image = try pixels { canvas in
            canvas.saved { canvas in
                canvas.clip(to: .rect(Rect(x: 0, y: 0, width: 4, height: 10)))
                canvas.translate(x: 2, y: 0)
                canvas.fill(with: .black)
            }
            canvas.fill(.rect(Rect(x: 18, y: 0, width: 2, height: 2)), with: .black)
        }
        #expect(image[3, 5, 3] == 255 && image[4, 5, 3] == 0 && image[19, 1, 3] == 255)
    }

    @Test(arguments: [
        (BlendMode.normal, 102), (.multiply, 61), (.screen, 194), (.darken, 102), (.lighten, 153),
        (.difference, 51), (.overlay, 133),
    ])
    func blendModesFollowTheirFormulas(mode: BlendMode, expected: Int) throws {
        let image = try pixels { canvas in
            canvas.fill(with: Colour(grey: 0.6))
            canvas.group(blend: mode) { $0.fill(with: Colour(grey: 0.4)) }
        }
        #expect(abs(Int(image[5, 5, 0]) - expected) <= 1)
    }

    @Test func groupsHaveOpacityAndMasks() throws {
        let coverage = PixelImage(width: 2, height: 1, format: .grey, bytes: [255, 0])
        let mask = Paint.image(ImagePattern(coverage, filter: .nearest, transform: .scale(10)))
        let image = try pixels { canvas in
            canvas.fill(with: .white)
            canvas.group(opacity: 0.5, mask: mask) { $0.fill(with: .black) }
        }
        #expect(abs(Int(image[5, 5, 0]) - 128) <= 1 && image[15, 5, 0] == 255)
    }

    @Test func fillRulesAndStrokes() throws {
        var ring = Path.rect(Rect(x: 0, y: 0, width: 10, height: 10))
        ring.append(.rect(Rect(x: 3, y: 3, width: 4, height: 4)))
        #expect(try pixels { $0.fill(ring, with: .black) }[5, 5, 3] == 255)
        #expect(try pixels { $0.fill(ring, with: .black, rule: .evenOdd) }[5, 5, 3] == 0)
        let line = Path(points: [Point(0, 5), Point(20, 5)], closed: false)
        let dashed = try pixels {
            $0.stroke(line, with: .black, style: StrokeStyle(width: 4, dash: [5, 5]))
        }
        #expect([2, 7, 12].map { dashed[$0, 5, 3] } == [255, 0, 255])
        let odd = try pixels { $0.stroke(line, with: .black, style: StrokeStyle(width: 4, dash: [0, 0])) }
        #expect(odd[7, 5, 3] == 255)
    }

    @Test func textIsMeasuredAnchoredAndCut() throws {
        let canvas = try Canvas(rasterWidth: 200, height: 40)
        let font = Font(size: 16)
        let width = canvas.width(of: "Quartet", font: font)
        #expect(width > 40 && width < 80)
        #expect(abs(canvas.width(of: "Quartet", font: Font(size: 32)) - 2 * width) < 0.01)
        canvas.text("Quartet", at: Point(200, 20), font: font, anchor: .end, baseline: .centre)
        let image = try canvas.image()
        let columns = (0..<200).filter { x in (0..<40).contains { image[x, $0, 3] > 0 } }
        let first = try #require(columns.first)
        #expect(abs(Double(first) - (200 - width)) < 4)
        #expect(canvas.truncated("Quartet", toWidth: width + 1, font: font) == "Quartet")
        let short = canvas.truncated("Quartet", toWidth: width - 5, font: font)
        #expect(short.hasSuffix("…") && canvas.width(of: short, font: font) <= width - 5)
        #expect(
            canvas.wrapped("one two three", toWidth: 60, font: font)
                == ["one", "two", "three"].reduce(into: []) {
                    lines, word in
                    if let last = lines.last, canvas.width(of: last + " " + word, font: font) <= 60 {
                        lines[lines.count - 1] = last + " " + word
                    } else {
                        lines.append(word)
                    }
                })
        #expect(canvas.width(of: "a\u{0}b\n", font: font) > canvas.width(of: "ab", font: font))
    }

    @Test func pixelsCanBeChangedInPlace() throws {
        let canvas = try Canvas(rasterWidth: 4, height: 4, scale: 2)
        canvas.fill(with: Colour(grey: 0.25))
        try canvas.modifyPixels { image in
            var image = image
            image[0, 0, 0] = 200
            return image
        }
        let image = try canvas.image()
        #expect(bytes(image, 0, 0) == [200, 64, 64, 255] && bytes(image, 7, 7) == [64, 64, 64, 255])
        #expect(throws: ImagingError.self) {
            try canvas.modifyPixels { _ in PixelImage(width: 1, height: 1, format: .rgba) }
        }
    }

    @Test func failuresAreReportedAtTheEnd() throws {
        let canvas = try Canvas(rasterWidth: 4, height: 4)
        canvas.transform(by: .scale(0))
        canvas.fill(with: .black)
        #expect(throws: ImagingError.drawingFailed(reason: "invalid matrix (not invertible)")) {
            try canvas.image()
        }
        #expect(throws: ImagingError.self) { try canvas.svgBytes() }
        for (width, height, scale) in [
            (0.0, 5.0, 1.0), (40_000, 5, 1), (.nan, 5, 1), (20_000, 20_000, 1), (5, 5, -1),
        ] {
            #expect(throws: ImagingError.self) {
                try Canvas(rasterWidth: width, height: height, scale: scale)
            }
        }
    }
}
