internal import Foundation
internal import QuartetFiles

/// A pose as Vina writes it: an affinity, and places for the atoms of the ligand's file.
public struct VinaPose: Sendable, Codable, Equatable {
    /// In kcal/mol.
    public let affinity: Double
    /// x, y and z of each atom in the order of the ligand's file.
    public let coordinates: [Double]

    public init(affinity: Double, coordinates: [Double]) {
        (self.affinity, self.coordinates) = (affinity, coordinates)
    }

    /// The poses of an output file.
    ///
    /// - Throws: ``DockingError`` when a pose has no affinity or not the atoms of the ligand.
    static func all(in text: String, of ligand: LigandFile) throws(DockingError) -> [VinaPose] {
        var poses: [VinaPose] = []
        var affinity: Double?
        var coordinates: [Double] = []
        for line in text.split(whereSeparator: \.isNewline) {
            if line.hasPrefix("MODEL") {
                (affinity, coordinates) = (nil, [])
            } else if line.hasPrefix("REMARK VINA RESULT:") {
                affinity = line.split(whereSeparator: \.isWhitespace).dropFirst(3).first.flatMap {
                    Double($0)
                }
            } else if line.hasPrefix("ATOM") || line.hasPrefix("HETATM") {
                coordinates += self.coordinates(of: line)
            } else if line.hasPrefix("ENDMDL") {
                guard let affinity, affinity.isFinite, coordinates.count == 3 * ligand.atoms.count,
                    coordinates.allSatisfy(\.isFinite)
                else {
                    throw DockingError(.failed, "Vina wrote a pose without an affinity or without its atoms")
                }
                poses.append(VinaPose(affinity: affinity, coordinates: coordinates))
            }
        }
        guard !poses.isEmpty else { throw DockingError(.failed, "Vina wrote no pose") }
        return poses
    }

    private static func coordinates(of line: Substring) -> [Double] {
        let bytes = Array(line.utf8)
        guard bytes.count >= 54 else { return [] }
        return [30..<38, 38..<46, 46..<54].compactMap {
            Double(String(decoding: bytes[$0], as: UTF8.self).trimmingCharacters(in: .whitespaces))
        }
    }
}
