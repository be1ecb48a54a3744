internal import QuartetCatalogs
internal import QuartetFiles

/// In what designs of one garment may differ: values besides its usual ones, from the catalog's element `vary`.
public struct GarmentVariations: Sendable, Equatable {
    /// Values of single attributes.
    let styles: [StyleAttribute: [String]]
    /// Sleeves as a length with a shape.
    let sleeves: [(length: String, shape: String)]
    /// Details, of which a design may have one more; nil stands for no further detail.
    let details: [DetailKind?]

    private static let names: [(StyleAttribute, String)] = [
        (.length, "lengths"), (.neckline, "necklines"), (.collar, "collars"), (.fit, "fits"),
        (.skirtShape, "skirt-shapes"), (.legShape, "leg-shapes"), (.waistline, "waistlines"),
        (.closure, "closures"),
    ]

    init(_ entry: CatalogElement) throws {
        func list(_ name: String) -> [String] {
            (entry.attributes[name] ?? "").split(separator: " ").map(String.init)
        }
        var styles: [StyleAttribute: [String]] = [:]
        for (attribute, name) in Self.names { styles[attribute] = list(name) }
        self.styles = styles
        sleeves = try list("sleeves").map { pair in
            let parts = pair.split(separator: "+").map(String.init)
            guard (1...2).contains(parts.count) else {
                throw entry.mistake(
                    "sleeves=\"\(pair)\"", expected: "length or length+shape, as in long+bishop")
            }
            return (parts[0], parts.count == 2 ? parts[1] : "set-in")
        }
        details = try list("extras").map { name in
            if name == "none" { return nil }
            guard let kind = DetailKind(rawValue: name) else {
                throw entry.mistake("extras=\"\(name)\"", expected: "a detail's id, or none")
            }
            return kind
        }
    }

    public static func == (a: GarmentVariations, b: GarmentVariations) -> Bool {
        a.styles == b.styles && a.details == b.details
            && a.sleeves.map { [$0.length, $0.shape] } == b.sleeves.map { [$0.length, $0.shape] }
    }
}

extension DesignRequest {
    /// The request with another value where the garment's usual one is not wanted.
    func choosingAllowed(_ garment: GarmentTemplate) -> DesignRequest {
        var chosen = self
        for (attribute, avoided) in avoided?.styles ?? [:] where chosen.styles[attribute] == nil {
            guard let usual = garment.defaults[attribute], avoided.contains(usual) else { continue }
            let others = garment.variations.styles[attribute] ?? []
            chosen.styles[attribute] = (others + (Self.general[attribute] ?? [])).first { value in
                !avoided.contains(value) && garment.excluded[attribute]?.contains(value) != true
            }
        }
        return chosen
    }

    /// Values that most garments can have.
    private static let general: [StyleAttribute: [String]] = [
        .length: ["knee", "midi", "hip-length", "thigh-length", "mini", "long"],
        .sleeveLength: ["short", "three-quarter", "long", "none"], .sleeveShape: ["set-in"],
        .neckline: ["round", "v"], .collar: ["none", "shirt"], .fit: ["regular", "loose", "slim"],
        .skirtShape: ["a-line", "straight"], .legShape: ["straight-leg", "wide-leg"],
        .waistline: ["natural", "high"], .closure: ["none", "buttons"],
    ]
}

/// The number of a design within its call: the first has the catalog's usual cut, the others vary what the
/// prompt leaves open.
public struct DesignVariation: Sendable, Equatable {
    /// The call's seed.
    public let seed: UInt64
    /// 1 for the first design.
    public let number: Int

    public init(seed: UInt64, number: Int) { (self.seed, self.number) = (seed, number) }

