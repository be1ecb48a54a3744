internal import Foundation

/// A statement that tells only how far something differs from something else: "Delivery to islands takes 2 working days
/// longer than to the mainland." It does not answer alone.
package enum Comparison {
    package static func isOnly(_ statement: String) -> Bool { pattern.hits(statement.lowercased()) }

    /// A number, then "longer than" with no number behind it: "more than £50" is a bound.
    private static let pattern = NSRegularExpression(
        own:
            #"\d[^.;]{0,30}\b(longer|later|earlier|shorter|faster|slower|more|less|higher|lower|cheaper|dearer) than (?![£€$]?\d)"#
    )
}
