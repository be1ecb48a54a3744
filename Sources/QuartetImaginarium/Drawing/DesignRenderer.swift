internal import QuartetEngine
public import QuartetImaging

/// Draws garments in their cloths: cloth mapped along each panel's grain, folds lit from the upper left,
/// shadows between the layers and on the ground, seams, stitches and trims.
public struct DesignRenderer: Sendable {
    private static let panelsAtOnce = 4

    private let pieces: [DressedGarment]

    public init(pieces: [DressedGarment]) { self.pieces = pieces }

    /// The picture on the studio's ground, RGB in encoded values 0...1.
    ///
    /// - Throws: ``ImagingError`` when Cairo cannot draw.
    public func picture() throws -> FloatImage {
        try picture(DrawingLayout.row(pieces.map(\.garment.bounds)), background: .studio)
    }

    /// The picture: RGB on the studio's ground, RGBA with straight alpha on none.
    func picture(_ layouts: [DrawingLayout], background: PictureBackground) throws -> FloatImage {
        var buffer = LightBuffer(width: layouts[0].width, height: layouts[0].height)
        for (piece, layout) in zip(pieces, layouts) {
            let painter = PanelPainter(layout: layout, cloth: piece.cloth, seed: piece.seed)
            let trims = TrimPainter(linework: Linework(layout: layout, cloth: piece.cloth))
            let panels = piece.garment.panels
            // Some panels at a time: each has several numbers a pixel.
            var ready: ArraySlice<PanelPainter.Prepared?> = []
            var number = 0
            for layer in piece.garment.layers {
                switch layer {
                case .panel:
                    if ready.isEmpty {
                        let first = number
                        ready = try parallelMap(min(Self.panelsAtOnce, panels.count - first)) {
                            (index) throws(any Error) in
                            let motif = piece.motif.flatMap { $0.panel == first + index ? $0 : nil }
                            return try painter.prepared(panels[first + index], motif)
                        }[...]
                    }
                    if let panel = ready.removeFirst() { try painter.paint(panel, into: &buffer) }
                    number += 1
                case .trim(let trim): try trims.paint(trim, into: &buffer)
                }
            }
        }
        return background == .studio
            ? buffer.onGround(shadowRadius: 1.1 * layouts[0].scale) : buffer.withoutGround()
    }
}
