package import Foundation
import QuartetImaging

/// Outlines of real garments by class: `silhouettes-64.idx3-ubyte.gz`, whose n-th picture is row n of `silhouettes.csv`.
package struct RealSilhouettes: Sendable {
    /// By the label of the table, such as "T-Shirt".
    package let byLabel: [String: [Silhouette]]

    /// - Throws: ``FabricDataError`` or `ImagingError` with the file that is missing or wrong.
    package init(folder: URL) throws {
        let table = try FabricTable(contentsOf: folder.appending(path: "silhouettes.csv"), columns: ["label"])
        let path = folder.appending(path: "silhouettes-64.idx3-ubyte.gz").path
        guard FileManager.default.fileExists(atPath: path) else {
            throw FabricDataError.missingFile(path: path)
        }
        let file = try IDXFile(contentsOf: path)
        guard file.dimensions.count == 3, file.dimensions[0] == table.rows.count else {
            throw FabricDataError.unreadable(
                path: path, expected: "\(table.rows.count) pictures, one for each row of silhouettes.csv",
                reason: "its dimensions are \(file.dimensions.map(String.init).joined(separator: " x "))")
        }
        let (height, width) = (file.dimensions[1], file.dimensions[2])
        var byLabel: [String: [Silhouette]] = [:]
        for row in table.rows.indices {
            let values = file.bytes[row * width * height..<(row + 1) * width * height].map { Float($0) / 255 }
            let mask = FloatImage(width: width, height: height, channels: 1, values: values)
            guard let silhouette = Silhouette(mask: mask) else { continue }
            byLabel[try table.field("label", row: row), default: []].append(silhouette)
        }
        self.byLabel = byLabel
    }

    /// The mean overlap of a real outline with the nearest other one of its class; nil below two.
    package func overlapAmongReal(_ label: String) -> Double? {
        guard let all = byLabel[label], all.count > 1 else { return nil }
        let overlaps = all.indices.map { index in
            all[index].nearestOverlap(all.indices.filter { $0 != index }.map { all[$0] })
        }
        return overlaps.reduce(0, +) / Double(overlaps.count)
    }
}
