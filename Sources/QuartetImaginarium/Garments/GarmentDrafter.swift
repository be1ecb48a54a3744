import QuartetImaging

/// Drafts a garment from its parameters: which blocks it has, and in which order they lie.
public enum GarmentDrafter {
    /// The garment's layers from the back to the front. Equal parameters give equal garments.
    public static func draft(_ parameters: GarmentParameters) -> Garment {
        var garment = Garment(name: parameters.name)
        if let form = parameters.form {
            add(form.block.init(parameters).layers(), to: &garment)
        } else if parameters.parts.contains(.bodice) {
            addUpper(parameters, to: &garment)
        } else {
            addLower(parameters, to: &garment)
        }
        garment.matchCloth()
        return garment
    }

    private static func isTailored(_ parameters: GarmentParameters) -> Bool {
        [.notch, .peak, .shawl].contains(parameters.collar.shape)
    }

    private static func addUpper(_ parameters: GarmentParameters, to garment: inout Garment) {
        let bodice = BodiceBlock(parameters)
        let shoulders = ShoulderBlock(parameters: parameters, bodice: bodice)
        let bands = BandBlock(parameters: parameters, bodice: bodice)
        let collar = CollarBlock(parameters)
        let tailored = isTailored(parameters) && parameters.parts == [.bodice]
        let lapels = LapelBlock(parameters: parameters, bodice: bodice)

        garment.add(tailored ? lapels.lining() : bodice.inside())
        let brief = BriefBlock(parameters: parameters, bodice: bodice)
        garment.add(brief.behind())
        garment.add(TailsBlock(parameters: parameters, bodice: bodice).panels())
        garment.add(shoulders.backStraps())
        if bodice.neck.coversShoulder, parameters.collar.shape == .none {
            garment.add(.label(Rect(x: -1.6, y: bodice.neck.backDepth + 1.0, width: 3.2, height: 1.6)))
        }
        garment.add(collar.behind())
        if parameters.sleeve.length > 0, !parameters.sleeve.isRaglan {
            garment.add(SleeveBlock(parameters).panels())
        }
        addSkirt(parameters, to: &garment)
        addLegs(parameters, to: &garment)
        if parameters.sleeve.length > 0, parameters.sleeve.isRaglan {
            garment.add(SleeveBlock(parameters).panels())
        }
        garment.add(RuffleBlock(parameters: parameters, bodice: bodice).panels())
        if tailored {
            garment.add(lapels.panels())
        } else {
            var front = bodice.front()
            front.lines += BodiceLines(parameters: parameters, bodice: bodice).lines()
            garment.add(front)
        }
        garment.add(brief.front())
        add(ApronBlock(parameters: parameters).layers(), to: &garment)
        garment.add(bands.hem())
        garment.add(LaceBlock(parameters: parameters).panels())
        if parameters.sleeve.length > 0 { garment.add(SleeveBlock(parameters).trims()) }
        garment.add(shoulders.straps())
        garment.add(shoulders.panels())
        add(PocketBlock(parameters).layers(), to: &garment)
        if tailored, parameters.closure.kind != .open, parameters.closure.kind != .wrap,
            parameters.closure.kind != .zip
        {
            garment.add(lapels.buttons())
        } else {
            add(ClosureBlock(parameters: parameters).layers(), to: &garment)
        }
        garment.add(bands.neck())
        garment.add(collar.front())
        garment.add(collar.cords())
        add(WaistBlock(parameters).belt(), to: &garment)
        garment.add(BowBlock(parameters: parameters).panels())
    }

    private static func addLower(_ parameters: GarmentParameters, to garment: inout Garment) {
        let waist = WaistBlock(parameters)
        let bib = BibBlock(parameters: parameters)
        garment.add(bib.behind())
        let braces = BracesBlock(parameters: parameters)
        garment.add(braces.behind())
        garment.add(PaperbagBlock(waist).behind())
        garment.add(waist.inside())
        addSkirt(parameters, to: &garment)
        addLegs(parameters, to: &garment)
        garment.add(RuffleBlock(parameters: parameters, bodice: BodiceBlock(parameters)).panels())
        garment.add(LaceBlock(parameters: parameters).panels())
        add(PocketBlock(parameters).layers(), to: &garment)
        add(bib.layers(), to: &garment)
        let closure = ClosureBlock(parameters: parameters)
        let fly = closure.fly()
        // The fly lies under the waistband, its button on top.
        add(fly.filter { if case .panel = $0 { true } else { false } }, to: &garment)
        garment.add(PaperbagBlock(waist).front())
        garment.add(waist.band())
        add(braces.layers(), to: &garment)
        add(fly.filter { if case .trim = $0 { true } else { false } }, to: &garment)
        add(closure.layers(), to: &garment)
        if parameters.has(.drawstring) {
            for side in [-1.0, 1.0] {
                var cord = Outline(side * 1.2, parameters.waistHeight - 1)
                cord.curve(
                    Point(side * 2.6, parameters.waistHeight + 4),
                    Point(side * 1.6, parameters.waistHeight + 8),
                    to: Point(side * 2.4, parameters.waistHeight + 13))
                garment.add(.cord(path: cord.open, width: 0.7))
            }
        }
        add(waist.belt(), to: &garment)
        garment.add(BowBlock(parameters: parameters).panels())
    }

    private static func addSkirt(_ parameters: GarmentParameters, to garment: inout Garment) {
        guard parameters.parts.contains(.skirt), !parameters.isOnePiece else { return }
        garment.add(SkirtBlock(parameters).panels())
    }

    private static func addLegs(_ parameters: GarmentParameters, to garment: inout Garment) {
        guard parameters.parts.contains(.legs) else { return }
        let legs = LegBlock(parameters)
        garment.add(legs.panels())
        garment.add(legs.hemBands())
    }

    private static func add(_ layers: [GarmentLayer], to garment: inout Garment) {
        for layer in layers {
            switch layer {
            case .panel(let panel): garment.add(panel)
            case .trim(let trim): garment.add(trim)
            }
        }
    }
}
