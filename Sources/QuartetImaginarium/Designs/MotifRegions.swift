import QuartetImaging

/// The separate figures of a seamless structure map, numbered and measured.
struct MotifRegions {
    /// Number of the figure that a pixel belongs to, -1 on the ground.
    private(set) var labels: [Int32]
    private let side: Int
    /// Pixels of each figure.
    private(set) var areas: [Int] = []
    /// Share of its bounding box that each figure fills: high for round figures, low for branches.
    private(set) var fullness: [Double] = []

    /// Finds the figures above a threshold; the map's opposite edges meet.
    init(_ map: FloatImage, threshold: Float) {
        let n = map.width
        side = n
        labels = [Int32](repeating: -1, count: n * n)
        var stack: [(x: Int, y: Int)] = []
        for start in 0..<n * n where labels[start] < 0 && map.values[start] > threshold {
            let label = Int32(areas.count)
            labels[start] = label
            stack.append((start % n, start / n))
            var area = 0
            var (minX, maxX, minY, maxY) = (Int.max, Int.min, Int.max, Int.min)
            while let (x, y) = stack.popLast() {
                area += 1
                (minX, maxX, minY, maxY) = (min(minX, x), max(maxX, x), min(minY, y), max(maxY, y))
                for (dx, dy) in [(1, 0), (-1, 0), (0, 1), (0, -1)] {
                    // Places outside the tile are kept unwrapped, so that a figure across the edge has one box.
                    let (px, py) = (x + dx, y + dy)
                    let at = Self.wrap(py, n) * n + Self.wrap(px, n)
                    if labels[at] < 0, map.values[at] > threshold {
                        labels[at] = label
                        stack.append((px, py))
                    }
                }
            }
            areas.append(area)
            fullness.append(Double(area) / Double((maxX - minX + 1) * (maxY - minY + 1)))
        }
    }

    /// The labels after every figure has grown by some pixels, so that a soft rim belongs to its figure.
    func grown(by steps: Int) -> [Int32] {
        let n = side
        var current = labels
        for _ in 0..<steps {
            let before = current
            for y in 0..<n {
                for x in 0..<n where before[y * n + x] < 0 {
                    for (dx, dy) in [(1, 0), (n - 1, 0), (0, 1), (0, n - 1)] {
                        let other = before[(y + dy) % n * n + (x + dx) % n]
                        if other >= 0 {
                            current[y * n + x] = other
                            break
                        }
                    }
                }
            }
        }
        return current
    }

    private static func wrap(_ value: Int, _ n: Int) -> Int {
        let rest = value % n
        return rest < 0 ? rest + n : rest
    }
}
