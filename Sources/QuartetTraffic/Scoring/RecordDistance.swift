/// How different two records are, on the scales of a detector:
///
///     d(a, b) = categories that differ + Σ_numbers |place(a) - place(b)|
///
/// Places are those on the number's scale, on which normal records have variance 1. A number that is missing in one of the
/// two adds 1. Two different numbers at the same place, such as beyond the training range, add their difference (for counts
/// and durations that of their logarithms), at most 2.
struct RecordDistance: Sendable {
    private let reader: ColumnReader
    private let encoder: RecordEncoder

    /// A record on the scales.
    struct Position: Sendable, Equatable {
        var values: [Float]
        var places: [Float]
        var keys: [UInt64]
    }

    init(_ model: TrafficModel) {
        (reader, encoder) = (model.reader, model.detector.parts.encoder)
    }

    func position(_ columns: RecordColumns, _ record: Int) -> Position {
        let values = columns.numbers.map { $0[record] }
        return Position(
            values: values, places: values.indices.map { encoder.scales[$0].place(values[$0]) },
            keys: columns.categories.map { $0[record] })
    }

    /// - Returns: the distance, or any number of at least `limit`.
    func distance(_ one: Position, _ other: Position, limit: Float = .infinity) -> Float {
        var sum: Float = 0
        for index in one.keys.indices where one.keys[index] != other.keys[index] { sum += 1 }
        for index in one.values.indices {
            if sum >= limit { break }
            sum += Self.difference(one, other, index)
        }
        return sum
    }

    private static func difference(_ one: Position, _ other: Position, _ index: Int) -> Float {
        let (a, b) = (one.values[index], other.values[index])
        if a == b || (a.isNaN && b.isNaN) { return 0 }
        if a.isNaN || b.isNaN { return 1 }
        let places = abs(one.places[index] - other.places[index])
        // Differences of infinities are NaN, which is not smaller than 2 either.
        return places > 0 ? places : abs(a - b) < 2 ? abs(a - b) : 2
    }

    /// The fields in which the records differ most, as "title (the other's value)".
    func differences(_ one: Position, _ other: Position, most: Int = 4) -> [String] {
        var fields: [(size: Float, description: String)] = []
        for index in one.values.indices {
            let size = Self.difference(one, other, index)
            if size >= 0.25 { fields.append((size, description(index, other))) }
        }
        for (index, key) in one.keys.enumerated() where key != other.keys[index] {
            fields.append((1, description(one.values.count + index, other)))
        }
        return fields.enumerated().sorted { ($0.element.size, $1.offset) > ($1.element.size, $0.offset) }
            .prefix(most).map(\.element.description)
    }

    private func description(_ index: Int, _ position: Position) -> String {
        let field = reader.field(index)
        let numbers = position.values.count
        if index >= numbers {
            return "\(field.title) (\(reader.text(position.keys[index - numbers], of: index - numbers)))"
        }
        let value = position.values[index]
        let text =
            value.isNaN
            ? "none"
            : field.kind == .flag
                ? "\(value > 0.5)" : field.text(reader.value(value, of: index))
        return "\(field.title) (\(text))"
    }
}
