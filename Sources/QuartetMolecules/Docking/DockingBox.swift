internal import Foundation
internal import QuartetFiles
internal import QuartetReports

/// The part of space that a ligand is docked into, with edges along the axes, in ångström.
public struct DockingBox: Sendable, Equatable {
    public let center: Point
    public let size: Point

    public init(center: Point, size: Point) throws(DockingError) {
        guard center.isFinite, size.isFinite, min(size.x, size.y, size.z) > 0 else {
            throw DockingError("a box needs a centre and three edges longer than 0")
        }
        guard max(size.x, size.y, size.z) <= Self.longestEdge else {
            throw DockingError("the box has an edge of more than \(Int(Self.longestEdge)) Å: choose a pocket")
        }
        (self.center, self.size) = (center, size)
    }

    /// Grids of longer boxes take gigabytes.
    static let longestEdge = 126.0

    /// A box around a ligand, with a margin on all sides.
    public init(around positions: some Sequence<Point>, margin: Double = 5) throws(DockingError) {
        guard let (low, high) = Point.extent(of: positions) else {
            throw DockingError("a box around no atoms")
        }
        try self.init(
            center: Point((low.x + high.x) / 2, (low.y + high.y) / 2, (low.z + high.z) / 2),
            size: Point(
                high.x - low.x + 2 * margin, high.y - low.y + 2 * margin, high.z - low.z + 2 * margin))
    }

    private static let keys = ["center_x", "center_y", "center_z", "size_x", "size_y", "size_z"]

    /// Reads the box from a configuration file of Vina: `key = value` lines, of which other keys are left alone; `#`
    /// begins a comment.
    ///
    /// - Throws: ``DockingError`` with file and line, ``FileError``.
    public init(contentsOf path: String) throws {
        var values: [String: Double] = [:]
        let bytes = try FileKind.content(
            of: path, limit: 1 << 20, accepting: [],
            expected: "a box, as `quartet molecules box` writes it")
        let text = try FileBytes.text(of: bytes, name: path)
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            .enumerated()
        {
            let content = line.prefix { $0 != "#" }.trimmingCharacters(in: .whitespaces)
            if content.isEmpty { continue }
            let parts = content.split(separator: "=", maxSplits: 1).map {
                $0.trimmingCharacters(in: .whitespaces)
            }
            guard parts.count == 2 else {
                throw DockingError(
                    "\(path): line \(index + 1) is not 'key = value': \(DockingError.shown(content))")
            }
            guard Self.keys.contains(parts[0]) else { continue }
            guard let value = Double(parts[1]), value.isFinite else {
                throw DockingError(
                    "\(path): line \(index + 1): '\(DockingError.shown(parts[1]))' is not a number")
            }
            values[parts[0]] = value
        }
        let missing = Self.keys.filter { values[$0] == nil }
        guard missing.isEmpty else {
            throw DockingError("\(path): no \(missing.joined(separator: ", ")) in this box file")
        }
        let all = Self.keys.map { values[$0] ?? 0 }
        try self.init(center: Point(all[0], all[1], all[2]), size: Point(all[3], all[4], all[5]))
    }

    public func contains(_ point: Point) -> Bool {
        abs(point.x - center.x) <= size.x / 2 && abs(point.y - center.y) <= size.y / 2
            && abs(point.z - center.z) <= size.z / 2
    }

    /// The box as a configuration file of Vina.
    public var configuration: String {
        zip(Self.keys, [center.x, center.y, center.z, size.x, size.y, size.z])
            .map { "\($0) = \($1.text(3))\n" }.joined()
    }
}
