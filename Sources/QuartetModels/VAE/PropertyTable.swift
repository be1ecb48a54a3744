/// A number that belongs to a sequence, with its mean and standard deviation over the training examples that have it.
/// Networks see `(value - mean) / deviation`.
public struct SequenceProperty: Sendable, Codable, Equatable, Validatable {
    public let name: String
    public let mean: Float
    public let deviation: Float

    /// - Parameter values: NaN where a value is missing.
    public init(_ name: String, of values: some Sequence<Float>) {
        var (count, sum, squares) = (0.0, 0.0, 0.0)
        // Welford's update: sums of squares of weights near 300 would cancel.
        for value in values where value.isFinite {
            count += 1
            let distance = Double(value) - sum
            sum += distance / count
            squares += distance * (Double(value) - sum)
        }
        let deviation = Float((squares / max(count, 1)).squareRoot())
        (self.name, mean) = (name, Float(sum))
        // Where all values are equal there is nothing to learn, and nothing to divide by.
        self.deviation = deviation > 0 && deviation.isFinite ? deviation : 1
    }

    public func validate() throws(InvalidConfiguration) {
        try check("mean of \(name)", mean, mean.isFinite, expected: "a finite number")
        try check(
            "deviation of \(name)", deviation, deviation.isFinite && deviation > 0,
            expected: "a finite number above 0")
    }

    func standardized(_ value: Float) -> Float { (value - mean) / deviation }

    func restored(_ standardized: Float) -> Float { standardized * deviation + mean }
}

/// Properties of examples, of which some may be missing.
public struct PropertyTable: Sendable {
    /// Rows as a training takes them: standardised, 0 where a value is missing, and 1 where it is known.
    package struct Rows {
        var standardized: [Float] = []
        var known: [Float] = []
    }

    public let properties: [SequenceProperty]
    /// Row after row; NaN where a value is missing.
    public let values: [Float]

    public var rowCount: Int { properties.isEmpty ? 0 : values.count / properties.count }

    /// A table of training examples, which give each property its scale.
    ///
    /// - Parameter values: row after row; a value that is not finite is missing.
    public init(names: [String], values: [Float]) {
        let properties = names.indices.map { column in
            SequenceProperty(
                names[column],
                of: stride(from: column, to: values.count, by: names.count).lazy.map { values[$0] })
        }
        self.init(properties, values: values)
    }

    /// A table of other examples with the properties of a training.
    public init(_ properties: [SequenceProperty], values: [Float]) {
        if !properties.isEmpty && values.count % properties.count != 0 {
            fatalError("PropertyTable: \(values.count) values of \(properties.count) properties.")
        }
        (self.properties, self.values) = (properties, values)
    }

    /// The values of an example.
    public func values(row: Int) -> ArraySlice<Float> {
        values[row * properties.count..<(row + 1) * properties.count]
    }

    /// The rows of some examples.
    package func rows(_ indices: some Sequence<Int>) -> Rows {
        var rows = Rows()
        for index in indices {
            for (column, property) in properties.enumerated() {
                let value = values[index * properties.count + column]
                rows.standardized.append(value.isFinite ? property.standardized(value) : 0)
                rows.known.append(value.isFinite ? 1 : 0)
            }
        }
        return rows
    }

    /// Standardised numbers, row after row, in the units of the properties.
    public func restored(_ standardized: [Float]) -> [Float] {
        standardized.indices.map { properties[$0 % properties.count].restored(standardized[$0]) }
    }

    /// How well predictions, row after row, explain each property: R², `1 - sum (y - p)^2 / sum (y - mean y)^2` over the
    /// known values; nil where they are fewer than two or all equal.
    public func determination(of predictions: [Float]) -> [Double?] {
        properties.indices.map { column in
            let known = stride(from: column, to: values.count, by: properties.count).filter {
                values[$0].isFinite
            }
            let mean = known.reduce(0) { $0 + Double(values[$1]) } / Double(max(known.count, 1))
            func squares(_ distance: (Int) -> Double) -> Double {
                known.reduce(0) { $0 + distance($1) * distance($1) }
            }
            let total = squares { Double(values[$0]) - mean }
            return total > 0
                ? 1 - squares { Double(values[$0]) - Double(predictions[$0]) } / total : nil
        }
    }
}
