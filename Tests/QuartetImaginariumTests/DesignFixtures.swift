import Foundation
import QuartetImaginarium
import QuartetImaging
import QuartetTestSupport

/// The catalogs of the checkout and a small procedural source of cloth.
enum DesignFixtures {
    static let catalogFolder = Checkout.file("catalogs")

    private static let loaded = Result { try DesignCatalogs(folder: catalogFolder) }
    private static let built = Result { try PromptReader(loaded.get()) }

    static func catalogs() throws -> DesignCatalogs { try loaded.get() }

    static func reader() throws -> PromptReader { try built.get() }

    /// The record of a request, in the usual cut.
    static func record(
        _ request: DesignRequest, seed: UInt64 = 1, variation: DesignVariation? = nil,
        source: TestFabric = TestFabric()
    ) throws -> DesignRecord {
        try DesignRecord(request, seed: seed, variation: variation, catalogs: catalogs(), source: source)
    }

    static func record(_ prompt: String, seed: UInt64 = 1) throws -> DesignRecord {
        try record(reader().read(prompt).request, seed: seed)
    }
}

/// Stripes, dots or plain cloth: enough for tests.
struct TestFabric: FabricSource {
    var classes: [FabricClass] = [.plain, .striped, .dotted, .floral, .check, .tartan, .denim]
    var identity = FabricIdentity(file: "test", checksum: "0123456789abcdef")

    func structure(of cloth: FabricClass, seed: UInt64, size: Int) throws -> FloatImage {
        var values = [Float](repeating: 0.2, count: size * size)
        for y in 0..<size {
            for x in 0..<size {
                let (cellX, cellY) = (x % 16 - 8, (y + Int(seed % 16)) % 16 - 8)
                switch cloth {
                case .striped, .tartan, .check: values[y * size + x] = cellY < 0 ? 1 : 0
                case .dotted, .floral: values[y * size + x] = cellX * cellX + cellY * cellY < 25 ? 1 : 0
                default: values[y * size + x] = 0.2 + 0.05 * Float((x * 7 + y * 13) % 11) / 11
                }
            }
        }
        return FloatImage(width: size, height: size, channels: 1, values: values)
    }
}
