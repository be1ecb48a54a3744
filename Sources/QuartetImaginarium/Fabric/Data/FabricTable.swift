import Foundation
internal import QuartetFiles
import QuartetImaging
import SwiftCSV

/// A CSV table of the fabric data with the pictures of the archive that it describes.
struct FabricTable {
    let path: String
    /// Rows as column → field; row n of the file (heading = 1) is `rows[n − 2]`.
    let rows: [[String: String]]

    /// Labels that are not a kind of cloth; their rows are skipped.
    static let skipped: Set<String> = ["graphic", "novelty", "colourblock", "none", "mesh", "leather"]

    /// Reads a table that has these columns.
    ///
    /// - Throws: ``FabricDataError``, also where two rows name the same `file`: a picture that counts twice would
    ///   weigh twice in training, and could stand on both sides of the validation split.
    init(contentsOf url: URL, columns: [String]) throws(FabricDataError) {
        path = url.path
        guard FileManager.default.fileExists(atPath: path) else { throw .missingFile(path: path) }
        let heading: [String]
        do {
            let text = try String(contentsOf: url, encoding: .utf8)
            let table = try CSV<Named>(string: text, delimiter: .comma, loadColumns: false)
            heading = table.header
            rows = table.rows
        } catch {
            throw .unreadable(path: path, expected: "a CSV table in UTF-8", reason: "\(error)")
        }
        for column in columns where !heading.contains(column) {
            throw .badRow(
                path: path, row: 1, column: column, found: heading.joined(separator: ","),
                expected: "a column \(column)")
        }
        if columns.contains("file") { try checkThatFilesDiffer() }
    }

    private func checkThatFilesDiffer() throws(FabricDataError) {
        var seen: Set<String> = []
        for row in rows.indices {
            let file = try field("file", row: row)
            guard seen.insert(file).inserted else {
                throw .badRow(
                    path: path, row: row + 2, column: "file", found: file,
                    expected: "a picture that no earlier row names")
            }
        }
    }

    /// One field; an empty one is an error.
    func field(_ column: String, row: Int) throws(FabricDataError) -> String {
        let text = rows[row][column] ?? ""
        guard !text.isEmpty else {
            throw .badRow(path: path, row: row + 2, column: column, found: "", expected: "a text")
        }
        return text
    }

    /// The class of a row's label; nil where the row is skipped.
    func fabric(row: Int) throws(FabricDataError) -> FabricClass? {
        let label = try field("pattern", row: row)
        if let fabric = FabricClass.of(label: label) { return fabric }
        guard Self.skipped.contains(label) else {
            throw .badRow(
                path: path, row: row + 2, column: "pattern", found: label,
                expected: "one of \(FabricClass.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return nil
    }
}

/// The members of an archive by name, read once.
struct FabricArchive: Sendable {
    let path: String
    private let members: [String: [UInt8]]

    init(contentsOf url: URL) throws(FabricDataError) {
        path = url.path
        guard FileManager.default.fileExists(atPath: path) else { throw .missingFile(path: path) }
        var members: [String: [UInt8]] = [:]
        do {
            let entries = try ArchiveReader(path, entryLimit: 16 << 20).entries()
            for entry in entries { members[entry.path] = entry.bytes }
        } catch {
            throw .unreadable(path: path, expected: "a tar archive", reason: "\(error)")
        }
        self.members = members
    }

    /// The bytes of a member; tables name members without a folder.
    func bytes(_ member: String) throws(FabricDataError) -> [UInt8] {
        guard let bytes = members[member] ?? members["./" + member] else {
            throw .missingMember(archive: path, member: member)
        }
        return bytes
    }

    /// A decoded picture of 1 to 4,096 pixels a side in the wanted format.
    func picture(_ member: String, as format: PixelImage.Format) throws(FabricDataError) -> FloatImage {
        let image: PixelImage
        do {
            image = try PixelImage(decoding: bytes(member), name: member, pixelLimit: 1 << 24)
        } catch let error as FabricDataError {
            throw error
        } catch {
            throw .badPicture(archive: path, member: member, reason: "\(error)")
        }
        guard image.width >= 8, image.height >= 8 else {
            throw .badPicture(
                archive: path, member: member,
                reason: "\(image.width) × \(image.height) pixels; expected at least 8 × 8")
        }
        // Alpha carries coverage: a transparent layer must not be flattened onto white.
        if image.format == format { return FloatImage(image) }
        return FloatImage(image.converted(to: format))
    }
}
