import QuartetEngine
import Testing

@Suite struct ShapeTests {
    @Test func countsItsElements() {
        #expect(([] as Shape).elementCount == 1)
        #expect(([2, 3, 4] as Shape).elementCount == 24)
        #expect(([2, 0, 4] as Shape).elementCount == 0)
        #expect(Shape(repeating: 5, count: 3).elementCount == 125)
        #expect(Shape(checking: [1 << 26, 1 << 26])?.elementCount == 1 << 52)
    }

    /// Also where a zero would hide the others: partial products and strides must not overflow either.
    @Test(arguments: [
        [-1], [2, -3], [0, -1], [1 << 52, 2], [1 << 26, 1 << 27], [Int.max], [Int.max, Int.max], [Int.min],
        [0, 1 << 40, 1 << 40], [1 << 40, 0, 1 << 40],
    ])
    func refusesNegativeAndHugeExtents(_ extents: [Int]) { #expect(Shape(checking: extents) == nil) }

    @Test func isACollectionOfExtents() {
        var shape: Shape = [2, 3, 4]
        #expect(shape.count == 3 && shape[1] == 3 && shape.last == 4 && Array(shape) == [2, 3, 4])
        shape[1] = 5
        #expect(shape == [2, 5, 4] && shape.elementCount == 40)
        #expect(shape.dropLast() + [7] == [2, 5, 7] as Shape)
        #expect([9] + shape == [9, 2, 5, 4] as Shape)
        #expect([9] + shape.dropFirst() == [9, 5, 4] as Shape)
        #expect("\(shape)" == "[2, 5, 4]")
        #expect(Set([shape, [2, 5, 4], [4, 5, 2]]).count == 2)
    }

    @Test func reshapesWithOneOpenExtent() {
        let graph = Graph()
        let x = graph.input("x", shape: [4, 6])
        #expect(x.reshaped([2, -1]).shape == [2, 12])
        #expect(x.reshaped([-1]).shape == [24])
        #expect(x.reshaped([3, 8] as Shape).shape == [3, 8])
        #expect(graph.input("empty", shape: [0, 3]).reshaped([-1, 3]).shape == [0, 3])
    }
}
