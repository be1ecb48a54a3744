import QuartetCatalogs
internal import QuartetFiles

extension GarmentParameters {
    /// The garment of a request: the catalog's defaults, the requested values, and small variations by the seed.
    ///
    /// - Throws: ``CatalogError/invalid(path:mistakes:)`` where a number of the catalog is missing.
    public init(
        request: DesignRequest, garment template: GarmentTemplate, catalog: GarmentCatalog,
        material: FabricMaterial, seed: UInt64
    ) throws {
        var random = PhiloxGenerator(seed: seed, stream: "proportions")
        func value(_ attribute: StyleAttribute) -> GarmentStyleValue? {
            let id = request.styles[attribute] ?? template.defaults[attribute]
            return id.flatMap { catalog.style(attribute, $0) }
        }
        func vary(_ number: Double, _ share: Double) -> Double { number * (1 + random.around(share)) }
        let body = catalog.body
        name = template.name
        family = template.family
        parts = GarmentPart.allCases.filter(template.parts.contains)
        form = template.form
        self.seed = seed
        edition = Self.currentEdition
        drape = material.drape
        weight = material.weight
        hipHeight = body.hip
        crotchHeight = body.crotch
        kneeHeight = body.knee
        let rise = try value(.waistline)?.number("rise") ?? 0
        waistHeight = body.waist - rise
        let drop = value(.length).flatMap { catalog.drop(of: $0, for: template.family) } ?? 25
        hemHeight = body.waist + vary(drop, drop > 30 ? 0.02 : 0.06)
        let ends = try template.number("ends", default: 0)
        if ends > 0, request.styles[.length] == nil { hemHeight = ends }
        details = Self.details(request, template)
        let parted: Set<String> = ["skirt", "bodice"]
        if request.colours.contains(where: { parted.contains($0.part ?? "") }) { hasWaistSeam = true }

        let fit = try value(.fit)?.number("width") ?? 1
        let jacket = try template.number("jacket", default: 0)
        if jacket > 0 { jacketHem = body.waist + jacket }
        try takeBodice(template, fit: fit, vary: vary)
        try takeNeckline(value(.neckline), value(.collar), vary: vary)
        try takeSleeve(template, value, request: request, catalog, fit: fit, vary: vary)
        try takeSkirt(template, value(.skirtShape), fit: fit, vary: vary)
        try takeLegs(template, value(.legShape), body, fit: fit, vary: vary)
        if let entry = value(.closure)?.entry { closure.kind = try entry.choice("kind") }
        closure.buttons = Int(try template.number("buttons", default: 7))
        closure.breakHeight = try template.number("break", default: 10)
        let size = try template.number("size", default: 0)
        if size > 0 { formLength = vary(size, 0.02) }
        try takeButtons(request)
        try take(request.measures ?? [:])
    }

    /// Length in centimetres up to which a skirt widens evenly.
    private static let sweepLength = 74.0

    private static func details(_ request: DesignRequest, _ template: GarmentTemplate) -> [DetailKind] {
        var details = template.details
        if request.absentDetails.contains(.pockets), let pockets = template.pockets {
            details.removeAll { $0 == pockets }
        }
        let pocketKinds: Set<DetailKind> = [
            .patchPockets, .flapPockets, .weltPockets, .slantPockets, .jeansPockets, .kangarooPocket,
        ]
        // Requested pockets replace the usual ones.
        if request.details.contains(where: pocketKinds.contains) {
            details.removeAll(where: pocketKinds.contains)
        }
        for detail in request.details where !details.contains(detail) { details.append(detail) }
        return details.filter { !request.absentDetails.contains($0) }
    }

    private mutating func takeBodice(
        _ template: GarmentTemplate, fit: Double, vary: (Double, Double) -> Double
    ) throws {
        guard parts.contains(.bodice) else { return }
        // Shoulders change about half as much as the fit.
        bodice.shoulder = try template.number("shoulder") * (1 + (fit - 1) * 0.55)
        bodice.drop = try template.number("drop")
        bodice.armhole = try template.number("armhole") + (fit - 1) * 14
        bodice.chest = vary(try template.number("chest") * fit, 0.015)
        bodice.waist = vary(try template.number("waist") * (fit > 1 ? fit + 0.03 : fit), 0.02)
        bodice.hip = vary(try template.number("hip") * fit, 0.02)
    }

