package import Foundation
internal import QuartetEngine
internal import QuartetFiles
package import QuartetImaging

/// Photographs of real cloth with their pattern, 96 pixels a side, for a classifier that knows nothing of the generator.
///
/// They are the patches cut from garments (`fabric-patches`) and the striped and checked close-ups; the other close-ups
/// show less than one repeat. Close-ups and patches of one garment are never on both sides of the split.
package struct PatternPatches: Sendable {
    package struct Patch: Sendable {
        package let pattern: FabricClass
        /// The garment or cloth that it shows.
        package let group: String
        /// RGB, 96 x 96.
        package let picture: PixelImage
        /// Whether the training of the generator left it out.
        package let isUnseenByGenerator: Bool
    }

    package static let side = 96

    /// About four fifths of each pattern's garments.
    package let training: [Patch]
    /// The patches of the other garments; with all that the generator's training left out.
    package let unseen: [Patch]

    /// - Throws: ``FabricDataError`` with the file, row or member that is missing or wrong.
    package init(folder: URL) throws(FabricDataError) {
        let patches =
            try Self.patches(in: folder, table: "fabric-patches.csv", archive: "fabric-patches-96.tar", nil)
            + Self.patches(
                in: folder, table: "fabric-closeups.csv", archive: "fabric-closeups-256.tar",
                [.striped, .check])
        let unseen = Self.unseenGroups(of: patches)
        training = patches.filter { !unseen.contains($0.group) }
        self.unseen = patches.filter { unseen.contains($0.group) }
        guard !training.isEmpty else { throw .noExamples(path: folder.path) }
    }

    /// The patterns with at least `training` patches to learn from and `unseen` others, among those of a list.
    package func known(_ patterns: [FabricClass], training least: Int = 20, unseen few: Int = 4)
        -> [FabricClass]
    {
        patterns.filter { pattern in
            training.count { $0.pattern == pattern } >= least && unseen.count { $0.pattern == pattern } >= few
        }
    }

    /// A fifth of the garments of each pattern: those that the generator's training left out first, then others in an order
    /// that depends on their names alone.
    private static func unseenGroups(of patches: [Patch]) -> Set<String> {
        var unseen: Set<String> = []
        for (_, group) in Dictionary(grouping: patches, by: \.pattern) {
            let names = Set(group.map(\.group)).sorted {
                let (first, second) = (
                    FabricPhotograph.isForValidation(group: $0), FabricPhotograph.isForValidation(group: $1)
                )
                if first != second { return first }
                let (a, b) = (Fingerprint($0).value.mixed, Fingerprint($1).value.mixed)
                return a == b ? $0 < $1 : a < b
            }
            let heldBack = names.count { FabricPhotograph.isForValidation(group: $0) }
            unseen.formUnion(names.prefix(max(names.count / 5, heldBack)))
        }
        return unseen
    }

    private static func patches(
        in folder: URL, table: String, archive: String, _ wanted: Set<FabricClass>?
    ) throws(FabricDataError) -> [Patch] {
        let table = try FabricTable(contentsOf: folder.appending(path: table), columns: ["file", "pattern"])
        let archive = try FabricArchive(contentsOf: folder.appending(path: archive))
        var rows: [(member: String, pattern: FabricClass, group: String)] = []
        for row in table.rows.indices {
            guard let pattern = try table.fabric(row: row).map(merged), wanted?.contains(pattern) != false
            else { continue }
            let file = try table.field("file", row: row)
            rows.append((file, pattern, table.rows[row]["garment"] ?? closeUpGroup(file)))
        }
        let items = rows
        return try parallelMap(items.count) { index throws(FabricDataError) -> Patch in
            let (member, pattern, group) = items[index]
            var picture = try archive.picture(member, as: .rgb)
            if picture.width != side || picture.height != side {
                picture = picture.resized(width: side, height: side, filter: .area)
            }
            return Patch(
                pattern: pattern, group: group, picture: picture.pixelImage(),
                isUnseenByGenerator: FabricPhotograph.isForValidation(group: group))
        }
    }

    /// Tartans and ginghams are few, and checks to most people.
    private static func merged(_ pattern: FabricClass) -> FabricClass {
        [.tartan, .gingham, .houndstooth].contains(pattern) ? .check : pattern
    }

    /// Eight shots of each cloth follow one another: checkered_00001 to checkered_00008 and so on.
    private static func closeUpGroup(_ file: String) -> String {
        let number = Int(file.filter(\.isNumber)) ?? 0
        return "\(file.prefix { !$0.isNumber })\((max(number, 1) - 1) / 8)"
    }
}
