/// Lengths of a garment that a request can give in centimetres.
public enum GarmentMeasure: String, Sendable, Codable, CaseIterable, CodingKeyRepresentable {
    /// From the neck point at the shoulder to the hem; of skirts and trousers from the waist.
    case length
    /// From the crotch to the hem of a leg.
    case insideLeg
    /// From the shoulder's tip to the end of the sleeve.
    case sleeve
}
