internal import QuartetFiles

/// What a studio calls a design: a number and a version.
public struct StyleNumber: Sendable, Equatable {
    public let number: String
    public let version: Int

    /// - Parameter number: by default three letters of the garment and six digits of the record's fingerprint: equal records
    ///   have equal numbers.
    public init(_ number: String? = nil, version: Int = 1, for record: DesignRecord) throws {
        let letters = record.garment.name.uppercased().filter { $0.isASCII && $0.isLetter }.prefix(3)
        let digits = Fingerprint(try record.json()).text.suffix(6).uppercased()
        self.number = number ?? "\(letters)-\(digits)"
        self.version = version
    }
}
