internal import Foundation
import QuartetImaging

/// A line of a bill of materials.
public struct BillLine: Sendable, Equatable {
    public let item: String
    public let detail: String
    public let colour: String
    public let quantity: String
    public let place: String
}

/// Cloth by the area of its pieces, and trims counted from the drawing.
struct BillOfMaterials {
    let record: DesignRecord
    let flat: DesignFlat
    let catalog: ConstructionCatalog
    let material: ConstructionCatalog.Material
    let colours: ColourCatalog

    private var parameters: GarmentParameters { record.garment }

    func lines() throws -> [BillLine] { try cloth() + TrimCount(bill: self).lines() }

    /// A colour with its name and its code.
    func named(_ hex: String) -> String {
        let colour = colours.packColour("", hex)
        return colour.name.isEmpty ? hex : "\(colour.name) \(hex)"
    }

    // MARK: Cloth

    /// Pieces of one cloth.
    private struct Cut {
        var item: String
        var hex: String
        var pieces: [(panel: Panel, layers: Double)] = []
    }

    private func cloth() throws -> [BillLine] {
        var lines: [BillLine] = []
        for cut in try cuts() where !cut.pieces.isEmpty {
            let area = cut.pieces.reduce(0) { $0 + self.area($1.panel) * $1.layers }
            let longest = cut.pieces.compactMap { $0.panel.outline.bounds?.height }.max() ?? 0
            let isShell = cut.item == "Shell fabric"
            let size = isShell ? record.fabric.width : 0
            for width in cut.item == "Rib knit" ? Array(catalog.widths.prefix(1)) : catalog.widths {
                let metres = metres(area: area, longest: longest, width: width, step: size)
                lines.append(
                    BillLine(
                        item: cut.item,
                        detail: "\(material.composition), \(material.grams) g/m², \(Int(width)) cm wide"
                            + (isShell && !record.colours.motifs.isEmpty
                                ? String(format: ", repeat %.1f cm", size) : ""),
                        colour: isShell && !record.colours.motifs.isEmpty
                            ? "as swatch" : named(cut.hex),
                        quantity: String(format: "%.2f m", metres),
                        place: "\(cut.pieces.count) pieces, \(Int((area / 100).rounded()) * 100) cm²"))
            }
        }
        return lines + linings()
    }

    /// Panels grouped by the cloth that they are cut from.
    private func cuts() throws -> [Cut] {
        let dummy = FloatImage(width: 1, height: 1, channels: 3)
        let ground = try FabricColouring.colour(record.colours.ground)
        let cloth = DesignCloth(
            swatch: dummy, swatchWidth: 1, plain: dummy, plainWidth: 1, ground: ground,
            parts: try record.colours.parts.mapValues(FabricColouring.colour), thread: ground, sheen: 0,
            drape: 0,
            cutsPartsFromFabric: true)
        var cuts = [Cut(item: "Shell fabric", hex: record.colours.ground)]
        for (panel, isBack) in pieces {
            let own = cloth.colour(of: panel)?.hex
            var item = "Shell fabric"
            if case .rib = panel.cloth { item = "Rib knit" } else if own != nil { item = "Contrast fabric" }
            if panel.name == "lace trim" { continue }
            let hex = own ?? record.colours.ground
            let index = cuts.firstIndex { $0.item == item && $0.hex == hex }
            if index == nil { cuts.append(Cut(item: item, hex: hex)) }
            if isBack, Self.frontOnly.contains(panel.name) { continue }
            cuts[index ?? cuts.count - 1].pieces.append((panel, layers(panel)))
        }
        return cuts
    }

    private var pieces: [(panel: Panel, isBack: Bool)] {
        func outside(_ garment: Garment) -> [Panel] {
            garment.panels.filter { panel in panel.cloth != .inside && panel.name != "back dart" }
        }
        return outside(flat.front).filter { $0.name != "back strap" && $0.name != "back of the collar" }.map {
            ($0, false)
        }
            + outside(flat.back).map { ($0, true) }
    }

