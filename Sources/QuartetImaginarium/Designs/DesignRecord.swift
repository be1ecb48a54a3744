internal import Foundation
internal import QuartetFiles

/// Everything that is needed to draw one design again, to the same pixels.
public struct DesignRecord: Sendable, Codable, Equatable {
    /// The version of records that are drawn again to the same pixels. Version 1 has the same format, but its folds and
    /// its grain came from another random generator.
    public static let currentVersion = 2

    public var version = currentVersion
    public var prompt: String
    public var request: DesignRequest
    /// The design's own seed.
    public var seed: UInt64
    public var garment: GarmentParameters
    public var colours: ColourPlan
    public var fabric: FabricPaint
    /// Cloths of parts that are not cut from the garment's, by the part's name; absent in older records.
    public var partCloths: [String: PaintedCloth]?
    /// A drawing on one place of the garment; nil for a garment without one, and in older records.
    public var motif: PlacementMotif?

    /// The record as JSON with sorted keys.
    public func json() throws -> String {
        try JSONEncoder.pretty.text(self) + "\n"
    }

    /// Reads a record; throws ``DesignError`` for other text, and for numbers out of range.
    public init(json: String, name: String = "design.json") throws {
        do {
            self = try JSONDecoder().decode(DesignRecord.self, from: Data(json.utf8))
        } catch {
            throw DesignError.unreadableRecord(path: name, reason: DecodingError.reason(of: error))
        }
        guard (1...Self.currentVersion).contains(version) else {
            throw DesignError.unreadableRecord(
                path: name, reason: "version \(version); expected 1 to \(Self.currentVersion)")
        }
        try garment.check()
        for cloth in [PaintedCloth(fabric: fabric, colours: colours)] + (partCloths ?? [:]).values {
            try cloth.fabric.check()
            guard cloth.colours.motifs.count <= ClothFacts.inkLimit else {
                throw DesignError.badRecord(
                    "colours.motifs has \(cloth.colours.motifs.count) colours; expected at most \(ClothFacts.inkLimit)"
                )
            }
        }
        try motif?.check(name: name)
    }

    /// Reads a record's file.
    ///
    /// - Throws: `FileError` if it cannot be read; ``DesignError`` if it is not a record.
    public init(contentsOf path: String) throws { try self.init(json: FileBytes.text(path), name: path) }

    /// A cloth with its colours.
    public struct PaintedCloth: Sendable, Codable, Equatable {
        public var fabric: FabricPaint
        public var colours: ColourPlan
    }

    init(
        prompt: String, request: DesignRequest, seed: UInt64, garment: GarmentParameters, colours: ColourPlan,
        fabric: FabricPaint
    ) {
        self.prompt = prompt
        self.request = request
        self.seed = seed
        self.garment = garment
        self.colours = colours
        self.fabric = fabric
    }
}

extension GarmentParameters {
    /// Throws ``DesignError/badRecord(_:)`` for numbers out of range.
    func check() throws {
        func check(_ name: String, _ value: Double, _ range: ClosedRange<Double>) throws {
            guard range.contains(value) else {
                throw DesignError.badRecord(
                    "\(name) is \(value); expected \(range.lowerBound) to \(range.upperBound)")
            }
        }
        let lengths: [(String, Double)] = [
            ("bodice.shoulder", bodice.shoulder), ("bodice.chest", bodice.chest),
            ("bodice.waist", bodice.waist),
            ("bodice.hip", bodice.hip), ("skirt.waist", skirt.waist), ("skirt.hip", skirt.hip),
            ("legs.waist", legs.waist), ("legs.hip", legs.hip), ("legs.thigh", legs.thigh),
            ("legs.knee", legs.knee), ("legs.hem", legs.hem), ("sleeve.bicep", sleeve.bicep),
            ("sleeve.cuff", sleeve.cuff), ("neckline.width", neckline.width),
        ]
        for (name, value) in lengths { try check(name, value, 1...120) }
        let heights: [(String, Double)] = [
            ("waistHeight", waistHeight), ("hipHeight", hipHeight), ("crotchHeight", crotchHeight),
            ("kneeHeight", kneeHeight), ("hemHeight", hemHeight), ("bodice.armhole", bodice.armhole),
        ]
        for (name, value) in heights { try check(name, value, 5...250) }
        let shares: [(String, Double)] = [
            ("drape", drape), ("weight", weight), ("sleeve.gather", sleeve.gather),
        ]
        for (name, value) in shares { try check(name, value, 0...1) }
        try check("bodice.drop", bodice.drop, 0...40)
        try check("neckline.depth", neckline.depth, 0...80)
        try check("neckline.height", neckline.height, 0...40)
        try check("collar.size", collar.size, 0...60)
        try check("sleeve.length", sleeve.length, 0...120)
        try check("sleeve.angle", sleeve.angle, 0...85)
        for (name, value) in [
            ("sleeve.upper", sleeve.upper), ("sleeve.middle", sleeve.middle),
            ("sleeve.cuffFactor", sleeve.cuffFactor),
        ] { try check(name, value, 0.2...4) }
        try check("neckline.opening", neckline.opening, 0...60)
        try check("neckline.placket", neckline.placket, 0...80)
        try check("skirt.taper", skirt.taper, 0...40)
        if let jacketHem { try check("jacketHem", jacketHem, 5...250) }
        try check("closure.breakHeight", closure.breakHeight, 0...160)
        try check("skirt.flare", skirt.flare, 0...3)
        try check("skirt.depth", skirt.depth, 0...20)
        try check("skirt.folds", Double(skirt.folds), 1...64)
        try check("skirt.tiers", Double(skirt.tiers), 1...64)
        try check("closure.buttons", Double(closure.buttons), 1...64)
        guard !parts.isEmpty else { throw DesignError.badRecord("the garment has no parts") }
        guard hemHeight > waistHeight - 20 else {
            throw DesignError.badRecord("the hem at \(hemHeight) lies above the waist at \(waistHeight)")
        }
    }
}

extension FabricPaint {
    /// Throws ``DesignError/badRecord(_:)`` for numbers out of range.
    func check() throws {
        guard structureSize >= 64, structureSize <= 1024, structureSize % 64 == 0 else {
            throw DesignError.badRecord(
                "structureSize is \(structureSize); expected 64 to 1024 in steps of 64")
        }
        guard width > 0.5, width <= 1000 else {
            throw DesignError.badRecord("the swatch shows \(width) cm; expected 0.5 to 1000")
        }
        guard (0...1).contains(share ?? 0) else {
            throw DesignError.badRecord("share \(share ?? 0); expected 0 to 1")
        }
        guard (0...1).contains(sheen), (0...1).contains(drape) else {
            throw DesignError.badRecord("sheen \(sheen) and drape \(drape); expected 0 to 1")
        }
        try facts?.check()
    }
}