    private mutating func takeNeckline(
        _ value: GarmentStyleValue?, _ collarValue: GarmentStyleValue?, vary: (Double, Double) -> Double
    ) throws {
        guard parts.contains(.bodice), let value else { return }
        neckline.shape = try value.entry.choice("shape")
        neckline.width = try value.number("width")
        neckline.depth = vary(try value.number("depth"), 0.06)
        neckline.height = try value.number("height", default: 0)
        neckline.opening = try value.number("opening", default: 0)
        neckline.placket = try value.number("placket", default: 0)
        if let collarValue {
            collar.shape = try collarValue.entry.choice("shape")
            collar.size = vary(try collarValue.number("size"), 0.05)
        }
    }

    private mutating func takeSleeve(
        _ template: GarmentTemplate, _ value: (StyleAttribute) -> GarmentStyleValue?,
        request: DesignRequest, _ catalog: GarmentCatalog, fit: Double, vary: (Double, Double) -> Double
    ) throws {
        guard parts.contains(.bodice), var length = value(.sleeveLength) else { return }
        let shape = value(.sleeveShape)
        // Puff sleeves are short and bell sleeves long, unless the prompt gives a length.
        if request.styles[.sleeveLength] == nil, request.styles[.sleeveShape] != nil,
            let usual = shape?.entry.attributes["length"],
            let other = catalog.style(.sleeveLength, usual)
        {
            length = other
        }
        let bare: [NecklineShape] = [.strapless, .straps, .halter]
        if bare.contains(neckline.shape), request.styles[.sleeveLength] == nil,
            request.styles[.sleeveShape] == nil
        {
            return
        }
        let share = try length.number("share")
        sleeve.length = share == 0 ? 0 : vary(share * Measure.arm, 0.025)
        sleeve.bicep = try template.number("bicep") * fit
        sleeve.cuff = try template.number("cuff") * (1 + (fit - 1) * 0.4)
        sleeve.angle = try template.number("angle")
        // Short sleeves stand away from the body, long ones hang down.
        if share > 0, share < 0.5 { sleeve.angle = max(sleeve.angle, 34) }
        if share > 0.6 { sleeve.angle = min(sleeve.angle, 29) }
        // The weight of jackets and coats pulls their sleeves down beside the body.
        if share > 0.6, family == .outerwear { sleeve.angle = max(sleeve.angle - 6, 12) }
        if share >= 0.5, share < 0.9 { sleeve.cuff *= 1.12 }
        guard let shape else { return }
        sleeve.upper = try shape.number("upper")
        sleeve.middle = try shape.number("middle")
        sleeve.cuffFactor = try shape.number("cuff")
        sleeve.gather = try shape.number("gather", default: 0)
        sleeve.isRaglan = shape.entry.attributes["raglan"] == "true"
    }

    private mutating func takeSkirt(
        _ template: GarmentTemplate, _ value: GarmentStyleValue?, fit: Double,
        vary: (Double, Double) -> Double
    ) throws {
        guard parts.contains(.skirt), let value else { return }
        skirt.kind = try value.entry.choice("kind")
        // Without a bodice the waist sits on the body, whatever the fit.
        skirt.waist = parts.contains(.bodice) ? bodice.waist : try template.number("waist")
        skirt.hip = max(try template.number("hip") * fit, skirt.waist + 2)
        // Below mid-calf the sweep stays constant, so that a long skirt looks long rather than large.
        let length = max(hemHeight - waistHeight, 1)
        let sweep = length > Self.sweepLength ? Self.sweepLength / length : 1
        skirt.flare = vary(try template.number("flare", default: value.number("flare")), 0.08) * sweep
        skirt.folds = Int(try value.number("folds"))
        skirt.depth = vary(try value.number("depth"), 0.1)
        skirt.taper = try value.number("taper", default: 0)
        skirt.tiers = Int(try value.number("tiers", default: 1))
    }

    private mutating func takeLegs(
        _ template: GarmentTemplate, _ value: GarmentStyleValue?, _ body: BodyLandmarks, fit: Double,
        vary: (Double, Double) -> Double
    ) throws {
        guard parts.contains(.legs) else { return }
        legs.waist = parts.contains(.bodice) ? bodice.waist : try template.number("waist")
        legs.hip = try template.number("hip") * (1 + (fit - 1) * 0.7)
        let thigh = try value?.number("thigh") ?? 1
        legs.thigh = try template.number("thigh") * fit * thigh
        legs.knee = vary(try template.number("knee") * fit * (value?.number("knee") ?? 1), 0.02)
        legs.hem = vary(try template.number("hem") * fit * (value?.number("hem") ?? 1), 0.03)
        crotchHeight = body.waist + (try template.number("rise"))
        // The hem stays below the crotch.
        hemHeight = max(hemHeight, crotchHeight + 4)
    }
}