    /// The request with open choices made; requested and excluded things stay as they are.
    func choices(for request: DesignRequest, _ garment: GarmentTemplate) -> DesignRequest {
        var chosen = request.choosingAllowed(garment)
        guard number > 1 else { return chosen }
        let request = chosen
        let avoided = request.avoided?.styles ?? [:]
        let vary = garment.variations
        let styles = request.styles
        let parts = Set(request.colours.compactMap(\.part))
        let isCollared = (styles[.collar] ?? garment.defaults[.collar] ?? "none") != "none"
        for attribute in StyleAttribute.allCases where styles[attribute] == nil && garment.has(attribute) {
            var options = vary.styles[attribute] ?? []
            switch attribute {
            case .neckline:
                // Collars and bows are cut for the usual neckline; bare shoulders have no sleeves.
                if isCollared || request.details.contains(.bow) { options = [] }
                if wantsSleeves(request, parts) { options.removeAll { Self.bare.contains($0) } }
            case .collar where parts.contains("collar") || parts.contains("lapels"): options = []
            case .skirtShape where request.details.contains(where: Self.needPlainSkirt.contains): options = []
            case .closure where parts.contains("buttons") || parts.contains("zip"): options = []
            default: break
            }
            options.removeAll { avoided[attribute]?.contains($0) == true }
            if let value = turn(garment.defaults[attribute], options, attribute.rawValue) {
                chosen.styles[attribute] = value
            }
        }
        chooseSleeves(request, parts, vary, garment, &chosen)
        let open = vary.details.filter { kind in
            kind.map {
                garment.canHave($0) && !request.absentDetails.contains($0) && !garment.details.contains($0)
            }
                ?? true
        }
        if let kind = turn(nil, open, "details").flatMap(\.self), !chosen.details.contains(kind) {
            chosen.details.append(kind)
        }
        return chosen
    }

    private static let bare: Set<String> = ["strapless", "straps", "halter", "off-shoulder", "sweetheart"]
    private static let needPlainSkirt: Set<DetailKind> = [.slit, .laceTrim, .ruched]

    private func wantsSleeves(_ request: DesignRequest, _ parts: Set<String>) -> Bool {
        (request.styles[.sleeveLength] ?? "none") != "none" || request.styles[.sleeveShape] != nil
            || !parts.isDisjoint(with: ["sleeves", "cuffs"])
            || request.details.contains { [.cuffs, .elbowPatches, .cuffStraps].contains($0) }
    }

    private func chooseSleeves(
        _ request: DesignRequest, _ parts: Set<String>, _ vary: GarmentVariations,
        _ garment: GarmentTemplate, _ chosen: inout DesignRequest
    ) {
        guard garment.has(.sleeveLength), request.styles[.sleeveShape] == nil else { return }
        let isOffShoulder = chosen.styles[.neckline] == "off-shoulder"
        if let neckline = chosen.styles[.neckline], Self.bare.contains(neckline), !isOffShoulder,
            request.styles[.neckline] == nil
        {
            chosen.styles[.sleeveLength] = "none"
            return
        }
        if let neckline = request.styles[.neckline], Self.bare.contains(neckline) { return }
        var options = vary.sleeves
        if let length = request.styles[.sleeveLength] { options.removeAll { $0.length != length } }
        if wantsSleeves(request, parts) || isOffShoulder { options.removeAll { $0.length == "none" } }
        let usual = (
            length: request.styles[.sleeveLength] ?? garment.defaults[.sleeveLength] ?? "short",
            shape: garment.defaults[.sleeveShape] ?? "set-in"
        )
        options.removeAll {
            $0 == usual || request.avoided?.styles[.sleeveLength]?.contains($0.length) == true
        }
        guard let sleeves = turn(usual, options, "sleeves") else { return }
        (chosen.styles[.sleeveLength], chosen.styles[.sleeveShape]) = (sleeves.length, sleeves.shape)
    }

    /// The usual value for the first design, then the others in an order given by the seed.
    private func turn<Value>(_ usual: Value?, _ others: [Value], _ label: String) -> Value? {
        guard !others.isEmpty else { return nil }
        var random = PhiloxGenerator(seed: seed, stream: "order of \(label)")
        var order = others.shuffled(using: &random)
        if let usual { order.insert(usual, at: 0) } else { order.insert(order.removeLast(), at: 0) }
        return order[(number - 1) % order.count]
    }
}
