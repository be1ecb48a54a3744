/// Families of garments that share lengths and ways of being drawn.
public enum GarmentFamily: String, Sendable, Codable, CaseIterable {
    case top, skirt, dress, trousers, shorts, outerwear, jumpsuit, accessory
}

/// The blocks that a garment is drafted from.
public enum GarmentPart: String, Sendable, Codable, CaseIterable {
    case bodice, skirt, legs
    /// A piece with a form of its own, see ``GarmentForm``.
    case accessory
}

/// Ways of drafting a neckline.
public enum NecklineShape: String, Sendable, Codable, CaseIterable {
    case round, v, square, boat, sweetheart, strapless, straps, halter, cowl, funnel
    case offShoulder = "off-shoulder"
    case oneShoulder = "one-shoulder"
}

/// Ways of drafting a collar.
public enum CollarShape: String, Sendable, Codable, CaseIterable {
    case none, shirt, band, notch, peak, shawl, hood
    case peterPan = "peter-pan"
}

/// Ways of drafting a skirt.
public enum SkirtKind: String, Sendable, Codable, CaseIterable {
    case plain, gathered, knife, box, tiered, mermaid, wrap
}

/// Ways of closing a garment in front.
public enum ClosureKind: String, Sendable, Codable, CaseIterable {
    case none, buttons, zip, placket, open, wrap
    case doubleBreasted = "double-breasted"
    case halfZip = "half-zip"
}

/// Details of a garment.
public enum DetailKind: String, Sendable, Codable, CaseIterable {
    case belt, pockets, slit, bow, drawstring, rib, topstitching, cuffs, crease, darts, epaulettes, yoke
    case quilting, ripped, ruched, bib, drawcord, lining, cutaway, waistband, fly
    case apron, boning, braces, brief, tails
    case chestPocket = "chest-pocket"
    case patchPockets = "patch-pockets"
    case flapPockets = "flap-pockets"
    case weltPockets = "welt-pockets"
    case slantPockets = "slant-pockets"
    case jeansPockets = "jeans-pockets"
    case kangarooPocket = "kangaroo-pocket"
    case cargoPockets = "cargo-pockets"
    case ruffleHem = "ruffle-hem"
    case turnUps = "turn-ups"
    case frontPleats = "front-pleats"
    case stormFlap = "storm-flap"
    case laceTrim = "lace-trim"
    case contrastTrim = "contrast-trim"
    case elbowPatches = "elbow-patches"
    case sideStripe = "side-stripe"
    case neckRib = "neck-rib"
    case curvedHem = "curved-hem"
    case placketBand = "placket-band"
    case pointedHem = "pointed-hem"
    case breastWelt = "breast-welt"
    case hemBand = "hem-band"
    case chestFlaps = "chest-flaps"
    case beltLoops = "belt-loops"
    case elasticWaist = "elastic-waist"
    case ankleRib = "ankle-rib"
    case cuffStraps = "cuff-straps"
    case paperbagWaist = "paperbag-waist"
    case separateBrief = "separate-brief"

    /// The name as words.
    public var title: String { rawValue.split(separator: "-").joined(separator: " ") }

    /// The part that a colour before the detail applies to.
    var colouredPart: String {
        switch self {
        case .pockets, .chestPocket, .patchPockets, .flapPockets, .weltPockets, .slantPockets, .jeansPockets,
            .kangarooPocket, .cargoPockets, .chestFlaps, .breastWelt:
            "pockets"
        case .ruffleHem: "ruffles"
        case .contrastTrim: "trim"
        case .rib, .ankleRib: "rib"
        case .drawcord: "drawstring"
        case .turnUps: "turn ups"
        default: title
        }
    }
}

/// Attributes of style, of which a garment has one value each.
public enum StyleAttribute: String, Sendable, Codable, CaseIterable, CodingKeyRepresentable {
    case length, neckline, collar, sleeveLength, sleeveShape, fit, skirtShape, legShape, waistline, closure

    /// The attribute's name in the catalog of garments.
    var catalogName: String {
        switch self {
        case .sleeveLength: "sleeve-length"
        case .sleeveShape: "sleeve-shape"
        case .skirtShape: "skirt-shape"
        case .legShape: "leg-shape"
        default: rawValue
        }
    }

    /// The attribute's name in sentences.
    public var title: String { catalogName.split(separator: "-").joined(separator: " ") }
}
