/// The part of a published data set that pictures belong to, as its files or folders are named.
public enum DataPart: String, Sendable, CaseIterable, Comparable {
    case train, validation, test

    /// - Parameter word: a folder's name, or a word of a file's, such as `val` or MNIST's `t10k`.
    public init?(named word: some StringProtocol) {
        switch word.lowercased() {
        case "train", "training": self = .train
        case "val", "valid", "validation", "dev": self = .validation
        case "test", "testing", "t10k": self = .test
        default: return nil
        }
    }

    public static func < (first: DataPart, second: DataPart) -> Bool {
        let all = allCases
        return (all.firstIndex(of: first) ?? 0) < (all.firstIndex(of: second) ?? 0)
    }
}
