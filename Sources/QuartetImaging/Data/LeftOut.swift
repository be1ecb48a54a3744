/// What a reader of pictures leaves out, counted by its reason.
public struct LeftOut: Sendable, Equatable {
    public struct Reason: Sendable, Equatable {
        public let text: String
        public fileprivate(set) var count: Int
        /// The first file that was left out for this reason.
        public let first: String
    }

    /// The most frequent first.
    public var reasons: [Reason] { counted.sorted { $0.count > $1.count } }
    private var counted: [Reason] = []

    public init() {}

    public var count: Int { counted.reduce(0) { $0 + $1.count } }

    mutating func add(_ file: String, _ reason: String) {
        if let index = counted.firstIndex(where: { $0.text == reason }) {
            counted[index].count += 1
        } else {
            counted.append(Reason(text: reason, count: 1, first: file))
        }
    }

    /// Such as `left out 3: 2 of type .bmp (a/x.bmp, …), 1 not a regular file (b/pipe.png)`; nil when nothing is left
    /// out.
    public var summary: String? {
        if counted.isEmpty { return nil }
        let shown = reasons.prefix(8).map { reason in
            "\(reason.count) \(reason.text) (\(reason.first)\(reason.count > 1 ? ", …" : ""))"
        }
        let rest = reasons.count > shown.count ? ["\(reasons.count - shown.count) more reasons"] : []
        return "left out \(count): " + (shown + rest).joined(separator: ", ")
    }
}
