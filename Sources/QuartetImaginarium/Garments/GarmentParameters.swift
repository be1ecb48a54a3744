/// Everything that the drafting of one garment depends on: the catalog's proportions, changed by the request
/// and by the seed's small variations. Lengths are in centimetres, angles in degrees; widths are half widths
/// of the garment laid flat. Recorded parameters draft the same garment again, even if the catalog has
/// changed since.
public struct GarmentParameters: Sendable, Codable, Equatable {
    public var name: String
    public var family: GarmentFamily
    public var parts: [GarmentPart]
    /// The drafter of a garment that is not made of the body's blocks; absent in older records.
    public var form: GarmentForm?
    /// Length of an accessory, where it has one.
    public var formLength: Double?
    /// Varies folds and other small details.
    public var seed: UInt64
    /// Version of the blocks that drafted the design; absent in older records, which are drafted as they were.
    public var edition: Int?
    /// 0 stiff to 1 flowing.
    public var drape: Double
    /// 0 gossamer to 1 heavy.
    public var weight: Double

    public var waistHeight: Double
    public var hipHeight: Double
    public var crotchHeight: Double
    public var kneeHeight: Double
    /// Height of the hem below the neck point.
    public var hemHeight: Double

    public var bodice = Bodice()
    public var neckline = Neckline()
    public var collar = Collar()
    public var sleeve = Sleeve()
    public var skirt = Skirt()
    public var legs = Legs()
    public var closure = Closure()
    /// Whether a straight dress has a waist seam nevertheless, for a skirt in another colour.
    public var hasWaistSeam: Bool?
    /// Height at which the jacket of a two-piece ends, over its trousers.
    public var jacketHem: Double?
    public var details: [DetailKind]

    public struct Bodice: Sendable, Codable, Equatable {
        public var shoulder = 19.0
        public var drop = 4.5
        public var armhole = 22.0
        public var chest = 24.0
        public var waist = 20.0
        public var hip = 25.0
    }

    public struct Neckline: Sendable, Codable, Equatable {
        public var shape = NecklineShape.round
        public var width = 8.6
        public var depth = 10.0
        public var height = 0.0
        public var opening = 0.0
        public var placket = 0.0
    }

    public struct Collar: Sendable, Codable, Equatable {
        public var shape = CollarShape.none
        public var size = 0.0
    }

    public struct Sleeve: Sendable, Codable, Equatable {
        /// Length from the shoulder; 0 without sleeves.
        public var length = 0.0
        public var bicep = 9.0
        public var cuff = 7.0
        public var angle = 20.0
        public var upper = 1.0
        public var middle = 1.0
        public var cuffFactor = 1.0
        public var gather = 0.0
        public var isRaglan = false
    }

    public struct Skirt: Sendable, Codable, Equatable {
        public var kind = SkirtKind.plain
        public var waist = 18.0
        public var hip = 24.5
        public var flare = 0.2
        public var folds = 6
        public var depth = 1.8
        public var taper = 0.0
        public var tiers = 1
    }

    public struct Legs: Sendable, Codable, Equatable {
        public var waist = 18.4
        public var hip = 24.3
        public var thigh = 14.6
        public var knee = 11.2
        public var hem = 9.8
    }

    public struct Closure: Sendable, Codable, Equatable {
        public var kind = ClosureKind.none
        public var buttons = 6
        /// Whether the request gives the number of buttons, so that it is drawn exactly; absent in older records.
        public var isCounted: Bool?
        /// Height at which a front opening begins.
        public var breakHeight = 10.0
    }

    /// Version 2: sleeves are set in below a sharp shoulder, the two sides crease differently.
    static let currentEdition = 2

    /// Whether the garment is drafted by the present blocks.
    var isCurrent: Bool { edition ?? 1 >= Self.currentEdition }

    /// Whether the garment has this detail.
    func has(_ detail: DetailKind) -> Bool { details.contains(detail) }

    /// Whether a dress falls straight, in one piece without a seam at the waist.
    var isOnePiece: Bool {
        parts.contains(.bodice) && parts.contains(.skirt) && skirt.kind == .plain && skirt.flare < 0.1
            && skirt.taper < 1 && hasWaistSeam != true
    }

    /// Height at which the bodice ends and the skirt or the legs begin.
    var seamHeight: Double {
        if let jacketHem { return jacketHem }
        return parts.contains(.bodice) && !isOnePiece && parts.count > 1 ? waistHeight : hemHeight
    }
}

extension GarmentParameters {
    /// The parameters with another seed, for what must not mirror the first side.
    var otherSide: GarmentParameters {
        var other = self
        other.seed = seed ^ 0x5A5A_5A5A
        return other
    }
}
