public import QuartetFiles
internal import QuartetReports

/// Why a detector cannot be trained, read or used.
public enum TrafficModelError: UserFacingError, Equatable {
    case tooFewRecords(found: Int, needed: Int, what: String)
    case otherFields(file: String)
    case otherFormat(file: String, found: String, expected: String)
    case noSuchColumn(name: String, known: [String])

    public var kind: FailureKind { .badData }

    public var description: String {
        switch self {
        case .tooFewRecords(let found, let needed, let what):
            "There \(found == 1 ? "is" : "are") \(NumberText.counted(found, "record")) \(what); at least "
                + "\(NumberText.grouped(needed)) are needed."
        case .otherFields(let file): "\(file): its fields differ from those of the logs before it."
        case .otherFormat(let file, let found, let expected):
            found == expected
                ? "\(file): its fields differ from those of the \(expected) logs that the model was trained on: train a model on such logs."
                : "\(file): the log has the format \(found), but the model is for \(expected): choose another --model, or train one."
        case .noSuchColumn(let name, let known):
            "There is no column \(name); the columns are: \(known.joined(separator: ", "))."
        }
    }
}
