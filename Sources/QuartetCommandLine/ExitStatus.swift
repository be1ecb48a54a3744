import QuartetFiles

/// What a program ends with: 0, or a status of `sysexits.h`.
enum ExitStatus: Int32 {
    case done = 0
    case failed = 1
    case usage = 64
    case badData = 65
    case inputNotFound = 66
    case cannotCreate = 73

    init(of error: any Error) {
        switch (error as? any UserFacingError)?.kind {
        case .usage: self = .usage
        case .badData: self = .badData
        case .notFound: self = .inputNotFound
        case .cannotCreate: self = .cannotCreate
        case .failed, nil: self = .failed
        }
    }
}
