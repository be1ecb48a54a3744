public import QuartetFiles

/// Why a detector cannot be made or read.
public enum TrafficModelError: UserFacingError, Equatable {
    case diverged(step: Int, tensor: String)
    case tooFewRecords(found: Int, needed: Int, what: String)
    case damaged(file: String, reason: String)
    case otherFields(file: String)
    case otherFormat(file: String, found: String, expected: String)
    case noSuchColumn(name: String, known: [String])

    public var kind: FailureKind { if case .diverged = self { .failed } else { .badData } }

    public var description: String {
        switch self {
        case .diverged(let step, let tensor):
            "The training diverged at step \(step): \(tensor) is no number any more. Another --seed usually helps."
        case .tooFewRecords(let found, let needed, let what):
            "\(found) records \(what), at least \(needed) are needed."
        case .damaged(let file, let reason): "\(file): \(reason)."
        case .otherFields(let file): "\(file) has other fields than the records before it."
        case .otherFormat(let file, let found, let expected):
            found == expected
                ? "\(file) has other fields than the \(expected) logs that the model knows: train it on such logs."
                : "\(file) is a log of format \(found), the model knows \(expected): name another --model, or train one."
        case .noSuchColumn(let name, let known):
            "There is no column \(name); there are: \(known.joined(separator: ", "))."
        }
    }
}
