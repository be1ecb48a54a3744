/// What a campaign against one reader found.
struct FuzzReport: Encodable {
    struct Finding: Encodable {
        /// Of the input, from 0.
        let number: Int
        /// Where the input is kept.
        let file: String
        /// What repeats it.
        let command: String
        let outcome: FuzzEnd.Outcome
        let text: String

        init(number: Int, file: String, command: String, end: FuzzEnd) {
            (self.number, self.file, self.command) = (number, file, command)
            (outcome, text) = (end.outcome, end.text)
        }
    }

    let reader: String
    private(set) var read = 0
    private(set) var refused = 0
    /// Most resident memory of a batch, in bytes.
    private(set) var peak = 0
    var seconds = 0.0
    var findings: [Finding] = []

    init(reader: String) { self.reader = reader }

    mutating func add(_ progress: FuzzProgress) {
        (read, refused, peak) = (progress.read, progress.refused, progress.peak)
    }

    /// Inputs that have been given so far.
    func count(of progress: FuzzProgress) -> Int { progress.read + progress.refused + findings.count }

    static let head =
        "reader                                 read  refused  trap  hang  memory  strange   inputs/s  peak MiB"

    var row: String {
        let number = { (outcome: FuzzEnd.Outcome) in findings.count { $0.outcome == outcome } }
        let rate = Double(read + refused) / max(seconds, 0.001)
        let columns: [(Int, Int)] = [
            (read, 9), (refused, 9), (number(.trap), 6), (number(.hang), 6), (number(.memory), 8),
            (number(.strangeError), 9), (Int(rate), 11), (peak >> 20, 10),
        ]
        return reader.padding(to: 34) + columns.map { "\($0)".leftPadding(to: $1) }.joined()
    }

    /// Each finding with the command that repeats it.
    var details: [String] {
        findings.map {
            "  \($0.outcome.rawValue) at input \($0.number): \($0.text)\n"
                + "    \($0.command)"
        }
    }
}

extension String {
    fileprivate func padding(to width: Int) -> String {
        self + String(repeating: " ", count: max(width - count, 0))
    }

    fileprivate func leftPadding(to width: Int) -> String {
        String(repeating: " ", count: max(width - count, 0)) + self
    }
}
