/// Measures that several blocks share, in centimetres.
///
/// Measures that differ from garment to garment are in the catalog. Those here are the same for all: a
/// recorded design is drawn from its parameters alone, so drafting must not read a catalog that may have
/// changed since.
enum Measure {
    /// Half width of the neck: where the shoulder seam begins on the body.
    static let neck = 7.2
    /// An arm from the shoulder to the wrist.
    static let arm = 62.0
    /// From a hem's stitches down to its edge.
    static let hem = 2.2
    /// From an edge to the stitches along it.
    static let topstitch = 0.5
    /// Height of a waistband.
    static let waistband = 4.0
    /// Height of a ribbed band at a hem.
    static let ribbedBand = 6.0

    /// Radii of buttons.
    enum Button {
        static let shirt = 0.68
        static let pocket = 0.7
        static let cuff = 0.8
        static let waistband = 0.85
        static let skirt = 0.9
        static let bib = 1.0
        static let coat = 1.05
    }
}
