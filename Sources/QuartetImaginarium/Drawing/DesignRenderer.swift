public import QuartetImaging

/// Draws a garment in its cloth: cloth mapped along each panel's grain, folds lit from the upper left,
/// shadows between the layers and on the ground, seams, stitches and trims.
public struct DesignRenderer: Sendable {
    public let garment: Garment
    public let cloth: DesignCloth
    /// Varies the small wrinkles.
    public let seed: UInt64

    public init(garment: Garment, cloth: DesignCloth, seed: UInt64) {
        self.garment = garment
        self.cloth = cloth
        self.seed = seed
    }

    /// The picture, 1200 pixels wide and 1100 to 1600 high, RGB in encoded values 0...1.
    ///
    /// - Throws: ``ImagingError`` when Cairo cannot draw.
    public func picture() throws -> FloatImage {
        try picture(DrawingLayout(bounds: garment.bounds), background: .studio)
    }

    /// The picture in a size of its own, for a crop.
    func picture(_ crop: PictureCrop, background: PictureBackground) throws -> FloatImage {
        let layout = DrawingLayout(bounds: garment.bounds, width: crop.width, height: crop.height)
        return try picture(layout, background: background)
    }

    /// The picture: RGB on the studio's ground, RGBA with straight alpha on none.
    func picture(_ layout: DrawingLayout, background: PictureBackground) throws -> FloatImage {
        var buffer = LightBuffer(width: layout.width, height: layout.height)
        let painter = PanelPainter(layout: layout, cloth: cloth, seed: seed)
        let trims = TrimPainter(linework: Linework(layout: layout, cloth: cloth))
        for layer in garment.layers {
            switch layer {
            case .panel(let panel): try painter.paint(panel, into: &buffer)
            case .trim(let trim): try trims.paint(trim, into: &buffer)
            }
        }
        return background == .studio
            ? buffer.onGround(shadowRadius: 1.1 * layout.scale) : buffer.withoutGround()
    }
}
