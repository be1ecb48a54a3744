/// The measures of a garment in all sizes.
public struct SizeTable: Sendable {
    /// One point of measure.
    public struct Row: Sendable {
        /// 1 for the first; the number on the flat.
        public let number: Int
        public let point: SizeCatalog.Point
        public let distance: MeasuredDistance

        /// Centimetres in a size, to the millimetre.
        public func length(in size: LetterSize) -> Double {
            (point.graded(distance.length, to: size) * 10).rounded() / 10
        }
    }

    public let rows: [Row]

    /// Measures a flat.
    ///
    /// - Throws: ``StudioError/incomplete(_:missing:)`` for a distance that the catalog does not name.
    init(_ flat: DesignFlat, _ parameters: GarmentParameters, _ catalog: SizeCatalog) throws {
        let distances = GarmentMeasures(parameters: parameters, front: flat.front, back: flat.back)
            .distances()
        let unknown = distances.map(\.id).filter { id in !catalog.points.contains { $0.id == id } }
        guard unknown.isEmpty else {
            throw StudioError.incomplete(
                parameters.name, missing: unknown.map { "the point of measure \"\($0)\" in sizes.xml" })
        }
        rows = distances.enumerated().compactMap { index, distance in
            catalog.points.first { $0.id == distance.id }.map {
                Row(number: index + 1, point: $0, distance: distance)
            }
        }
    }
}
