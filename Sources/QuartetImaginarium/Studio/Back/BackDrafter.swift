import QuartetImaging

/// Drafts the back of a garment, as seen from behind, from the parameters of its front: the neckline is higher, nothing
/// opens in front, and seams, vents and pockets are those of a back.
struct BackDrafter {
    let parameters: GarmentParameters
    /// Whether the cloth stretches: a garment of such cloth needs no zip.
    let stretches: Bool

    init(_ record: DesignRecord) {
        let elastic: [ClothTexture] = [.jersey, .knit, .fineknit, .fleece]
        self.init(record.garment, stretches: elastic.contains(record.fabric.texture))
    }

    init(_ parameters: GarmentParameters, stretches: Bool) {
        self.parameters = parameters
        self.stretches = stretches
    }

    /// Details that only the front has.
    private static let frontDetails: Set<DetailKind> = [
        .bow, .drawstring, .drawcord, .fly, .frontPleats, .pockets, .chestPocket, .patchPockets, .flapPockets,
        .weltPockets, .slantPockets, .jeansPockets, .kangarooPocket, .breastWelt, .chestFlaps, .bib,
        .stormFlap,
        .ripped, .slit, .cutaway, .yoke, .pointedHem, .belt,
    ]

    /// The parameters without what only the front has. The neckline stays: the sleeves hang from it.
    var plain: GarmentParameters {
        var plain = parameters
        plain.details.removeAll { Self.frontDetails.contains($0) }
        if isTailored { plain.details.removeAll { $0 == .darts } }
        plain.closure.kind = .none
        plain.neckline.opening = 0
        if plain.skirt.kind == .wrap { plain.skirt.kind = .plain }
        return plain
    }

    /// Jackets and coats that are cut in panels with a seam down the back.
    var isTailored: Bool {
        [.notch, .peak, .shawl].contains(parameters.collar.shape)
            || parameters.family == .outerwear && parameters.parts == [.bodice] && !parameters.has(.rib)
                && !parameters.has(.quilting) && parameters.closure.kind != .zip
    }

    func garment() -> Garment {
        var garment = Garment(name: parameters.name)
        parameters.parts.contains(.bodice) ? addUpper(to: &garment) : addLower(to: &garment)
        return garment
    }

    private func addUpper(to garment: inout Garment) {
        let plain = plain
        let bodice = BodiceBlock(plain)
        let block = BackBodice(drafter: self, bodice: bodice)
        let isRaglan = plain.sleeve.isRaglan
        let sleeves = plain.sleeve.length > 0 ? SleeveBlock(plain).panels() : []
        if !isRaglan { garment.add(sleeves) }
        addSkirtAndLegs(plain, to: &garment)
        if isRaglan { garment.add(sleeves) }
        garment.add(RuffleBlock(parameters: plain, bodice: bodice).panels())
        garment.add(block.panels())
        garment.add(TailsBlock(parameters: plain, bodice: bodice).panels().map(\.outside))
        garment.add(BriefBlock(parameters: plain, bodice: bodice).front().prefix(1).map(\.outside))
        garment.add(BandBlock(parameters: plain, bodice: bodice).hem())
        garment.add(LaceBlock(parameters: plain).panels())
        garment.add(block.closure())
        let shoulders = ShoulderBlock(parameters: plain, bodice: bodice)
        garment.add(shoulders.backStraps().map(\.outside))
        garment.add(shoulders.panels())
        garment.add(BackCollar(parameters: plain, neck: bodice.neck).panels())
        if parameters.has(.belt) { garment.add(BackWaist(parameters: parameters).belt()) }
    }

    private func addLower(to garment: inout Garment) {
        let plain = plain
        let bib = BibBlock(parameters: parameters).behind().map(\.outside)
        let waist = BackWaist(parameters: parameters)
        addSkirtAndLegs(plain, to: &garment)
        garment.add(RuffleBlock(parameters: plain, bodice: BodiceBlock(plain)).panels())
        garment.add(LaceBlock(parameters: plain).panels())
        garment.add(bib)
        garment.add(waist.band())
        if parameters.parts.contains(.skirt), waist.hasZip(stretches: stretches, parameters) {
            garment.add(waist.zip())
        }
        if parameters.has(.belt) { garment.add(waist.belt()) }
    }

    private func addSkirtAndLegs(_ plain: GarmentParameters, to garment: inout Garment) {
        if plain.parts.contains(.skirt), !plain.isOnePiece {
            let seams = BackSkirt(parameters: parameters, stretches: stretches)
            garment.add(
                SkirtBlock(plain).panels().filter { $0.name != "back of the skirt" }.map(seams.drawn))
        }
        if plain.parts.contains(.legs) {
            let legs = LegBlock(plain)
            garment.add(legs.panels())
            garment.add(BackPockets(parameters: parameters).panels())
            garment.add(legs.hemBands())
            for case .panel(let pocket) in PocketBlock(plain).layers() { garment.add(pocket) }
        }
    }
}

extension Panel {
    /// A panel of the inside, seen from outside.
    var outside: Panel {
        var panel = self
        panel.light = 1
        return panel
    }
}
