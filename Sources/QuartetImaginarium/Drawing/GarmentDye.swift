import Glibc
import QuartetImaging

/// Dye that follows the garment rather than the cloth's repeat: over all its panels from the top to the hem, or in a spiral
/// around its middle.
public struct GarmentDye: Sendable {
    private let kind: ClothFacts.Kind
    private let ramp: ColourRamp
    private let bounds: Rect
    private let broad: ValueNoise
    private let fine: ValueNoise

    /// Nil for cloth whose colours follow its repeat.
    init?(_ colouring: FabricColouring, bounds: Rect) {
        guard let facts = colouring.paint.facts, facts.kind.followsGarment else { return nil }
        kind = facts.kind
        self.bounds = bounds
        let dyes = colouring.dyeRamp(facts)
        ramp = dyes
        broad = ValueNoise(seed: colouring.paint.seed, label: "dye broad")
        fine = ValueNoise(seed: colouring.paint.seed, label: "dye fine")
    }

    /// The dye at a place of the garment, in linear light.
    func colour(_ x: Float, _ y: Float) -> SIMD3<Float> {
        kind == .ombre ? along(x, y) : spiral(x, y)
    }

    private func dyed(_ share: Float) -> SIMD3<Float> {
        let (red, green, blue) = ramp(share)
        return SIMD3(red, green, blue)
    }

    /// From the first colour at the top to the last at the hem; dye creeps a little further in some places.
    private func along(_ x: Float, _ y: Float) -> SIMD3<Float> {
        let creep = 0.7 * broad(x / 9, y / 20) + 0.25 * fine(x / 2, y / 6)
        return dyed((y + creep - Float(bounds.minY)) / Float(max(bounds.height, 1)))
    }

    /// Arms of colour that wind around a point on the chest; the folds of the twisted cloth stay paler.
    private func spiral(_ x: Float, _ y: Float) -> SIMD3<Float> {
        let (dx, dy) = (x - Float(bounds.centre.x), y - Float(bounds.minY + 0.42 * bounds.height))
        let radius = hypotf(dx, dy)
        let turn = atan2f(dy, dx) / (2 * .pi) + 0.55 * logf(radius + 4)
        let uneven = (broad(x / 6, y / 6), fine(x / 1.4, y / 1.4))
        let bend = 0.035 * uneven.0 + 0.012 * uneven.1
        // Three arms of all colours.
        let dye = dyed(fraction(3 * (turn + bend)))
        let fold = abs(sine(9 * (turn + 1.3 * bend))) + 0.25 * uneven.1
        let pale = 0.5 * (1 - smoothStep(0, 0.75, fold)) * (0.6 + 0.4 * uneven.0)
        return dye + (SIMD3(0.86, 0.85, 0.82) - dye) * pale
    }

    /// The dye over the whole garment, encoded, for pictures of vectors.
    func picture(pixelsPerCentimetre scale: Double) -> (image: PixelImage, area: Rect) {
        let area = bounds.inset(by: -2)
        let (width, height) = (Int(area.width * scale), Int(area.height * scale))
        let values = (0..<width * height).flatMap { index -> [Float] in
            let (x, y) = (Double(index % width) + 0.5, Double(index / width) + 0.5)
            let colour = self.colour(Float(area.minX + x / scale), Float(area.minY + y / scale))
            return [colour.x, colour.y, colour.z]
        }
        let picture = FloatImage(width: width, height: height, channels: 3, values: values).encoded()
        return (picture.pixelImage(), area)
    }
}

/// A border that runs along the hem, whatever the hem's form.
struct HemBorder: Sendable, Equatable {
    /// Height of the border, and of the swatch that has it along its lower edge, in centimetres.
    let height: Float
    let swatch: Float

    /// The place on the swatch for a height above the hem: the border once, then the ground again and again.
    func place(above hem: Float) -> Float {
        guard hem >= height else { return swatch - max(hem, 0.01) }
        let ground = swatch - height
        return ground - (hem - height).truncatingRemainder(dividingBy: ground)
    }

    /// A strip of cloth that is longer than any garment: the ground again and again, and the border at its lower end.
    ///
    /// - Parameter height: of the border, as a share of the swatch's side.
    static func column(_ swatch: FloatImage, height: Double) -> FloatImage {
        let small = swatch.resized(width: 240, height: 240, filter: .area, edge: .wrap)
        let row = 3 * small.width
        let ground = small.values.prefix(row * Int(Double(small.height) * (1 - height)))
        let repeats = 2400 * row / max(ground.count, 1)
        let values = (0..<repeats).flatMap { _ in ground } + small.values
        return FloatImage(width: small.width, height: values.count / row, channels: 3, values: values)
    }

    /// The lowest line of a panel's cloth where it ends at the garment's hem; nil for other panels.
    static func line(of panel: Panel, hem: Double) -> Float? {
        guard let bounds = panel.outline.bounds, let last = panel.frame.stations.last,
            panel.frame.angle == 0, bounds.maxY > hem - 6, bounds.height > 8
        else { return nil }
        // The lowest band is a little wider than drawn, for hems that rise and fall.
        return Float(panel.frame.origin.y + last.along + panel.frame.sag - 1.2)
    }
}
