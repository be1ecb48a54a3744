public import QuartetFiles

/// Why a model of the laboratory cannot be trained or used on the pictures that were given.
public enum TrainingError: UserFacingError, Equatable {
    /// A tensor became NaN or infinite.
    case notFinite(tensor: String, step: Int)
    /// There are too few pictures for a batch and for those that are held back.
    case tooFewPictures(found: Int, needed: Int, why: String)
    /// There are too few lines for a batch and for those that are held back.
    case tooFewLines(found: Int, needed: Int, why: String)
    /// A line that is no UTF-8.
    case notText(file: String, line: Int)
    /// There is too little text.
    case tooLittleText(tokens: Int, needed: Int, why: String)
    /// A network with these sizes cannot be.
    case badModel(String)
    /// The pictures are not of the model's shape.
    case shape(found: String, expected: String)
    /// A generator was not trained to be asked for a property.
    case property(asked: PictureMeasure, known: [PictureMeasure])
    /// A checkpoint was made with settings that build another network.
    case otherModel(file: String, found: String, asked: String)

    public var kind: FailureKind { if case .notFinite = self { .failed } else { .badData } }

    public var description: String {
        switch self {
        case .notFinite(let tensor, let step):
            "step \(step): \(tensor) is not finite; resume from the last checkpoint with a lower learning rate"
        case .tooFewPictures(let found, let needed, let why):
            "\(found) pictures are too few: at least \(needed) are needed (\(why))"
        case .tooFewLines(let found, let needed, let why):
            "\(found) lines are too few: at least \(needed) are needed (\(why))"
        case .notText(let file, let line):
            "\(file), line \(line): not UTF-8; expected text with one sequence a line"
        case .tooLittleText(let tokens, let needed, let why):
            "\(tokens) tokens of text are too few: at least \(needed) are needed (\(why))"
        case .badModel(let mistake): "no such model can be built: \(mistake)"
        case .shape(let found, let expected):
            "the pictures are \(found), the model takes \(expected)"
        case .property(let asked, let known):
            "the generator does not know \(asked.rawValue): it was trained with "
                + (known.isEmpty ? "no property" : known.map(\.rawValue).joined(separator: ", "))
                + " (train with --measure \(asked.rawValue))"
        case .otherModel(let file, let found, let asked):
            "\(file) holds a training of \(found), asked for is \(asked): resume with its settings, or train elsewhere"
        }
    }
}
