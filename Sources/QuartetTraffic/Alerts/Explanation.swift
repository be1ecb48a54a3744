internal import Foundation

/// Why a record was flagged: the fields that drove its score.
struct Explanation {
    let model: TrafficModel
    let columns: RecordColumns
    let breakdown: ScoreBreakdown
    /// The record's place in the columns and in the breakdown.
    let record: Int
    /// How the log spells the record's fields.
    let texts: [String?]

    private var reader: ColumnReader { model.reader }
    private var parts: Detector.Parts { model.detector.parts }
    private var surprises: ScoreBreakdown.Record { breakdown[record] }

    private func number(_ index: Int) -> Float { columns.numbers[index][record] }
    private func key(_ category: Int) -> UInt64 { columns.categories[category][record] }

    /// The reasons, the strongest first.
    func reasons(most: Int = 5) -> [Alert.Reason] {
        let numbers = reader.numbers.count
        var reasons: [Alert.Reason] = []
        for index in 0..<numbers + reader.categories.count {
            let byNetwork = isFarFromExpected(index) ? surprises.surprise(ofField: index) : 0
            let byTable =
                index < numbers && parts.weights[.tables] > 0 && isSeldomInTable(index)
                ? surprises.surprise(ofNumberInTables: index) : 0
            guard max(byNetwork, byTable) > 1 else { continue }
            let field = reader.field(index)
            reasons.append(
                Alert.Reason(
                    field: field.name, title: field.title, observed: observed(index),
                    expected: byTable > byNetwork ? expectedByTable(index) : expectedByNetwork(index),
                    surprise: Double(max(byNetwork, byTable))))
        }
        let tuple = surprises.surprise(of: .tuple)
        if tuple > 1, parts.weights[.tuple] > 0, !reader.categories.isEmpty {
            reasons.append(rarity(Double(tuple)))
        }
        return Array(reasons.sorted { ($0.surprise, $1.field) > ($1.surprise, $0.field) }.prefix(most))
    }

    /// The truth value of a flag; nil for other fields and missing values.
    private func flag(_ index: Int) -> Bool? {
        reader.field(index).kind == .flag && number(index).isFinite ? number(index) > 0.5 : nil
    }

    private func observed(_ index: Int) -> String {
        let numbers = reader.numbers.count
        if index >= numbers {
            let category = index - numbers
            return texts[reader.categories[category].field] ?? reader.text(key(category), of: category)
        }
        if let flag = flag(index) { return "\(flag)" }
        if let text = texts[reader.numbers[index].field] { return text }
        let value = number(index)
        return value.isNaN ? "none" : reader.field(index).text(reader.value(value, of: index))
    }

    // MARK: By the network

    /// Whether the network expects another value. A field that it predicts correctly can still have a surprise, where
    /// its predictions are usually even better.
    private func isFarFromExpected(_ index: Int) -> Bool {
        if index < reader.numbers.count {
            let (scale, expected) = (
                parts.encoder.scales[index], surprises.expectedPlace(ofNumber: index)
            )
            if let observed = flag(index) { return observed != (scale.value(at: expected) > 0.5) }
            return abs(scale.place(number(index)) - expected) > 0.5
        }
        let category = index - reader.numbers.count
        return surprises.expectedSlot(ofCategory: category)
            != parts.encoder.categories[category].slot(key(category))
    }

    private func expectedByNetwork(_ index: Int) -> String {
        if index < reader.numbers.count {
            if let observed = flag(index) { return expectedFlag(index, observed) }
            let place = surprises.expectedPlace(ofNumber: index)
            let value = parts.encoder.scales[index].value(at: place)
            return "about " + reader.field(index).text(reader.value(value, of: index))
        }
        let category = index - reader.numbers.count
        let slot = surprises.expectedSlot(ofCategory: category)
        guard let key = parts.encoder.categories[category].key(ofSlot: slot) else { return "a rare value" }
        return reader.text(key, of: category)
    }

    /// "false (true in 3 of 1,000 normal records)".
    private func expectedFlag(_ index: Int, _ observed: Bool) -> String {
        guard
            let share = model.distributions?.share(
                of: observed ? 1 : 0, number: index, parts.encoder)
        else { return "\(!observed)" }
        let thousandths = Int((1000 * share).rounded())
        let many = thousandths > 0 ? "\(thousandths)" : share > 0 ? "fewer than 1" : "none"
        return "\(!observed) (\(observed) in \(many) of 1,000 normal records)"
    }

    // MARK: By the tables

    /// A value is not a reason if a larger share of the records with the same parent has it.
    private static let seldom = 0.1

    private func counted(_ index: Int) -> ConditionalTables.Finding {
        parts.tables.finding(index, columns, record, parts.encoder.categories)
    }

    /// Whether a flag has the rarer value among similar records; true for all other numbers.
    private func isSeldomInTable(_ index: Int) -> Bool {
        let found = counted(index)
        // If the combination was never seen, the field is judged without it.
        if found.inGroup == 0 { return found.share < Self.seldom }
        return flag(index) == nil || 2 * found.inBin < found.inGroup
    }

    private func expectedByTable(_ index: Int) -> String {
        let found = counted(index)
        let given = found.parent.map { " with the same \(reader.field($0).title)" } ?? ""
        let seen =
            found.inGroup > 0
            ? "in \(found.inBin) of \(found.inGroup) normal records\(given)"
            : "in \(FieldDrift.percent(found.share)) of normal records\(given)"
        if let observed = flag(index) { return "\(!observed) (\(observed) \(seen))" }
        return found.inGroup == 0
            ? "another value (this one \(seen))"
            : "as in \(found.inGroup - found.inBin) of \(found.inGroup) normal records\(given)"
    }

    // MARK: By the combination

    private func rarity(_ surprise: Double) -> Alert.Reason {
        let rarity = parts.rarity
        let values = reader.categories.indices.map { reader.text(key($0), of: $0) }
        let titles = reader.categories.indices.map { reader.field(reader.numbers.count + $0).title }
        let seen = rarity.count(TupleRarity.key(columns, record))
        return Alert.Reason(
            field: "combination", title: "combination of \(titles.joined(separator: ", "))",
            observed: values.joined(separator: ", "),
            expected: seen == 0
                ? "a combination from the training data; this one was never seen in training"
                : "a more frequent combination; this one was seen \(seen == 1 ? "once" : "\(seen) times") in \(rarity.trainingRecords) records",
            surprise: surprise)
    }
}
