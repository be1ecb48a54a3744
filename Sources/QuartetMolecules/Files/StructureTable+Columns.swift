internal import Foundation
internal import QuartetFiles

extension StructureTable {
    /// The columns of all records of an SDF file in the order in which they first occur, by a pass over the file: a record
    /// may have some that those before it lack.
    ///
    /// - Returns: nil for a file of another form, whose columns every row has, and for what can be read only once.
    /// - Throws: as ``init(path:column:)`` does. Damage is left to the reading of the rows.
    public static func columnsOfAllRecords(path: String) throws -> [String]? {
        let type = try? FileManager.default.attributesOfItem(
            atPath: URL(filePath: path).resolvingSymlinksInPath().path)[.type]
        guard path != "-", type as? FileAttributeType == .typeRegular else { return nil }
        let table = try StructureTable(path: path)
        guard var cutter = table.records else { return nil }
        var names: [String] = []
        var seen: Set<String> = []
        while let record = try? cutter.next() {
            for name in record.itemNames where seen.insert(name).inserted { names.append(name) }
        }
        return names
    }
}
