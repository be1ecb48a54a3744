/// What lies behind a garment.
public enum PictureBackground: String, Sendable, Codable, CaseIterable {
    /// A light ground with the garment's shadow.
    case studio
    case transparent
}

/// A further picture of a design in fixed proportions, at 2,000 pixels.
public enum PictureCrop: String, Sendable, Codable, CaseIterable {
    /// 2000 × 2000.
    case square
    /// 1600 × 2000.
    case portrait

    var width: Int { self == .square ? 2000 : 1600 }
    var height: Int { 2000 }
}

/// How the pictures of a design are framed.
public struct PictureStyle: Sendable, Equatable {
    public var background: PictureBackground
    /// Drawn in their own size, not enlarged.
    public var crops: [PictureCrop]

    public init(background: PictureBackground = .studio, crops: [PictureCrop] = []) {
        (self.background, self.crops) = (background, crops)
    }
}
