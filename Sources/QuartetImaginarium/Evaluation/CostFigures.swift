internal import Foundation
internal import QuartetEngine

/// What designs cost: time and memory.
struct CostFigures {
    let catalogs: DesignCatalogs
    let source: any FabricSource
    let isQuick: Bool

    func section() throws -> EvaluationSection {
        let folder = FileManager.default.temporaryDirectory.appending(path: "quartet-\(UUID().uuidString)")
            .path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let studio = try DesignStudio(catalogs: catalogs, source: source)
        let clock = ContinuousClock()
        // The first call loads the network and the fonts.
        _ = try studio.design("a blue floral dress", count: 1, seed: 1, folder: folder)
        var first: Duration?
        let start = clock.now
        let result = try studio.design(
            "a blue floral dress", count: 4, seed: 2, folder: folder,
            progress: {
                if case .finished = $0, first == nil { first = clock.now - start }
            })
        let four = clock.now - start
        let flats = try clock.measure {
            for design in result.designs { _ = try DesignFlat.write(record: design.record, to: folder) }
        }
        let count = isQuick ? 10 : min(100, DesignStudio.countLimit)
        var (atFour, peak) = (0.0, 0.0)
        _ = try studio.design(
            "a blue floral dress", count: count, seed: 3, folder: folder,
            progress: {
                guard case .finished(let design) = $0 else { return }
                let now = Self.residentMegabytes
                if design.number == 4 { atFour = now }
                if design.number >= 4 { peak = max(peak, now) }
            })
        // A call's designs may be fewer than a hundred.
        let growth = (peak - atFour) / Double(count - 4) * 96
        return EvaluationSection(
            title: "Cost",
            conditions:
                "A floral dress, \(Machine.threads) threads. Memory: the growth from the fourth to the \(count)th design of a "
                + "call, as for one hundred.",
            figures: [
                EvaluationFigure(
                    "four designs with PNG, SVG, swatch, JSON", .seconds, atMost: 3.5,
                    values: [Self.seconds(four)]),
                EvaluationFigure(
                    "first picture", .seconds, atMost: 1.2, values: [first.map(Self.seconds)]),
                EvaluationFigure(
                    "flat as PDF and SVG, each", .seconds, atMost: 0.5,
                    values: [Self.seconds(flats) / Double(result.designs.count)]),
                EvaluationFigure(
                    "memory at 100 designs above that at 4", .megabytes, atMost: 16, values: [growth]),
            ])
    }

    private static func seconds(_ duration: Duration) -> Double {
        Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
    }

    /// Memory of this process that is in RAM (proc(5), statm).
    private static var residentMegabytes: Double {
        let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
        let pages = text.split(separator: " ").dropFirst().first.flatMap { Double($0) } ?? 0
        return pages * Double(sysconf(Int32(_SC_PAGESIZE))) / 1e6
    }
}
