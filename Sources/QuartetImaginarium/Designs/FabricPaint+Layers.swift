internal import Foundation
import QuartetImaging

/// The layers of a cloth, in the record itself: a design is drawn again bit for bit after the generator was trained anew
/// and after the rules of prints have changed. Older records lack them, and need the weights that made them.
extension FabricPaint {
    /// Most bytes of the layers' file.
    static let layerLimit = 60_000

    /// What the record keeps, as a picture of palette entries; nil in older records.
    private func keptLayers() throws -> IndexedImage? {
        guard let layers else { return nil }
        do {
            return try IndexedImage(decoding: Array(layers), name: "layers", pixelLimit: 1 << 21)
        } catch {
            throw DesignError.badRecord("fabric.layers: \(error.reason)")
        }
    }

    /// The inks of a print that the record keeps; nil for other cloth, and where the print is to be drawn.
    func keptInks() throws -> IndexedImage? {
        guard facts?.kind == .print, let image = try keptLayers() else { return nil }
        guard image.width == image.height, image.indices.allSatisfy({ Ink(rawValue: $0) != nil }) else {
            throw DesignError.badRecord("fabric.layers are not the inks of a square print")
        }
        return image
    }

    /// The structure map to paint: the record's, or else that of the source, which must be the one of the record. A print has
    /// inks instead and an empty map.
    func structure(from source: any FabricSource) throws -> FloatImage {
        if facts?.kind == .print { return FloatImage(width: structureSize, height: structureSize) }
        guard let image = try keptLayers() else {
            guard self.source == source.identity else {
                throw DesignError.otherWeights(found: source.identity, expected: self.source)
            }
            return try source.structure(of: cloth, seed: seed, size: structureSize)
        }
        guard image.width == image.height, image.width % 64 == 0 else {
            throw DesignError.badRecord(
                "fabric.layers has \(image.width) x \(image.height) pixels; expected a square in steps of 64")
        }
        let levels = image.palette.map { Float($0.red) }
        return FloatImage(
            width: image.width, height: image.height, channels: 1,
            values: image.indices.map { levels[Int($0)] })
    }

    /// With the inks of its print, or the structure map that a source makes in as many greys as the file has room for.
    func keepingLayers(of source: any FabricSource) throws -> FabricPaint {
        if let facts, facts.kind == .print {
            var result = self
            result.layers = Data(
                try DrawnPrint(facts, colours: [], seed: seed).kept(limit: Self.layerLimit))
            return result
        }
        let map = try source.structure(of: cloth, seed: seed, size: structureSize)
        var result = self
        for levels in [256, 128, 64, 32, 16, 8, 4] {
            let top = Float(levels - 1)
            let image = IndexedImage(
                width: map.width, height: map.height,
                indices: map.values.map { UInt8((min(max($0, 0), 1) * top).rounded()) },
                // The file has 8 bits for a grey: these are exact.
                palette: (0..<levels).map { Colour(grey: (Double($0) / Double(top) * 255).rounded() / 255) })
            let bytes = try image.pngBytes()
            result.layers = Data(bytes)
            if bytes.count <= Self.layerLimit { break }
        }
        return result
    }
}

extension DesignRecord {
    /// The record with the layers of all its cloths.
    func keepingLayers(of source: any FabricSource) throws -> DesignRecord {
        var record = self
        record.fabric = try fabric.keepingLayers(of: source)
        record.partCloths = try partCloths?.mapValues { cloth in
            PaintedCloth(fabric: try cloth.fabric.keepingLayers(of: source), colours: cloth.colours)
        }
        return record
    }
}

extension DesignRequest {
    /// Takes the colours of a palette for the cloth: the first is the ground's. Colours of parts stay.
    mutating func take(_ palette: [SwatchPalette.Swatch]) {
        guard !palette.isEmpty else { return }
        let cloth = palette.enumerated().map { index, swatch in
            RequestedColour(name: swatch.name, hex: swatch.colour.hex, role: index == 0 ? .main : .second)
        }
        colours = cloth + colours.filter { $0.role == .accent }
        self.palette = nil
    }
}
