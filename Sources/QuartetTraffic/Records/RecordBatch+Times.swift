extension RecordBatch {
    /// When each record began, in seconds since 1970; nil for a log without times, even if its format has a field for
    /// them.
    package var times: [Double]? {
        guard let field = schema.field(.start) else { return nil }
        let times = (0..<count).map { number(field, of: $0) }
        return times.contains(where: \.isFinite) ? times : nil
    }

    /// Nil for a log without times, or without any length. Measured between the first and the last percentile of the times,
    /// so that a few records of a broken clock do not count.
    var recordsPerDay: Double? {
        guard let known = times?.filter(\.isFinite).sorted(), known.count > 1 else { return nil }
        let first = known.count / 100
        let last = known.count - 1 - first
        let days = (known[last] - known[first]) / 86_400
        return days > 0 && days.isFinite ? Double(last - first) / days : nil
    }

    /// The median time of the records; nil when none has a time.
    var middleTime: Double? {
        guard let field = schema.field(.start) else { return nil }
        let known = (0..<count).map { number(field, of: $0) }.filter(\.isFinite).sorted()
        return known.isEmpty ? nil : known[known.count / 2]
    }
}
