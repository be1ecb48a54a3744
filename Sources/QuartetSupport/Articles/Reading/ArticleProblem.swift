/// Something in a file of articles that its author should mend.
public struct ArticleProblem: Sendable, Equatable, CustomStringConvertible {
    /// What became of the article or the file.
    public enum Outcome: Sendable, Equatable {
        /// It was read all the same.
        case read
        /// It was not read.
        case refused
        /// The file is not meant to be read: it only lies in the same folder.
        case leftOut
    }

    /// Path of the file.
    public var file: String
    /// Counted from 1; nil when the problem concerns the whole file.
    public var line: Int?
    public var what: String
    /// What to do.
    public var remedy: String
    public var outcome: Outcome

    public init(file: String, line: Int? = nil, _ what: String, _ remedy: String, _ outcome: Outcome) {
        (self.file, self.line, self.what, self.remedy, self.outcome) = (file, line, what, remedy, outcome)
    }

    init(file: String, _ fault: TextFault, _ outcome: Outcome) {
        self.init(file: file, line: fault.line, fault.what, fault.remedy, outcome)
    }

    public var description: String {
        let place = line.map { "\(file):\($0)" } ?? file
        let end = outcome == .read ? "" : outcome == .refused ? " (not read)" : " (left out)"
        return "\(place): \(what); \(remedy)\(end)"
    }
}
