/// A number that hashes depend on, another one in each process.
///
/// With a known hash a file could choose tokens that all fall into one place of a table, which would make reading it
/// quadratic. What the tables answer does not depend on the number.
enum HashSalt {
    static let value = UInt64.random(in: .min ... .max)
}
