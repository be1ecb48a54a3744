public import QuartetFiles

/// Why a training cannot begin or continue, or a trained model cannot be used on some data.
public enum TrainingError: UserFacingError, Equatable {
    /// A tensor became NaN or infinite in a step, counted from 0.
    case notFinite(tensor: String, step: Int)
    /// The same, in a run that may have checkpoints: the last one's step, and what helps.
    case diverged(tensor: String, step: Int, checkpoint: Int?, remedy: String)
    /// There are too few pictures for a batch and for validation.
    case tooFewPictures(found: Int, needed: Int, why: String)
    /// There are too few lines for a batch and for validation.
    case tooFewLines(found: Int, needed: Int, why: String)
    /// There are too few pairs of texts for a batch and for validation.
    case tooFewPairs(found: Int, needed: Int, why: String)
    /// There are too few examples of texts for a batch.
    case tooFewExamples(found: Int, needed: Int, why: String)
    /// There are too few texts for a batch.
    case tooFewTexts(found: Int, needed: Int, why: String)
    /// A line is not a text and its translation.
    case notPairs(file: String, line: Int, expected: String, found: String)
    /// There is too little text.
    case tooLittleText(tokens: Int, needed: Int, why: String)
    /// The pictures do not have the shape that the model takes.
    case shape(found: String, expected: String)
    /// A generator is not conditioned on the requested property.
    case property(requested: PictureMeasure, known: [PictureMeasure])
    /// A checkpoint is of a network with other settings.
    case otherModel(file: String, found: String, requested: String)

    public var kind: FailureKind {
        switch self {
        case .notFinite, .diverged: .failed
        default: .badData
        }
    }

    public var description: String {
        switch self {
        case .notFinite(let tensor, let step):
            Self.lossText(tensor, step)
        case .diverged(let tensor, let step, nil, let remedy):
            Self.lossText(tensor, step) + "; start again with \(remedy)"
        case .diverged(let tensor, let step, let checkpoint?, let remedy):
            Self.lossText(tensor, step) + "; continue from step \(checkpoint) with --resume and \(remedy)"
        case .tooFewPictures(let found, let needed, let why):
            "found \(found) pictures, need at least \(needed) (\(why))"
        case .tooFewLines(let found, let needed, let why):
            "found \(found) lines, need at least \(needed) (\(why))"
        case .tooFewPairs(let found, let needed, let why):
            "found \(found) pairs, need at least \(needed) (\(why))"
        case .tooFewExamples(let found, let needed, let why):
            "found \(found) examples, need at least \(needed) (\(why))"
        case .tooFewTexts(let found, let needed, let why):
            "found \(found) texts, need at least \(needed) (\(why))"
        case .notPairs(let file, let line, let expected, let found):
            "\(file):\(line): expected \(expected), found \"\(found)\""
        case .tooLittleText(let tokens, let needed, let why):
            "the text to train on has \(tokens) tokens, need at least \(needed) (\(why)): give more text or a smaller "
                + "--context"
        case .shape(let found, let expected):
            "the pictures are \(found), the model takes \(expected)"
        case .property(let requested, let known):
            "the generator is not conditioned on \(requested.rawValue), only on "
                + (known.isEmpty ? "the class" : known.map(\.rawValue).joined(separator: ", "))
                + "; `quartet lab gan --measure \(requested.rawValue)` trains one that is"
        case .otherModel(let file, let found, let requested):
            "\(file) holds a training of \(found), not of \(requested): resume with its settings, or name another folder"
        }
    }
    /// The tensor is for those who look for the cause.
    private static func lossText(_ tensor: String, _ step: Int) -> String {
        "the loss is not finite at step \(step + 1) (first in \(tensor))"
    }
}
