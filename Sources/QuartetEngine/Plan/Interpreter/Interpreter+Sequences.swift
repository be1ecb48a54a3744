internal import CKernels
internal import Foundation

/// Attention, rotary positions and caches by their definitions.
extension Interpreter {
    /// One head of one query: its weights, and the positions of its numbers.
    private struct Look {
        var weights: [Double]
        var query: Int
        var result: Int
        /// Weights of the keys that are seen.
        var keys: [Int]
        var values: [Int]
    }

    private static func looks(
        _ a: AttentionGeometry, _ operands: [[Float]], _ shapes: [Shape], masks: [[Float]],
        _ body: (Look) -> Void
    ) {
        let strides = a.places.map { a.strides(shapes[$0.source]) }
        func place(_ operand: Int, _ row: Int, _ token: Int, _ head: Int) -> Int {
            let s = strides[operand]
            return row * s.batch + token * s.row + head * s.head + a.places[operand].column
        }
        let (queries, keys) = (operands[a.places[0].source], operands[a.places[1].source])
        for row in 0..<a.batch {
            for (query, head) in (0..<a.queries).flatMap({ i in (0..<a.heads).map { (i, $0) } }) {
                let keyHead = head / (a.heads / a.keyHeads)
                let seen = a.seen(
                    row: row, query: query, length: a.hasLengths ? Int(masks[0][row]) : nil,
                    position: a.hasPositions ? Int(masks[masks.count - 1][row]) : nil)
                let from = place(0, row, query, head)
                let keyPlaces = seen.map { place(1, row, $0, keyHead) }
                let scores = keyPlaces.map { key in
                    (0..<a.size).reduce(0.0) { $0 + Double(queries[from + $1]) * Double(keys[key + $1]) }
                        * Double(a.scale)
                }
                let most = scores.max() ?? 0
                let powers = scores.map { exp($0 - most) }
                let sum = powers.reduce(0, +)
                body(
                    Look(
                        weights: powers.map { $0 / sum }, query: from,
                        result: ((row * a.queries + query) * a.heads + head) * a.size, keys: keyPlaces,
                        values: seen.map { place(2, row, $0, keyHead) }))
            }
        }
    }

    static func attention(_ a: AttentionGeometry, _ operands: [[Float]], _ shapes: [Shape]) -> [Float] {
        let values = operands[a.places[2].source]
        var result = [Float](repeating: 0, count: a.result.elementCount)
        looks(a, operands, shapes, masks: Array(operands.dropFirst(a.sourceCount))) { look in
            for i in 0..<a.size {
                result[look.result + i] = Float(
                    zip(look.weights, look.values).reduce(0.0) { $0 + $1.0 * Double(values[$1.1 + i]) })
            }
        }
        return result
    }

    static func attentionGradient(
        _ a: AttentionGeometry, _ source: Int, _ operands: [[Float]], _ shapes: [Shape]
    ) -> [Float] {
        let (queries, keys) = (operands[a.places[0].source], operands[a.places[1].source])
        let values = operands[a.places[2].source]
        let above = operands[a.sourceCount]
        var sums = [Double](repeating: 0, count: shapes[source].elementCount)
        looks(a, operands, shapes, masks: Array(operands.dropFirst(a.sourceCount + 1))) { look in
            let slopes = look.values.map { value in
                (0..<a.size).reduce(0.0) { $0 + Double(above[look.result + $1]) * Double(values[value + $1]) }
            }
            let mean = zip(look.weights, slopes).reduce(0) { $0 + $1.0 * $1.1 }
            for (j, weight) in look.weights.enumerated() {
                let slope = weight * (slopes[j] - mean) * Double(a.scale)
                for i in 0..<a.size {
                    if a.places[0].source == source {
                        sums[look.query + i] += slope * Double(keys[look.keys[j] + i])
                    }
                    if a.places[1].source == source {
                        sums[look.keys[j] + i] += slope * Double(queries[look.query + i])
                    }
                    if a.places[2].source == source {
                        sums[look.values[j] + i] += weight * Double(above[look.result + i])
                    }
                }
            }
        }
        return sums.map { Float($0) }
    }

    static func rotary(_ r: RotaryGeometry, shape: Shape, _ x: [Float], positions: [Float]?) -> [Float] {
        var result = x
        let pairs = r.frequencies.count
        for row in 0..<shape[0] * shape[1] {
            let (batch, token) = (row / shape[1], row % shape[1])
            let position =
                r.positionsAreOfRows
                ? Double(token) + Double(positions?[batch] ?? 0) : Double(positions?[row] ?? 0)
            for head in 0..<r.rotatedHeads {
                let start = (row * r.heads + head) * r.size
                for pair in 0..<pairs {
                    let first = start + (r.isInterleaved ? 2 * pair : pair)
                    let second = r.isInterleaved ? first + 1 : first + pairs
                    let angle = position * r.frequencies[pair] * (r.isInverse ? -1 : 1)
                    let (a, b) = (Double(x[first]), Double(x[second]))
                    result[first] = Float(a * cos(angle) - b * sin(angle))
                    result[second] = Float(a * sin(angle) + b * cos(angle))
                }
            }
        }
        return result
    }

    /// Cache, rows and positions to the cache with the rows written to it.
    static func appended(_ operands: [[Float]], _ shapes: [Shape]) -> [Float] {
        var cache = operands[0]
        let (heads, capacity, size) = (shapes[0][1], shapes[0][2], shapes[0][3])
        let tokens = shapes[1][1]
        for row in 0..<shapes[0][0] {
            for (token, head) in (0..<tokens).flatMap({ t in (0..<heads).map { (t, $0) } }) {
                let position = Int(operands[2][row]) + token
                for i in 0..<size {
                    cache[((row * heads + head) * capacity + position) * size + i] =
                        operands[1][((row * tokens + token) * heads + head) * size + i]
                }
            }
        }
        return cache
    }
}

extension CacheBuffer {
    /// The contents, as float32.
    var floats: [Float] {
        [Float](unsafeUninitializedCapacity: shape.elementCount) { buffer, initialized in
            let count = Int64(shape.elementCount)
            let halves = memory.base.assumingMemoryBound(to: UInt16.self)
            switch type {
            case .bfloat16: qk_from_bfloat16(halves, buffer.baseAddress, count)
            case .float16: qk_from_float16(halves, buffer.baseAddress, count)
            case .float32, .int32:
                buffer.baseAddress?.update(
                    from: memory.base.assumingMemoryBound(to: Float.self), count: Int(count))
            }
            initialized = Int(count)
        }
    }
}
