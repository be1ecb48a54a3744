public import QuartetImaging

/// A small or hard piece that is put onto the cloth.
public enum Trim: Sendable, Equatable {
    case button(centre: Point, radius: Double, part: String)
    case zip(path: Path, width: Double)
    case buckle(Rect)
    case cord(path: Path, width: Double)
    case rivet(centre: Point, radius: Double)
    case label(Rect)
}

extension Trim {
    /// A button in the colour that the prompt gives to buttons.
    static func button(at centre: Point, radius: Double) -> Trim {
        .button(centre: centre, radius: radius, part: "buttons")
    }
}

/// A panel or a trim; later layers lie over earlier ones.
public enum GarmentLayer: Sendable, Equatable {
    case panel(Panel)
    case trim(Trim)
}

/// A drafted garment: its layers from the back to the front, in centimetres with the origin at the neck point.
public struct Garment: Sendable, Equatable {
    public let name: String
    public private(set) var layers: [GarmentLayer] = []

    init(name: String) { self.name = name }

    mutating func add(_ panel: Panel) { layers.append(.panel(panel)) }

    mutating func add(_ panels: [Panel]) { layers += panels.map(GarmentLayer.panel) }

    mutating func add(_ trims: [Trim]) { layers += trims.map(GarmentLayer.trim) }

    mutating func add(_ trim: Trim) { layers.append(.trim(trim)) }

    /// Replaces every panel, in drawing order.
    mutating func mapPanels(_ change: (Panel) -> Panel) {
        layers = layers.map { layer in
            if case .panel(let panel) = layer { .panel(change(panel)) } else { layer }
        }
    }

    /// The panels in drawing order.
    public var panels: [Panel] {
        layers.compactMap { layer in if case .panel(let panel) = layer { panel } else { nil } }
    }

    /// The trims in drawing order.
    public var trims: [Trim] {
        layers.compactMap { layer in if case .trim(let trim) = layer { trim } else { nil } }
    }

    /// The smallest rectangle around all panels.
    public var bounds: Rect {
        let all = panels.compactMap(\.outline.bounds)
        guard let first = all.first else { return Rect(x: 0, y: 0, width: 1, height: 1) }
        return all.dropFirst().reduce(first) { $0.union($1) }
    }
}
