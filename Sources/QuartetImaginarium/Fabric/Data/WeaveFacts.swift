import Foundation
internal import QuartetFiles

/// Weaves and colour-and-weave effects: which yarn lies on top where warp and weft cross, and the order of dark and
/// light yarns.
struct WeaveFacts: Sendable {
    /// One repeat of a weave: `true` where the warp end lies on top; rows are picks, columns are ends.
    struct Weave: Sendable {
        let name: String
        let ends: Int
        let picks: Int
        let warpOnTop: [Bool]

        /// Whether the warp is on top where `end` crosses `pick`; both repeat and must not be negative.
        func isWarpOnTop(end: Int, pick: Int) -> Bool { warpOnTop[(pick % picks) * ends + end % ends] }
    }

    /// Grey level of each yarn of one colour repeat: D dark ground 0, A accent ½, L light figure 1.
    struct ColourEffect: Sendable {
        let name: String
        let weave: Weave
        let warp: [Float]
        let weft: [Float]
    }

    let weaves: [Weave]
    let effects: [ColourEffect]

    func weave(_ name: String) -> Weave? { weaves.first { $0.name == name } }
    func effect(_ name: String) -> ColourEffect? { effects.first { $0.name == name } }

    /// Reads `weaves.json`.
    init(contentsOf url: URL) throws(FabricDataError) {
        let file: File = try decodeJSON(File.self, at: url, expected: "weaves with drawdowns")
        var weaves: [Weave] = []
        for entry in file.weaves {
            let ends = entry.drawdown.first?.count ?? 0
            let valid = ends > 0 && ends <= 256 && entry.drawdown.count <= 256
            guard valid,
                entry.drawdown.allSatisfy({ $0.count == ends && $0.allSatisfy { "01".contains($0) } })
            else {
                throw .badEntry(
                    path: url.path, entry: "weave \(entry.name)", found: "\(entry.drawdown)",
                    expected: "1 to 256 drawdown rows of equal length, of 0 and 1")
            }
            weaves.append(
                Weave(
                    name: entry.name, ends: ends, picks: entry.drawdown.count,
                    warpOnTop: entry.drawdown.flatMap { $0.map { $0 == "1" } }))
        }
        var effects: [ColourEffect] = []
        for entry in file.colourAndWeave {
            guard let weave = weaves.first(where: { $0.name == entry.weave }) else {
                throw .badEntry(
                    path: url.path, entry: "effect \(entry.name)", found: "weave \(entry.weave)",
                    expected: "one of \(weaves.map(\.name).joined(separator: ", "))")
            }
            var yarns: [[Float]] = []
            for runs in [entry.warp, entry.weft] {
                var levels: [Float] = []
                for run in runs {
                    guard let level = ["D": Float(0), "A": 0.5, "L": 1][run.colour],
                        (1...1024).contains(run.count)
                    else {
                        throw .badEntry(
                            path: url.path, entry: "effect \(entry.name)",
                            found: "\(run.colour) × \(run.count)",
                            expected: "D, A or L and 1 to 1024 yarns")
                    }
                    levels += Array(repeating: level, count: run.count)
                }
                guard !levels.isEmpty else {
                    throw .badEntry(
                        path: url.path, entry: "effect \(entry.name)", found: "no yarns",
                        expected: "at least one run")
                }
                yarns.append(levels)
            }
            effects.append(ColourEffect(name: entry.name, weave: weave, warp: yarns[0], weft: yarns[1]))
        }
        self.weaves = weaves
        self.effects = effects
    }

    private struct File: Decodable {
        let weaves: [Entry]
        let colourAndWeave: [EffectEntry]

        struct Entry: Decodable {
            let name: String
            let drawdown: [String]
        }

        struct EffectEntry: Decodable {
            let name: String
            let weave: String
            let warp: [Run]
            let weft: [Run]
        }

        /// A colour letter and a number of yarns, written as a pair.
        struct Run: Decodable {
            let colour: String
            let count: Int

            init(from decoder: any Decoder) throws {
                var pair = try decoder.unkeyedContainer()
                colour = try pair.decode(String.self)
                count = try pair.decode(Int.self)
            }
        }

        enum CodingKeys: String, CodingKey {
            case weaves
            case colourAndWeave = "colour_and_weave"
        }
    }
}

/// Decodes a JSON file; errors name the file.
func decodeJSON<Value: Decodable>(
    _ type: Value.Type, at url: URL, expected: String
) throws(FabricDataError) -> Value {
    guard FileManager.default.fileExists(atPath: url.path) else { throw .missingFile(path: url.path) }
    do {
        return try JSONDecoder().decode(type, from: Data(contentsOf: url))
    } catch {
        throw .unreadable(path: url.path, expected: expected, reason: DecodingError.reason(of: error))
    }
}
