/// An error whose description is written for the person at the terminal: what happened, where, and what to do.
///
/// Every error that reaches a user adopts it, so that a program can end with the right status without knowing any of
/// them.
public protocol UserFacingError: Error, CustomStringConvertible {
    var kind: FailureKind { get }
}

/// What kind of failure an error is. A command maps each kind to an exit status of `sysexits.h`.
public enum FailureKind: Sendable, CaseIterable {
    /// A name or a number in the request is unknown or outside the allowed range.
    case usage
    /// The input was read, but its content is not usable.
    case badData
    /// The input does not exist or cannot be read.
    case notFound
    /// The output cannot be created or written.
    case cannotCreate
    /// Anything else, such as a training that diverged.
    case failed
}
