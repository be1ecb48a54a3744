import QuartetImaging

/// A seam of a garment with its stitches.
public struct SeamLine: Sendable, Equatable {
    public let seam: ConstructionCatalog.Seam
    public let stitches: [ConstructionCatalog.Stitch]
    /// Centimetres on the whole garment in the size M; nil for what is counted rather than measured.
    public let length: Double?

    /// Centimetres of thread.
    var thread: Double { (length ?? 0) * stitches.reduce(0) { $0 + $1.thread } }
}

/// The seams that the drawing of both sides shows.
struct SeamList {
    let parameters: GarmentParameters
    let flat: DesignFlat
    let isLined: Bool

    private var panels: [Panel] { flat.front.panels + flat.back.panels }
    private var bodice: BodiceBlock { BodiceBlock(parameters) }

    /// Identifiers of the catalog with lengths, in the order in which a garment is sewn.
    func seams() -> [(id: String, length: Double?)] {
        var seams: [(id: String, length: Double?)] = []
        if has("dart") || hasDarts { seams.append(("dart", nil)) }
        if lines("back", .seam) > 2, BackDrafter(parameters, stretches: false).isTailored {
            seams.append(("side-body", 2 * (bodice.bottom - parameters.bodice.armhole)))
        }
        if parameters.parts.contains(.bodice) { seams += upper() }
        if parameters.parts.contains(.skirt), !parameters.isOnePiece { seams += skirt() }
        if parameters.parts.contains(.legs) { seams += legs() }
        return seams + waist() + closures() + details() + [("label", nil)]
    }

    private func has(_ name: String) -> Bool {
        panels.contains { $0.name == name || $0.name == "back \(name)" }
    }

    private var hasDarts: Bool { parameters.has(.darts) }

    private func lines(_ name: String, _ kind: PanelLine.Kind) -> Int {
        panels.filter { $0.name == name }.flatMap(\.lines).filter { $0.kind == kind }.count
    }

    /// The length around all panels of these names: half of it for a strip, whose edges are its two long sides.
    private func strips(_ names: String...) -> Double {
        panels.filter { names.contains($0.name) }.reduce(0) { $0 + $1.outline.length } / 2
    }

    private func upper() -> [(id: String, length: Double?)] {
        let neck = bodice.neck
        var seams: [(id: String, length: Double?)] = []
        if lines("back", .seam) > 0, flat.back.trims.contains(where: \.isZip) || lines("back", .stitch) > 0 {
            seams.append(("centre-back", bodice.bottom - neck.backDepth))
        }
        if neck.coversShoulder {
            seams.append(("shoulder", 2 * (neck.shoulderTip - neck.shoulderPoint).length))
        }
        if parameters.has(.yoke) || parameters.collar.shape == .shirt && parameters.closure.kind == .buttons {
            seams.append(("yoke", 2 * parameters.bodice.shoulder))
        }
        seams.append(("side", 2 * bodice.side().open.length))
        if parameters.sleeve.length > 0 {
            let armholes = 4 * bodice.armhole().open.length
            seams.append((parameters.sleeve.isRaglan ? "raglan" : "armhole", armholes))
            let block = SleeveBlock(parameters)
            if !block.isCap { seams.append(("sleeve", 2 * block.bodyEnd)) }
            seams.append(
                block.hasBand ? ("cuff", 4 * block.cuffTop) : ("sleeve-hem", 4 * block.cuffTop))
        } else if neck.coversShoulder {
            seams.append(("armhole-edge", 4 * bodice.armhole().open.length))
        }
        seams.append(neckline())
        if parameters.collar.shape == .shirt || parameters.collar.shape == .peterPan {
            seams.append(("collar-edge", strips("collar")))
        }
        if has("hem band"), !parameters.parts.contains(.legs) {
            seams.append(("hem-band", strips("hem band")))
        } else if parameters.isOnePiece || parameters.parts == [.bodice] || parameters.jacketHem != nil {
            seams.append(("hem", 4 * bodice.halfWidth(at: bodice.bottom)))
        }
        return seams
    }

    private func neckline() -> (id: String, length: Double?) {
        let back = BackBodice(drafter: BackDrafter(parameters, stretches: true), bodice: bodice)
        let length = 2 * (bodice.neck.front().open.length + back.neckline().open.length)
        if parameters.collar.shape == .hood { return ("hood", length + 2 * parameters.collar.size) }
        if parameters.collar.shape != .none || parameters.neckline.shape == .funnel {
            return ("collar", length)
        }
        return has("neckband") ? ("neckband", length) : ("neckline", length)
    }

