import Foundation
import QuartetFiles
import QuartetReports

/// The one JSON document that a command with `--json` prints.
enum JSONOutput {
    static func text(_ value: some Encodable) throws -> String {
        SafeText.json(try JSONEncoder.pretty.text(value))
    }

    static func print(_ value: some Encodable) throws { Swift.print(try text(value)) }
}
