/// The bonds of a graph that lie in a ring: those whose removal leaves their atoms connected (Tarjan's search for bridges).
struct RingBonds {
    /// The atoms that each atom has such a bond with.
    private(set) var neighbours: [[Int]]
    private let graph: [[Int]]
    /// When an atom was reached, from 1, and the earliest time that a bond leads back to from beyond it.
    private var reached: [Int]
    private var earliest: [Int]
    private var time = 0

    /// - Parameter open: atoms that may still be bonded, so that any two of them may close a ring.
    init(_ graph: [[Int]], open: Set<Int>) {
        var graph = graph
        // What is still to be written is one more atom.
        let future = graph.count
        graph.append(open.sorted())
        for atom in open { graph[atom].append(future) }
        self.graph = graph
        neighbours = [[Int]](repeating: [], count: graph.count)
        reached = [Int](repeating: 0, count: graph.count)
        earliest = reached
        for atom in graph.indices where reached[atom] == 0 { search(atom, from: nil) }
        neighbours.removeLast()
        for atom in open { neighbours[atom].removeAll { $0 == future } }
    }

    private mutating func search(_ atom: Int, from parent: Int?) {
        time += 1
        (reached[atom], earliest[atom]) = (time, time)
        for next in graph[atom] where next != parent {
            if reached[next] == 0 {
                search(next, from: atom)
                earliest[atom] = min(earliest[atom], earliest[next])
                if earliest[next] <= reached[atom] { join(atom, next) }
            } else {
                earliest[atom] = min(earliest[atom], reached[next])
                // Seen from both ends, it is taken from the later one.
                if reached[next] < reached[atom] { join(atom, next) }
            }
        }
    }

    private mutating func join(_ first: Int, _ second: Int) {
        neighbours[first].append(second)
        neighbours[second].append(first)
    }
}
