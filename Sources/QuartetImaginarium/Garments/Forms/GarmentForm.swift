/// Garments and accessories with a drafter of their own, because the blocks of the body do not give their cut.
public enum GarmentForm: String, Sendable, Codable, CaseIterable {
    case scarf, shawl, poncho, cape, kaftan, kimono, hanbok, sari, bikini
    case tie, beanie, cap, turban, socks, gloves, mittens
    case bowTie = "bow-tie"
    case brimmedHat = "brimmed-hat"

    /// Whether it comes in pairs and is named in the plural.
    var isPair: Bool { [.socks, .gloves, .mittens].contains(self) }

    /// The parts that can have a colour of their own.
    var parts: Set<String> {
        switch self {
        case .hanbok: ["bodice", "skirt", "bow", "collar"]
        case .sari: ["bodice", "skirt", "trim", "border"]
        case .kimono: ["belt", "collar", "sleeves"]
        case .kaftan, .scarf, .shawl, .poncho: ["trim"]
        case .cape: ["collar", "buttons", "lining"]
        case .brimmedHat: ["trim", "bow"]
        case .cap: ["buttons", "trim", "brim"]
        case .beanie, .gloves, .mittens, .socks: ["cuffs", "rib", "trim"]
        case .bikini: ["straps", "trim"]
        case .tie, .bowTie, .turban: []
        }
    }

    /// The drafter.
    var block: any AccessoryBlock.Type {
        switch self {
        case .scarf: ScarfBlock.self
        case .shawl: ShawlBlock.self
        case .poncho: PonchoBlock.self
        case .cape: CapeBlock.self
        case .kaftan: KaftanBlock.self
        case .kimono: KimonoBlock.self
        case .hanbok: HanbokBlock.self
        case .sari: SariBlock.self
        case .bikini: BikiniBlock.self
        case .tie: TieBlock.self
        case .bowTie: BowTieBlock.self
        case .brimmedHat: BrimmedHatBlock.self
        case .beanie: BeanieBlock.self
        case .cap: CapBlock.self
        case .turban: TurbanBlock.self
        case .socks: SockBlock.self
        case .gloves: GloveBlock.self
        case .mittens: MittenBlock.self
        }
    }
}

/// Drafts a garment of one form from the back to the front, in centimetres.
///
/// Its layers are panels and trims like those of the body's blocks, so that cloth, light and vector pictures need not
/// know about forms.
protocol AccessoryBlock {
    init(_ parameters: GarmentParameters)

    func layers() -> [GarmentLayer]
}
