import QuartetImaging

/// Pockets of every kind: pairs, except for the kangaroo pocket and those on the chest.
struct PocketBlock {
    let parameters: GarmentParameters
    let bodice: BodiceBlock

    init(_ parameters: GarmentParameters) {
        self.parameters = parameters
        self.bodice = BodiceBlock(parameters)
    }

    /// Whether the pockets are placed by the waist rather than on a jacket's front.
    var isBottoms: Bool {
        guard parameters.jacketHem == nil else { return false }
        return !parameters.parts.contains(.bodice) || parameters.family == .jumpsuit
    }
    var waist: Double { parameters.waistHeight }
    /// Half width near the pockets.
    var width: Double {
        if parameters.jacketHem != nil { return parameters.bodice.hip }
        if parameters.parts.contains(.legs) { return parameters.legs.waist }
        if parameters.parts.contains(.skirt) { return parameters.skirt.waist }
        return parameters.bodice.hip
    }
    /// Height of a jacket's pockets.
    var pocketHeight: Double { min(waist + 9, bodice.bottom - 17) }

    func layers() -> [GarmentLayer] { parameters.details.flatMap(layers(for:)) }

    private func layers(for detail: DetailKind) -> [GarmentLayer] {
        switch detail {
        case .chestPocket: [.panel(chestPocket())]
        case .patchPockets: patchPockets()
        case .flapPockets: pair(flap(x: width * 0.54, y: pocketHeight, width: 13.5, height: 5.2))
        case .chestFlaps: chestFlaps()
        case .weltPockets: pair(welt(isSlanted: parameters.family == .outerwear))
        case .breastWelt: [.panel(breastWelt())]
        case .slantPockets: slant()
        case .jeansPockets: jeans()
        case .kangarooPocket: kangaroo()
        case .cargoPockets: cargo()
        default: []
        }
    }

    func pair(_ panel: Panel) -> [GarmentLayer] { [.panel(panel.mirrored), .panel(panel)] }

    /// The frame of a pocket that lies flat.
    func frame(_ bounds: Rect) -> PanelFrame {
        .hanging(
            [
                PanelFrame.Station(along: bounds.minY, left: bounds.minX, right: bounds.maxX),
                PanelFrame.Station(along: bounds.maxY, left: bounds.minX, right: bounds.maxX),
            ], roundness: 0.3)
    }
}
