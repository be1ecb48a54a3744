internal import Foundation

extension TrafficModel {
    /// The fields that drove a record's score, the strongest first.
    ///
    /// - Parameters:
    ///   - record: its place in the columns and scores.
    ///   - text: how the log spells a field of the record.
    func reasons(
        _ columns: RecordColumns, _ scores: Detector.Scores, _ record: Int, most: Int = 5,
        text: (Int) -> String?
    ) -> [Alert.Reason] {
        let numbers = reader.numbers.count
        let fields = numbers + reader.categories.count
        let weights = detector.parts.weights
        var reasons: [Alert.Reason] = []
        for index in 0..<fields {
            let byNetwork =
                isFarFromExpected(index, columns, scores, record) ? scores.fields[record * fields + index] : 0
            let byTable =
                index < numbers && weights[.tables] > 0 && isSeldomInTable(index, columns, record)
                ? scores.tables[record * numbers + index] : 0
            guard max(byNetwork, byTable) > 1 else { continue }
            let field = reader.field(index)
            let expected =
                byTable > byNetwork
                ? expectedByTable(index, columns, record) : expectedByNetwork(index, columns, scores, record)
            reasons.append(
                Alert.Reason(
                    field: field.name, title: field.title, observed: observed(index, columns, record, text),
                    expected: expected, surprise: Double(max(byNetwork, byTable))))
        }
        let kinds = Detector.Evidence.allCases.count
        let tuple = scores.evidence[record * kinds + Detector.Evidence.tuple.rawValue]
        if tuple > 1, weights[.tuple] > 0, !reader.categories.isEmpty {
            reasons.append(rarity(columns, record, Double(tuple)))
        }
        return Array(reasons.sorted { ($0.surprise, $1.field) > ($1.surprise, $0.field) }.prefix(most))
    }

    /// Whether what the network expects is something else: a field that it gets right can be surprising only by how
    /// right it always is.
    private func isFarFromExpected(
        _ index: Int, _ columns: RecordColumns, _ scores: Detector.Scores, _ record: Int
    ) -> Bool {
        let (network, encoder) = (detector.parts.network, detector.parts.encoder)
        let start = record * network.outputs
        if index < network.numbers {
            let (value, head) = (columns.numbers[index][record], scores.heads[start + index])
            if let observed = flag(value, of: index) {
                return observed != (encoder.scales[index].value(at: head) > 0.5)
            }
            return abs(encoder.scales[index].place(value) - head) > 0.5
        }
        let category = index - network.numbers
        let first = start + network.numbers + network.slots[..<category].reduce(0, +)
        let logits = scores.heads[first..<first + network.slots[category]]
        let slot = encoder.categories[category].slot(columns.categories[category][record])
        return logits.indices.max { logits[$0] < logits[$1] } != first + slot
    }

    /// The truth value of a flag; nil for other numbers and where it is missing.
    private func flag(_ value: Float, of number: Int) -> Bool? {
        reader.field(number).kind == .flag && value.isFinite ? value > 0.5 : nil
    }

    /// Whether a flag is the one that most records like it do not have; true for all other numbers.
    private func isSeldomInTable(_ index: Int, _ columns: RecordColumns, _ record: Int) -> Bool {
        let found = detector.parts.tables.finding(
            index, columns, record, detector.parts.encoder.categories)
        // Where nothing is known of the combination, the field is judged without it.
        if found.inGroup == 0 { return found.share < Self.seldom }
        return flag(columns.numbers[index][record], of: index) == nil || 2 * found.inBin < found.inGroup
    }

    private func observed(
        _ index: Int, _ columns: RecordColumns, _ record: Int, _ text: (Int) -> String?
    ) -> String {
        let numbers = reader.numbers.count
        let field = index < numbers ? reader.numbers[index].field : reader.categories[index - numbers].field
        if index < numbers, let flag = flag(columns.numbers[index][record], of: index) { return "\(flag)" }
        if let text = text(field) { return text }
        if index >= numbers {
            return reader.text(columns.categories[index - numbers][record], of: index - numbers)
        }
        let value = columns.numbers[index][record]
        return value.isNaN ? "none" : Self.words(reader.value(value, of: index), reader.field(index))
    }