    private func skirt() -> [(id: String, length: Double?)] {
        let length = parameters.hemHeight - parameters.waistHeight
        var seams: [(id: String, length: Double?)] = [("skirt-side", 2 * length)]
        if parameters.parts.contains(.bodice) { seams.append(("waist", 4 * parameters.skirt.waist)) }
        if parameters.skirt.kind == .tiered { seams.append(("tiers", strips("tier 2", "tier 3", "tier 4"))) }
        if parameters.skirt.kind == .knife || parameters.skirt.kind == .box {
            seams.append(("pleats", 4 * parameters.skirt.waist))
        }
        let hems = flat.front.panels.filter { $0.name == "skirt" || $0.name.hasPrefix("tier ") }
            .flatMap(\.edges).filter { $0.kind == .hem }.map(\.path.length)
        return seams + [("hem", 2 * (hems.max() ?? 4 * parameters.skirt.hip))]
    }

    private func legs() -> [(id: String, length: Double?)] {
        let block = LegBlock(parameters)
        let inseam = parameters.hemHeight - parameters.crotchHeight
        let hems = 8 * block.halfWidth(at: parameters.hemHeight)
        var seams: [(id: String, length: Double?)] = [
            ("outseam", 2 * block.outseam().open.length), ("inseam", 2 * inseam),
            ("crotch", 2 * (parameters.crotchHeight - parameters.waistHeight) + 8),
        ]
        if parameters.has(.fly) { seams.append(("fly", 22)) }
        seams.append((has("hem band") ? "hem-band" : "leg-hem", hems))
        if parameters.parts.contains(.bodice), parameters.jacketHem == nil {
            seams.append(("waist", 4 * parameters.legs.waist))
        }
        return seams
    }

    private func waist() -> [(id: String, length: Double?)] {
        var seams: [(id: String, length: Double?)] = []
        if has("waistband") { seams.append(("waistband", strips("waistband"))) }
        if has("elastic waist") { seams.append(("elastic", strips("elastic waist"))) }
        if has("belt loop") { seams.append(("belt-loops", nil)) }
        if has("belt") { seams.append(("belt", 2 * strips("belt"))) }
        return seams
    }

    private func closures() -> [(id: String, length: Double?)] {
        let trims = flat.front.trims + flat.back.trims
        var seams: [(id: String, length: Double?)] = []
        if has("placket") { seams.append(("placket", strips("placket"))) }
        if trims.contains(where: \.isButton) { seams += [("buttonholes", nil), ("buttons", nil)] }
        let zips = trims.filter(\.isZip).reduce(0) { sum, trim in
            if case .zip(let path, _) = trim { sum + 2 * path.length } else { sum }
        }
        if zips > 0 { seams.append(("zip", zips)) }
        return seams
    }

    private func details() -> [(id: String, length: Double?)] {
        var seams: [(id: String, length: Double?)] = []
        let patches = [
            "chest pocket", "patch pocket", "cargo pocket", "kangaroo pocket", "bib pocket", "back pocket",
        ]
        let around = panels.filter { patches.contains($0.name) }.reduce(0) { $0 + $1.outline.length }
        if around > 0 { seams.append(("pocket", around)) }
        let cuts = panels.filter { ["pocket edge", "welt", "breast welt"].contains($0.name) }
        if !cuts.isEmpty { seams.append(("pocket-opening", cuts.reduce(0) { $0 + $1.outline.length })) }
        let others: [(String, String)] = [
            ("strap", "straps"), ("elbow patch", "patch"), ("lace trim", "lace"), ("bib", "bib"),
            ("ruffle", "ruffle"),
        ]
        for (panel, id) in others where has(panel) { seams.append((id, strips(panel))) }
        let tabs = [
            "flap", "chest flap", "epaulette", "cuff strap", "storm flap", "storm shield", "bow", "bow end",
        ]
        if panels.contains(where: { tabs.contains($0.name) }) { seams.append(("details", nil)) }
        if parameters.has(.quilting) { seams.append(("quilting", nil)) }
        if parameters.has(.topstitching) { seams.append(("topstitch", nil)) }
        if isLined { seams.append(("lining", nil)) }
        return seams
    }
}

extension Trim {
    var isZip: Bool { if case .zip = self { true } else { false } }
    var isButton: Bool { if case .button = self { true } else { false } }
}
