internal import Foundation

/// The files of this checkout, wherever the tests were built.
public enum Checkout {
    public static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent()
        .deletingLastPathComponent().path

    /// The path of a file by its place in the checkout.
    public static func file(_ name: String) -> String { folder + "/" + name }
}