    private func expectedByNetwork(
        _ index: Int, _ columns: RecordColumns, _ scores: Detector.Scores, _ record: Int
    ) -> String {
        let network = detector.parts.network
        let start = record * network.outputs
        if index < network.numbers {
            if let observed = flag(columns.numbers[index][record], of: index) {
                return expectedFlag(index, observed)
            }
            let place = detector.parts.encoder.scales[index].value(at: scores.heads[start + index])
            return "about " + Self.words(reader.value(place, of: index), reader.field(index))
        }
        let category = index - network.numbers
        let first = start + network.numbers + network.slots[..<category].reduce(0, +)
        let logits = scores.heads[first..<first + network.slots[category]]
        let best = logits.indices.max { logits[$0] < logits[$1] }.map { $0 - first } ?? 0
        let scale = detector.parts.encoder.categories[category]
        return best < 2 ? "a seldom value" : reader.text(scale.frequent[best - 2], of: category)
    }

    /// "false (true in 3 of 1,000 normal records)".
    private func expectedFlag(_ index: Int, _ observed: Bool) -> String {
        let encoder = detector.parts.encoder
        guard let share = distributions?.share(of: observed ? 1 : 0, number: index, encoder) else {
            return "\(!observed)"
        }
        let thousandths = Int((1000 * share).rounded())
        let many = thousandths > 0 ? "\(thousandths)" : share > 0 ? "fewer than 1" : "none"
        return "\(!observed) (\(observed) in \(many) of 1,000 normal records)"
    }

    private func expectedByTable(_ index: Int, _ columns: RecordColumns, _ record: Int) -> String {
        let found = detector.parts.tables.finding(
            index, columns, record, detector.parts.encoder.categories)
        let given = found.parent.map { " with the same \(reader.field($0).title)" } ?? ""
        let seen =
            found.inGroup > 0
            ? "in \(found.inBin) of \(found.inGroup) normal records\(given)"
            : "in \(FieldDrift.percent(found.share)) of normal records\(given)"
        if let observed = flag(columns.numbers[index][record], of: index) {
            return "\(!observed) (\(observed) \(seen))"
        }
        return found.inGroup == 0
            ? "something else (such a value \(seen))"
            : "as in \(found.inGroup - found.inBin) of \(found.inGroup) normal records\(given)"
    }

    /// A value that so many records with the same parent have is no reason.
    private static let seldom = 0.1

    private func rarity(_ columns: RecordColumns, _ record: Int, _ surprise: Double) -> Alert.Reason {
        let rarity = detector.parts.rarity
        let values = reader.categories.indices.map { reader.text(columns.categories[$0][record], of: $0) }
        let titles = reader.categories.indices.map { reader.field(reader.numbers.count + $0).title }
        let seen = rarity.count(TupleRarity.key(columns, record))
        return Alert.Reason(
            field: "combination", title: titles.joined(separator: ", "),
            observed: values.joined(separator: ", "),
            expected: seen == 0
                ? "never seen together" : "seen \(seen) times in \(rarity.trainingRecords) records",
            surprise: surprise)
    }

    /// A number as people write it, with its unit.
    static func words(_ value: Double, _ field: Field) -> String {
        let size = abs(value)
        let number: String
        if size >= 1e15 || (size > 0 && size < 1e-4) {
            number = String(format: "%.2e", value)
        } else if size >= 100 || value == value.rounded() {
            number = String(format: "%.0f", value)
        } else {
            number = String(format: "%.3g", value)
        }
        return field.unit.map { "\(number) \($0)" } ?? number
    }
}
