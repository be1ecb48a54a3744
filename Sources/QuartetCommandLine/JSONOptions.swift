public import ArgumentParser
import Foundation
import QuartetFiles
import QuartetReports

/// `--json`: results for programs instead of people.
public struct JSONOptions: ParsableArguments {
    @Flag(name: .customLong("json"), help: "Print the result as JSON.")
    public var isRequested = false

    public init() {}
}

/// JSON on standard output, with sorted keys.
public enum JSONOutput {
    /// Prints one indented document.
    public static func print(_ value: some Encodable) throws {
        Swift.print(SafeText.json(try JSONEncoder.pretty.text(value)))
    }

    /// Prints one line of a stream of values.
    public static func printLine(_ value: some Encodable) throws {
        Swift.print(SafeText.json(try JSONEncoder.sorted.text(value)))
    }
}
