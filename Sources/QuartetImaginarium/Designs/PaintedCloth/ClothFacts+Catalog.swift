import QuartetCatalogs

extension ClothFacts {
    /// Reads `<cloth>`; weaves are named as they are in `<weaves>`.
    ///
    /// Throws ``CatalogError`` for text that is not a number, for unknown weaves, and for facts that cannot be painted.
    init(_ entry: CatalogElement, weaves: [String: [String]]) throws {
        self.init(try entry.choice("kind"))
        runs = try Self.runs("runs", in: entry)
        if entry.attributes["weft"] != nil { weft = try Self.runs("weft", in: entry) }
        if entry.attributes["mirrored"] == "true" {
            runs = Self.mirrored(runs)
            weft = weft.map(Self.mirrored)
        }
        threads = try entry.number("threads", default: 1)
        size = try entry.number("size", default: 1)
        spacing = try entry.number("spacing", default: 1)
        irregularity = try entry.number("irregularity", default: irregularity)
        if let name = entry.attributes["weave"] {
            guard let rows = weaves[name] else {
                throw entry.mistake(
                    "weave=\"\(name)\"", expected: "one of: " + weaves.keys.sorted().joined(separator: ", "))
            }
            weave = rows
        }
        if entry.attributes["figure"] != nil { figure = try entry.choice("figure") }
        chart = entry.text.split(separator: " ").map(String.init)
        do {
            try check()
        } catch DesignError.badRecord(let reason) {
            throw entry.mistake(reason, expected: "facts that can be painted")
        }
    }

    /// "0 2.4, 1 0.8": pairs of a colour and a width.
    private static func runs(_ attribute: String, in entry: CatalogElement) throws -> [Run] {
        try entry.list(attribute).map { pair in
            let parts = pair.split(separator: " ")
            guard parts.count == 2, let ink = Int(parts[0]), let width = Double(parts[1]), width.isFinite
            else {
                throw entry.mistake("\"\(pair)\" in \(attribute)", expected: "a colour and a width: 0 2.4")
            }
            return Run(ink, width)
        }
    }

    /// A half sett and its mirror image; the threads at both pivots are not repeated.
    private static func mirrored(_ runs: [Run]) -> [Run] {
        runs.count < 3 ? runs : runs + runs[1..<runs.count - 1].reversed()
    }
}
