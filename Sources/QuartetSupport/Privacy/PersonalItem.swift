/// Something in a message that identifies a person, or opens an account.
public struct PersonalItem: Sendable, Equatable {
    /// In the order in which an overlap is decided: what is checked by a sum comes before what is recognised by its form.
    public enum Kind: String, Sendable, CaseIterable {
        case card, account, email, secret, birthdate, address, phone

        /// What stands in its place.
        public var mask: String {
            switch self {
            case .card: "[card]"
            case .account: "[account]"
            case .email: "[e-mail]"
            case .secret: "[secret]"
            case .birthdate: "[date of birth]"
            case .address: "[address]"
            case .phone: "[phone]"
            }
        }
    }

    public let kind: Kind
    public let range: Range<String.Index>
}
