internal import Foundation
import QuartetImaging

/// Trims counted from the drawing of both sides.
struct TrimCount {
    let bill: BillOfMaterials

    private var trims: [Trim] { bill.flat.front.trims + bill.flat.back.trims }
    private var record: DesignRecord { bill.record }

    func lines() -> [BillLine] {
        buttons() + zips() + elastic() + cords() + hardware() + lace() + labels()
    }

    private func line(_ item: String, _ detail: String, _ part: String, _ quantity: String, _ place: String)
        -> BillLine
    {
        let hex = record.colours.parts[part] ?? record.colours.ground
        return BillLine(item: item, detail: detail, colour: bill.named(hex), quantity: quantity, place: place)
    }

    /// Buttons by size: a line is 0.635 mm, and sizes are even.
    private func buttons() -> [BillLine] {
        var counts: [Int: Int] = [:]
        for case .button(_, let radius, _) in trims {
            counts[Int((radius * 20 / 0.635 / 2).rounded()) * 2, default: 0] += 1
        }
        return counts.sorted { $0.key < $1.key }.map { size, count in
            line(
                "Button", String(format: "four holes, %dL (%.1f mm)", size, Double(size) * 0.635), "buttons",
                "\(count) + 1 spare", "as drawn")
        }
    }

    private func zips() -> [BillLine] {
        trims.compactMap { trim in
            guard case .zip(let path, let width) = trim else { return nil }
            let length = Int(path.length.rounded())
            let opens = record.garment.closure.kind == .zip && width > 1
            return line(
                "Zip",
                width < 1 ? "invisible, \(length) cm" : "\(opens ? "open-ended" : "closed"), \(length) cm",
                "zip",
                "1", width < 1 ? "centre back" : "centre front")
        }
    }

    private func elastic() -> [BillLine] {
        let bands = (bill.flat.front.panels + bill.flat.back.panels).filter { $0.name == "elastic waist" }
        guard !bands.isEmpty else { return [] }
        // Cut a tenth shorter than the waist that it gathers.
        let length = bands.compactMap { $0.outline.bounds?.width }.reduce(0, +) * 0.9
        return [
            BillLine(
                item: "Elastic", detail: String(format: "%.0f mm wide", Measure.waistband * 10 - 5),
                colour: "white",
                quantity: String(format: "%.2f m", length / 100), place: "waist")
        ]
    }

    /// What shows of a cord, and what lies in the tunnel: twice the waist, or the edge of a hood.
    private func cords() -> [BillLine] {
        let cords = trims.compactMap { trim -> Double? in
            if case .cord(let path, _) = trim { path.length } else { nil }
        }
        guard !cords.isEmpty else { return [] }
        let isHood = record.garment.collar.shape == .hood
        let tunnel = isHood ? 3 * record.garment.collar.size : 4 * WaistBlock(record.garment).halfWidth
        return [
            line(
                "Cord", "cotton, braided, 6 mm", "drawstring",
                String(format: "%.2f m", (cords.reduce(0, +) + tunnel) / 100), isHood ? "hood" : "waist"),
            BillLine(
                item: "Eyelet", detail: "metal, 8 mm", colour: "nickel", quantity: "\(cords.count)",
                place: isHood ? "hood" : "waist"),
        ]
    }

    private func hardware() -> [BillLine] {
        var (rivets, buckles) = (0, 0)
        for trim in trims {
            switch trim {
            case .rivet: rivets += 1
            case .buckle: buckles += 1
            default: break
            }
        }
        var lines: [BillLine] = []
        if rivets > 0 {
            lines.append(
                BillLine(
                    item: "Rivet", detail: "metal, 8.4 mm", colour: "copper", quantity: "\(rivets)",
                    place: "pockets"))
        }
        if buckles > 0 {
            lines.append(
                BillLine(
                    item: "Buckle", detail: "metal, 38 mm", colour: "brass", quantity: "\(buckles)",
                    place: "belt"))
        }
        return lines
    }

    private func lace() -> [BillLine] {
        guard let trim = bill.flat.front.panels.first(where: { $0.name == "lace trim" }),
            let width = trim.outline.bounds?.width
        else { return [] }
        return [
            line(
                "Lace", "scalloped, 50 mm", "lace trim", String(format: "%.2f m", 2 * width * 1.05 / 100),
                "hem")
        ]
    }

    private func labels() -> [BillLine] {
        let atNeck = record.garment.parts.contains(.bodice)
        return [
            ("Label, main", "woven, 32 × 16 mm", atNeck ? "centre back neck" : "centre back waist"),
            ("Label, size", "woven", atNeck ? "below the main label" : "beside the main label"),
            ("Label, care", "satin, printed, symbols of ISO 3758", "left side seam"),
        ].map { BillLine(item: $0, detail: $1, colour: "white", quantity: "1", place: $2) }
    }
}
