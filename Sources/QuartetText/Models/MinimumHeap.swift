/// A binary heap whose smallest item comes out first.
struct MinimumHeap<Item: Comparable & Sendable>: Sendable {
    private var items: [Item] = []

    mutating func removeAll() { items.removeAll(keepingCapacity: true) }

    mutating func insert(_ item: Item) {
        items.append(item)
        var child = items.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            if items[parent] <= item { break }
            items[child] = items[parent]
            child = parent
        }
        items[child] = item
    }

    mutating func popMinimum() -> Item? {
        guard let last = items.popLast() else { return nil }
        guard let minimum = items.first else { return last }
        var parent = 0
        while true {
            var child = 2 * parent + 1
            if child >= items.count { break }
            if child + 1 < items.count && items[child + 1] < items[child] { child += 1 }
            if last <= items[child] { break }
            items[parent] = items[child]
            parent = child
        }
        items[parent] = last
        return minimum
    }
}