    /// Pieces that both sides show whole.
    private static let frontOnly: Set<String> = [
        "elbow patch", "epaulette", "cuff strap", "cargo pocket", "flap", "strap",
    ]
    /// Pieces that are folded or faced with themselves.
    private static let doubled: Set<String> = [
        "collar", "lapel", "cuff", "waistband", "elastic waist", "belt", "belt end", "flap", "chest flap",
        "epaulette", "cuff strap", "placket", "standing collar", "strap", "bow", "bow end", "hood",
        "neck strap",
    ]

    /// How many layers of cloth a piece takes, gathers and pleats included.
    private func layers(_ panel: Panel) -> Double {
        if Self.doubled.contains(panel.name) { return 2 }
        if panel.name.hasPrefix("tier ") { return 1.6 }
        switch panel.name {
        case "skirt":
            return switch parameters.skirt.kind {
            case .gathered: 1.7
            case .knife, .box: 2.8
            default: 1
            }
        case "sleeve": return 1 + 0.3 * parameters.sleeve.gather
        case "ruffle": return 1.8
        default: return 1
        }
    }

    /// Square centimetres of a piece with its seam allowance, and with its hem where it has one.
    private func area(_ panel: Panel) -> Double {
        let hems = panel.edges.filter { $0.kind == .hem || $0.kind == .cuff }.reduce(0) {
            $0 + $1.path.length
        }
        return panel.outline.area + panel.outline.length * catalog.allowance
            + hems * max(catalog.hem - catalog.allowance, 0)
    }

    /// Metres of cloth: the area over the share that a marker uses, whole repeats, at least the longest piece, and what
    /// washing takes; up to the next five centimetres.
    private func metres(area: Double, longest: Double, width: Double, step: Double) -> Double {
        var length = max(area / (width * catalog.use), longest + 2 * catalog.allowance + catalog.hem)
        if step > 4, !record.colours.motifs.isEmpty { length = (length / step).rounded(.up) * step + step }
        length *= 1 + material.shrinkage / 100
        return (length / 5).rounded(.up) * 5 / 100
    }

    private func linings() -> [BillLine] {
        func line(_ item: String, _ detail: String, _ colour: String, _ names: Set<String>, _ place: String)
            -> BillLine?
        {
            let panels = pieces.filter { names.contains($0.panel.name) }.map(\.panel)
            guard !panels.isEmpty else { return nil }
            let area = panels.reduce(0) { $0 + self.area($1) }
            let metres = (area / (catalog.liningWidth * catalog.use) / 5).rounded(.up) * 5 / 100
            return BillLine(
                item: item, detail: detail + ", \(Int(catalog.liningWidth)) cm wide", colour: colour,
                quantity: String(format: "%.2f m", metres), place: place)
        }
        var lines: [BillLine?] = []
        if isLined {
            lines.append(
                line(
                    "Lining", "100 % viscose, 70 g/m²",
                    record.colours.parts["lining"].map(named) ?? named(record.colours.ground),
                    ["left front", "right front", "bodice", "back", "sleeve"], "body and sleeves"))
        }
        if material.cloth != .knit {
            lines.append(
                line(
                    "Interfacing", "fusible, woven, 60 g/m²", "white",
                    Set(["collar", "lapel", "cuff", "waistband", "placket", "standing collar"])
                        .union(isLined ? ["left front", "right front"] : []), "collar, cuffs, bands, facings")
            )
        }
        let cut = flat.front.panels + flat.back.panels
        var openings = cut.filter { ["pocket edge", "welt", "breast welt"].contains($0.name) }.count
        if !parameters.has(.cargoPockets) { openings += cut.filter { $0.name == "flap" }.count }
        if openings > 0 {
            lines.append(
                BillLine(
                    item: "Pocketing", detail: "cotton twill, 110 g/m², \(Int(catalog.liningWidth)) cm wide",
                    colour: named(record.colours.ground),
                    quantity: String(format: "%.2f m", Double((openings + 1) / 2) * 0.2),
                    place: openings == 1 ? "one pocket bag" : "\(openings) pocket bags"))
        }
        return lines.compactMap(\.self)
    }

    /// Whether the garment is lined: jackets and coats of woven cloth, and where the wish says so.
    var isLined: Bool {
        parameters.has(.lining)
            || [.notch, .peak, .shawl].contains(parameters.collar.shape) && parameters.family == .outerwear
    }
}
