/// A token of a piece: its id, and how many of the piece's bytes it covers.
struct TokenSpan: Sendable, Equatable {
    var id: Int32
    var length: Int32
}
