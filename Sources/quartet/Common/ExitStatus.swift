import Foundation
import QuartetCatalogs
import QuartetEngine
import QuartetImaginarium
import QuartetImaging
import QuartetModels
import QuartetText
import QuartetTraffic

/// What the program ends with.
enum ExitStatus: Int32 {
    case done = 0
    case failed = 1
    case usage = 64
    case badData = 65
    case inputNotFound = 66
    case cannotCreate = 73

    /// The status for an error of one of the libraries.
    init(of error: any Error) {
        self =
            switch error {
            case let error as CommandFailure: error.status
            case is PromptError, is GenerationError, is VocabularyMismatch, is UnknownConversation: .badData
            case let error as TokenizerError: Self.of(error)
            case let error as DesignError: Self.of(error)
            case let error as CatalogError: Self.of(error)
            case is ResourceLocator.NotFound: .inputNotFound
            case let error as CheckpointError: Self.of(error)
            case let error as ImagingError: Self.of(error)
            case let error as FabricDataError: Self.of(error)
            case let error as LogError: Self.of(error)
            case let error as TrafficModelError: if case .diverged = error { .failed } else { .badData }
            case is EvaluationError: .badData
            case let error as FeedbackError: if case .cannotRead = error { .inputNotFound } else { .badData }
            case let error as AllowListError: if case .cannotRead = error { .inputNotFound } else { .badData }
            case let error as TrainingError: if case .notFinite = error { .failed } else { .badData }
            case let error as CocoaError: Self.of(error)
            default: .failed
            }
    }

    private static func of(_ error: LogError) -> ExitStatus {
        switch error {
        case .cannotRead: .inputNotFound
        case .noSuchFormat: .usage
        case .cannotWrite: .cannotCreate
        case .several(let errors): errors.first.map { of($0) } ?? .badData
        default: .badData
        }
    }

    private static func of(_ error: TokenizerError) -> ExitStatus {
        if case .file = error { return .inputNotFound }
        return .badData
    }

    private static func of(_ error: DesignError) -> ExitStatus {
        switch error {
        case .badCount: .usage
        case .unwritableFolder: .cannotCreate
        case .noSuchCloth, .unreadableRecord, .otherWeights, .badRecord: .badData
        }
    }

    private static func of(_ error: CatalogError) -> ExitStatus {
        switch error {
        case .notFound, .unreadable: .inputNotFound
        case .tooLarge, .invalid, .unusableSchema: .badData
        }
    }

    private static func of(_ error: CheckpointError) -> ExitStatus {
        if error.kind == .writing { return .cannotCreate }
        return FileManager.default.isReadableFile(atPath: error.file) ? .badData : .inputNotFound
    }

    private static func of(_ error: ImagingError) -> ExitStatus {
        switch error {
        case .cannotRead: .inputNotFound
        case .cannotWrite: .cannotCreate
        case .notRecognised, .damaged, .tooLarge, .outOfBounds: .badData
        case .drawingFailed: .failed
        }
    }

    private static func of(_ error: FabricDataError) -> ExitStatus {
        if case .missingFile = error { return .inputNotFound }
        return .badData
    }

    private static func of(_ error: CocoaError) -> ExitStatus {
        switch error.code {
        case .fileNoSuchFile, .fileReadNoSuchFile, .fileReadNoPermission: .inputNotFound
        case .fileWriteNoPermission, .fileWriteOutOfSpace, .fileWriteFileExists, .fileWriteVolumeReadOnly,
            .fileWriteInvalidFileName, .fileWriteUnknown:
            .cannotCreate
        default: .failed
        }
    }
}
