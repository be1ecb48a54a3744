import QuartetImaging

/// Wishes in numbers: buttons and centimetres.
extension GarmentParameters {
    /// Takes the requested number of buttons.
    ///
    /// Where the request does not name the closure, buttons replace another one.
    ///
    /// - Throws: ``DesignError/badRecord(_:)`` for a number that cannot be drawn.
    mutating func takeButtons(_ request: DesignRequest) throws {
        guard let count = request.buttons else { return }
        guard (0...Self.mostButtons).contains(count) else {
            throw DesignError.badRecord("\(count) buttons; expected 0 to \(Self.mostButtons)")
        }
        closure.isCounted = true
        let tailored: Set<CollarShape> = [.notch, .peak, .shawl]
        if tailored.contains(collar.shape), closure.kind == .buttons, count > closure.buttons {
            // More buttons begin higher up.
            closure.breakHeight = max(closure.breakHeight - 9.5 * Double(count - closure.buttons), 14)
        }
        closure.buttons = max(count, 1)
        let buttoned: Set<ClosureKind> = [.buttons, .doubleBreasted, .placket]
        guard count > 0 else {
            if buttoned.contains(closure.kind) { closure.kind = .none }
            return
        }
        guard request.styles[.closure] == nil, !buttoned.contains(closure.kind) else { return }
        if parts.contains(.bodice) {
            closure.kind = count <= 4 && collar.shape != .notch && hasClosedFront ? .placket : .buttons
        } else if parts.contains(.skirt) {
            closure.kind = .buttons
        }
    }

    /// Most buttons of one garment.
    static let mostButtons = 40

    private var hasClosedFront: Bool { closure.kind == .none && family != .outerwear }

    /// Makes the drafted garment as long as requested, exactly.
    ///
    /// Hems sag and gathers rise, so that the drafted outline is measured and the hem moved by the difference.
    ///
    /// - Throws: ``DesignError/badRecord(_:)`` for a length that the garment cannot have.
    mutating func take(_ measures: [GarmentMeasure: Double]) throws {
        for measure in GarmentMeasure.allCases {
            guard let wanted = measures[measure] else { continue }
            guard Self.lengths.contains(wanted) else {
                throw DesignError.badRecord(
                    "\(measure.nameWithArticle) of \(wanted) cm; expected \(Int(Self.lengths.lowerBound)) to \(Int(Self.lengths.upperBound)) cm"
                )
            }
            switch measure {
            case .sleeve:
                guard parts.contains(.bodice) else { continue }
                sleeve.length = wanted
            case .insideLeg:
                guard parts.contains(.legs) else { continue }
                hemHeight = crotchHeight + wanted
                try fit(.insideLeg, wanted)
            case .length:
                if formLength != nil {
                    formLength = wanted
                } else {
                    try fit(.length, wanted)
                }
            }
        }
    }

    /// Centimetres that a request can give.
    private static let lengths = 4.0...220.0

    /// Moves the hem until the drafted garment has the measure.
    private mutating func fit(_ measure: GarmentMeasure, _ wanted: Double) throws {
        for _ in 0..<6 {
            guard let found = GarmentDrafter.draft(self).centimetres(measure, self) else { return }
            hemHeight += wanted - found
            guard (12...240).contains(hemHeight), hemHeight > waistHeight - 18 else {
                throw DesignError.badRecord(
                    "\(measure.nameWithArticle) of \(wanted) cm is too short or too long for this garment")
            }
            if abs(wanted - found) < 1e-9 { return }
        }
    }
}

extension Garment {
    /// A measure of the drafted outlines in centimetres; nil where the garment does not have it.
    public func centimetres(_ measure: GarmentMeasure, _ parameters: GarmentParameters) -> Double? {
        switch measure {
        case .length: lowest(Self.lengthPanels).map { $0 - parameters.lengthStart }
        case .insideLeg:
            parameters.parts.contains(.legs)
                ? lowestInseam(parameters).map { $0 - parameters.crotchHeight } : nil
        case .sleeve: parameters.parts.contains(.bodice) ? parameters.sleeve.length : nil
        }
    }

    /// Panels that reach to the hem.
    private static let lengthPanels: Set<String> = [
        "bodice", "left front", "right front", "skirt", "leg", "hem band", "ruffle", "front", "poncho",
    ]

    private func lowest(_ names: Set<String>) -> Double? {
        panels.filter { names.contains($0.name) || $0.name.hasPrefix("tier ") }
            .compactMap { $0.outline.bounds?.maxY }.max()
    }

    /// Where the inner seam ends: at the hem's corner, or at the end of a band below it.
    private func lowestInseam(_ parameters: GarmentParameters) -> Double? {
        if parameters.has(.ankleRib), let band = lowest(["hem band"]) { return band }
        return parameters.hemHeight
    }
}

extension GarmentParameters {
    /// Height from which the length is measured: the neck point, or the upper edge of the waist.
    var lengthStart: Double {
        guard form == nil, !parts.contains(.bodice) else { return 0 }
        return has(.waistband) || has(.elasticWaist) ? waistHeight - Measure.waistband : waistHeight
    }
}
