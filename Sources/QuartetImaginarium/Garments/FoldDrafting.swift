internal import QuartetFiles
import QuartetImaging

/// Places the folds of each panel: where cloth hangs, bends and is pulled.
///
/// ``softness`` and ``breadth`` scale depths and widths to the garment's material.
struct FoldDrafting {
    let parameters: GarmentParameters

    init(_ parameters: GarmentParameters) {
        self.parameters = parameters
    }

    /// Flowing cloth folds deeper, heavy cloth broader.
    var softness: Double { 0.95 + 0.95 * parameters.drape }
    var breadth: Double { 0.75 + 0.6 * parameters.weight }

    /// The small wrinkles of the material, without folds.
    func wrinkled() -> FoldField {
        var field = FoldField()
        field.wrinkle = 0.035 + 0.05 * parameters.drape * (1 - 0.5 * parameters.weight)
        return field
    }

    /// Cones of cloth that open towards the hem.
    func skirt(_ hem: SkirtHem) -> FoldField {
        var field = wrinkled()
        field.ridges = hem.ridges
        field.pleats = hem.pleats
        if parameters.skirt.kind == .gathered || parameters.skirt.kind == .tiered { field.gatherTop = 0.7 }
        return field
    }

    /// Creases that run inwards from cloth gathered up along both side seams.
    func ruching(from top: Double, to bottom: Double, _ halfWidth: (Double) -> Double) -> [FoldField.Crease] {
        var random = PhiloxGenerator(seed: parameters.seed, stream: "ruching")
        var creases: [FoldField.Crease] = []
        for side in [1.0, -1.0] {
            var y = top
            while y < bottom {
                let width = halfWidth(y)
                let reach = width * (0.62 + 0.3 * random.unit())
                let fall = 1.6 + random.around(0.8)
                creases.append(
                    FoldField.Crease(
                        from: Point(side * (width - 0.2), y),
                        through: Point(side * (width - reach * 0.5), y + fall),
                        to: Point(side * (width - reach), y + fall * 0.7 + random.around(0.6)),
                        width: 0.8, depth: creases.count % 2 == 0 ? 0.85 : -0.5))
                y += 1.7 + random.around(0.35)
            }
        }
        return creases
    }
}
