public import QuartetFiles
internal import QuartetModels

/// Why a table cannot be trained on.
public enum TrainingDataError: UserFacingError, Equatable {
    case noColumn(file: String, name: String, columns: [String])
    case notPrepared(file: String, line: Int)
    case tooManyTokens(file: String)
    case tooFew(file: String, found: Int, needed: Int)

    public var kind: FailureKind { .badData }

    public var description: String {
        switch self {
        case .noColumn(let file, let name, let columns):
            "\(file): no column \"\(name)\"; its columns are \(columns.joined(separator: ", "))"
        case .notPrepared(let file, let line):
            "\(file), line \(line): not a standard SMILES; delete the file to prepare it again"
        case .tooManyTokens(let file):
            "\(file): more than 65,000 different tokens: this is not a file of drug-like molecules"
        case .tooFew(let file, let found, let needed):
            "\(file): \(found) different molecules; a training needs \(needed): lower --batch or --hold-back"
        }
    }
}
