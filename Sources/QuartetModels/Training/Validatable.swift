package import QuartetEngine
public import QuartetFiles

/// A value that comes from a file or a flag, and that may not make sense.
public protocol Validatable {
    /// - Throws: the first number that cannot be used, with what was expected.
    func validate() throws(InvalidConfiguration)
}

/// A number of a configuration that cannot be used: its name, its value, and what was expected.
public struct InvalidConfiguration: UserFacingError, Equatable {
    public let name: String
    public let value: String
    public let expected: String

    public init(_ name: String, is value: some Any, expected: String) {
        self.name = name
        self.value = String(describing: value)
        self.expected = expected
    }

    /// It comes from options: a file's mistake is reported with the file, as a `CheckpointError`.
    public var kind: FailureKind { .usage }

    public var description: String { "\(name) is \(value); expected \(expected)" }
}

extension Validatable {
    package func check<Value: Comparable>(
        _ name: String, _ value: Value, in range: ClosedRange<Value>
    ) throws(InvalidConfiguration) {
        // NaN is outside every range.
        if range.contains(value) { return }
        let (low, high) = (range.lowerBound, range.upperBound)
        throw InvalidConfiguration(name, is: value, expected: low == high ? "\(low)" : "\(low) to \(high)")
    }

    package func check<Value: Comparable>(
        _ name: String, _ value: Value, in range: Range<Value>
    ) throws(InvalidConfiguration) {
        if range.contains(value) { return }
        throw InvalidConfiguration(
            name, is: value, expected: "at least \(range.lowerBound) and less than \(range.upperBound)")
    }

    package func check<Value: Comparable>(
        _ name: String, _ value: Value, in range: PartialRangeFrom<Value>
    ) throws(InvalidConfiguration) {
        if range.contains(value) { return }
        throw InvalidConfiguration(name, is: value, expected: "at least \(range.lowerBound)")
    }

    /// Checks every element, and names the one that is out of range by its index.
    package func check<Value: Comparable>(
        _ name: String, _ values: [Value], in range: ClosedRange<Value>
    ) throws(InvalidConfiguration) {
        for (index, value) in values.enumerated() { try check("\(name)[\(index)]", value, in: range) }
    }

    /// Checks a condition that is not a range.
    package func check(
        _ name: String, _ value: some Any, _ isValid: Bool, expected: @autoclosure () -> String
    ) throws(InvalidConfiguration) {
        if !isValid { throw InvalidConfiguration(name, is: value, expected: expected()) }
    }

    /// Validates a part, whose numbers are then named by their path, such as `network.latents`.
    package func check(_ name: String, _ part: some Validatable) throws(InvalidConfiguration) {
        do throws(InvalidConfiguration) {
            try part.validate()
        } catch {
            throw InvalidConfiguration("\(name).\(error.name)", is: error.value, expected: error.expected)
        }
    }

    /// Validates every part, and names the one that cannot be used by its index.
    package func check(_ name: String, _ parts: [some Validatable]) throws(InvalidConfiguration) {
        for (index, part) in parts.enumerated() { try check("\(name)[\(index)]", part) }
    }

    /// Validates what was read from a file.
    ///
    /// - Throws: an error that names the file and the number.
    package func validate(from file: String) throws(CheckpointError) {
        do throws(InvalidConfiguration) {
            try validate()
        } catch {
            throw CheckpointError(file: file, "describes a model that cannot be built: \(error)")
        }
    }
}
