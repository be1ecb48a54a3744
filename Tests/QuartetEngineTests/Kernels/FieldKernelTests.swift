import CKernels
import Foundation
import QuartetEngine
import Testing

@Suite struct FieldKernelTests {
    private static func losses(
        _ heads: [Float], _ rows: [Float], chosen: [[Int32]], slots: [Int32], numbers: Int
    ) -> [Float] {
        let count = rows.count / numbers
        let starts = slots.reduce(into: [Int32(numbers)]) { $0.append($0[$0.count - 1] + $1) }
        var losses = [Float](repeating: -1, count: (numbers + slots.count) * count)
        let flat = chosen.flatMap { $0 }
        flat.withUnsafeBufferPointer { flat in
            var pointers: [UnsafePointer<Int32>?] = []
            for category in slots.indices { pointers.append(flat.baseAddress.map { $0 + category * count }) }
            qk_field_losses(
                heads, rows, Int64(numbers), pointers, starts, Int64(count), Int64(numbers),
                Int64(slots.count), &losses)
        }
        return losses
    }

    /// Against the definition in double precision, with short and long categories, and logits from small to beyond the
    /// range of a float's exponential.
    @Test(arguments: [1, 30, 400] as [Float])
    func followsTheDefinition(scale: Float) {
        let (count, numbers, slots) = (37, 3, [2, 17, 1, 64, 5] as [Int32])
        let width = numbers + Int(slots.reduce(0, +))
        let heads = CounterRandom.normals(count * width, seed: 3, stream: 1).map { $0 * scale }
        let rows = CounterRandom.normals(count * numbers, seed: 3, stream: 2)
        let chosen = slots.map { size in (0..<count).map { Int32($0 * 7) % size } }
        let losses = Self.losses(heads, rows, chosen: chosen, slots: slots, numbers: numbers)
        for row in 0..<count {
            let head = heads[row * width..<(row + 1) * width].map(Double.init)
            for number in 0..<numbers {
                let error = head[number] - Double(rows[row * numbers + number])
                #expect(
                    abs(Double(losses[number * count + row]) - error * error / 2) <= 1e-5
                        * (1 + error * error))
            }
            var first = numbers
            for (category, size) in slots.enumerated() {
                let logits = head[first..<first + Int(size)]
                let most = logits.max() ?? 0
                let all = most + log(logits.reduce(0) { $0 + exp($1 - most) })
                let expected = all - head[first + Int(chosen[category][row])]
                let found = Double(losses[(numbers + category) * count + row])
                #expect(abs(found - expected) <= 2e-6 * (10 + Double(scale) * 10))
                first += Int(size)
            }
        }
    }
}
