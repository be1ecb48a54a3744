public import QuartetFiles

/// A drawing that is put onto one place of a garment, like a print on a chest.
public struct PlacementMotif: Sendable, Codable, Equatable {
    /// Where on the garment; left is the wearer's.
    public enum Place: String, Sendable, Codable, CaseIterable {
        case chest
        case leftChest = "left-chest"
        case back, hem, sleeve, pocket

        /// Usual width in centimetres.
        var width: Double {
            switch self {
            case .chest: 22
            case .leftChest: 8
            case .back: 26
            case .hem: 10
            case .sleeve: 7
            case .pocket: 6
            }
        }
    }

    /// The drawing: the text of an SVG file, kept so that the design is drawn again without the file.
    public let svg: String
    public let place: Place
    /// Width in centimetres.
    public let width: Double

    /// Widths that are accepted, in centimetres.
    public static let widths = 1.0...80

    /// Reads and checks an SVG file.
    ///
    /// - Parameters:
    ///   - path: of the file, at most 256 KB.
    ///   - width: in centimetres; by default as it is usual for the place.
    /// - Throws: `FileError` if the file cannot be read; ``MotifError`` if it holds what is not drawn.
    public init(contentsOf path: String, at place: Place, width: Double? = nil) throws {
        let bytes = try FileBytes.read(path, limit: MotifDrawing.byteLimit)
        svg = String(decoding: bytes, as: UTF8.self)
        self.place = place
        self.width = width ?? place.width
        try check(name: path)
    }

    /// Throws ``MotifError`` for drawings and widths that cannot be drawn.
    func check(name: String) throws {
        _ = try MotifDrawing(svg: svg, name: name)
        guard Self.widths.contains(width) else {
            throw MotifError.unusable(
                name,
                "a width of \(width) cm; expected \(Self.widths.lowerBound) to \(Self.widths.upperBound)")
        }
    }
}

/// Why a motif cannot be drawn.
public enum MotifError: UserFacingError, Sendable, Equatable {
    /// The file holds what is not drawn.
    case unusable(String, String)
    /// The garment lacks the place.
    case noPlace(PlacementMotif.Place, garment: String)

    public var kind: FailureKind {
        switch self {
        case .unusable: .badData
        case .noPlace: .usage
        }
    }

    public var description: String {
        switch self {
        case .unusable(let file, let reason): "\(file): cannot be used as a motif: \(reason)"
        case .noPlace(let place, let garment):
            "the \(garment) has no \(place.rawValue) for a motif; name another place with --at"
        }
    }
}
