import QuartetImaging

/// The three line weights of a flat in millimetres on paper, and its dashes.
enum FlatLines {
    /// Around the garment. Half of it lies inside, where the pieces cover it.
    static let outline = VectorScene.Stroke(width: 1.1)
    /// Edges of pieces, seams and openings.
    static let seam = VectorScene.Stroke(width: 0.28)
    /// Ribs, pressed folds, gathers and trims.
    static let detail = VectorScene.Stroke(width: 0.16)
    /// Rows of stitches.
    static let stitch = VectorScene.Stroke(width: 0.16, dash: [0.8, 0.5])

    static func stroke(_ kind: PanelLine.Kind) -> VectorScene.Stroke {
        switch kind {
        case .seam, .opening: seam
        case .stitch, .hem, .quilt: stitch
        case .rib, .crease, .fray: detail
        }
    }
}
