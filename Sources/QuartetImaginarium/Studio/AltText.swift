import QuartetImaging

extension DesignFile {
    /// The garments in a sentence: "A white shirt in cotton; black trousers in wool".
    func altText(_ catalogs: DesignCatalogs) -> String {
        let all = records.enumerated().map { index, record in
            let text = record.altText(catalogs)
            return index == 0 ? text : text.prefix(1).lowercased() + text.dropFirst()
        }
        return all.joined(separator: "; ")
    }
}

extension DesignRecord {
    /// The design in a sentence, for people who do not see it: "A navy blazer in wool with three gold buttons".
    func altText(_ catalogs: DesignCatalogs) -> String {
        let name = garment.name
        let isPlural = name.hasSuffix("s") && !name.hasSuffix("ss")
        var words = [groundName(catalogs)]
        if let pattern = patternWord(catalogs) { words.append(pattern) }
        words.append(name)
        let noun = words.joined(separator: " ")
        let article = isPlural ? "" : "aeiou".contains(noun.lowercased().first ?? "x") ? "an " : "a "
        var sentence = article + noun
        let material = materialName(catalogs)
        if !noun.contains(material) { sentence += " in " + material }
        let extras = buttonWords(catalogs) + partWords(catalogs)
        if !extras.isEmpty { sentence += " with " + Self.list(extras) }
        return sentence.prefix(1).uppercased() + sentence.dropFirst()
    }

    /// The word of the wish for the ground where the record still has its colour, else the nearest name.
    private func groundName(_ catalogs: DesignCatalogs) -> String {
        if let asked = request.colours.first(where: { $0.hex == colours.ground }), !asked.name.hasPrefix("#")
        {
            return asked.name
        }
        return name(of: colours.ground, catalogs)
    }

    private func name(of hex: String, _ catalogs: DesignCatalogs) -> String {
        if let asked = request.colours.first(where: { $0.hex == hex }), !asked.name.hasPrefix("#") {
            return asked.name
        }
        return Colour(hex: hex).flatMap { catalogs.colours.nearest(to: $0)?.name } ?? hex
    }

    /// "striped" and the like with the first motif's colour; nil for plain cloth and cloth named by its material.
    private func patternWord(_ catalogs: DesignCatalogs) -> String? {
        if let word = fabric.facts?.kind.word { return word }
        let pattern = fabric.pattern
        guard pattern != catalogs.fabrics.defaultPattern.id, pattern != materialName(catalogs),
            !garment.name.contains(pattern)
        else { return nil }
        return fabric.pattern == "check" ? "checked" : pattern
    }

    private func buttonWords(_ catalogs: DesignCatalogs) -> [String] {
        let count = GarmentDrafter.draft(garment).trims.filter(\.isButton).count
        guard count > 0 else { return [] }
        let colour = colours.parts["buttons"].map { name(of: $0, catalogs) + " " } ?? ""
        let numbers = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
        let number = count <= numbers.count ? numbers[count - 1] : "\(count)"
        return ["\(number) \(colour)button\(count == 1 ? "" : "s")"]
    }

    private func partWords(_ catalogs: DesignCatalogs) -> [String] {
        let articled: Set<String> = [
            "collar", "belt", "hood", "waistband", "yoke", "bow", "lining", "zip", "hem",
        ]
        return colours.parts.sorted { $0.key < $1.key }.filter { $0.key != "buttons" }.map { part, hex in
            let colour = name(of: hex, catalogs)
            let article = "aeiou".contains(colour.first ?? "x") ? "an " : "a "
            return (articled.contains(part) ? article : "") + colour + " " + part
        }
    }

    private static func list(_ words: [String]) -> String {
        guard words.count > 1, let last = words.last else { return words.first ?? "" }
        return words.dropLast().joined(separator: ", ") + " and " + last
    }
}

extension ClothFacts.Kind {
    /// The word for cloth that its pattern's name does not describe.
    fileprivate var word: String? {
        switch self {
        case .crumple, .spiral: "tie-dyed"
        case .ombre: "ombré"
        case .fairIsle: "Fair Isle"
        case .cable: "cable-knit"
        case .zebra: "zebra-striped"
        default: nil
        }
    }
}
