public import ArgumentParser
public import QuartetEngine

/// Throws a usage error unless the value of an option lies in the range.
public func check<Number: Comparable>(_ value: Number, in range: ClosedRange<Number>, _ name: String) throws {
    if !range.contains(value) {
        throw ValidationError("\(name) \(value): expected \(range.lowerBound) to \(range.upperBound).")
    }
}

extension Precision: ExpressibleByArgument {}

/// Options that mean the same in every command.
extension ArgumentHelp {
    public static let seed = ArgumentHelp(
        "Seed of all random numbers: the same seed gives the same result.", valueName: "number")

    public static let precision = ArgumentHelp("Arithmetic.", valueName: "type")
}
