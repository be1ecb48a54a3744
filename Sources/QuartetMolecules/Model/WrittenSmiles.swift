/// The molecule that the tokens of a SMILES have described so far: its atoms, the bonds between them, and what is still
/// open.
struct WrittenSmiles {
    enum Place { case start, atom, bond, open, close, dot }

    private struct OpenRing {
        let atom: Int
        /// Nil where none is written: the other end decides.
        let bond: WrittenBond?
    }

    private(set) var atoms: [WrittenAtom] = []
    /// The atoms that each atom is bonded to, and those among them with an aromatic bond.
    private(set) var neighbours: [[Int]] = []
    private(set) var aromaticNeighbours: [[Int]] = []
    private(set) var place = Place.start
    /// An atom has more bonds than its element allows.
    private(set) var isOverbonded = false
    /// The last token has changed the bonds of an aromatic atom, or what may still be bonded to one.
    private(set) var touchesAromatic = false
    /// The atom that the next one is bonded to.
    private var current = 0
    /// Those that open parentheses return to.
    private var branches: [Int] = []
    private var rings: [Int: OpenRing] = [:]
    /// The bond that waits for its atom; the atom before has it already.
    private var pending: WrittenBond?
    /// No atom stands behind the last parenthesis that was opened.
    private var isBranchEmpty = false

    /// Nothing is open, and the last token may be the last of a SMILES.
    var isComplete: Bool { branches.isEmpty && rings.isEmpty && (place == .atom || place == .close) }

    /// An atom that is bonded to the last one may follow.
    var mayContinueWithAtom: Bool { place != .start && place != .dot }

    /// Tokens that must be written, at least, until it is complete.
    var missingTokens: Int {
        let needsAtom = place == .close ? !rings.isEmpty : place != .atom
        return branches.count + rings.count + (needsAtom ? 1 : 0)
    }

    /// Whether the grammar allows a token here.
    func allows(_ symbol: SmilesSymbol) -> Bool {
        let afterAtom = place == .atom || place == .close
        switch symbol {
        case .atom: return true
        // A bond may begin a branch, and stand before a ring label; never two of them.
        case .bond: return afterAtom || place == .open
        case .open: return afterAtom
        case .close: return afterAtom && !branches.isEmpty
        case .dot: return afterAtom && branches.isEmpty
        case .ring(let label):
            // After a parenthesis that was opened the atom is already behind it.
            if !(place == .atom || place == .bond) || atoms.isEmpty || isBranchEmpty { return false }
            guard let open = rings[label] else { return true }
            if let bond = open.bond, let pending, bond != pending { return false }
            return open.atom != current && !neighbours[current].contains(open.atom)
        }
    }

    mutating func write(_ symbol: SmilesSymbol) {
        touchesAromatic = atoms.indices.contains(current) && atoms[current].isAromatic
        switch symbol {
        case .atom(let atom):
            let previous = current
            if atom.isAromatic { touchesAromatic = true }
            current = atoms.count
            atoms.append(atom)
            neighbours.append([])
            aromaticNeighbours.append([])
            if place != .start && place != .dot {
                connect(previous, current, pending)
                if pending == nil { add(.plain, to: previous) }
                add(pending ?? .plain, to: current)
            }
            (place, pending, isBranchEmpty) = (.atom, nil, false)
        case .bond(let bond):
            (place, pending) = (.bond, bond)
            add(bond, to: current)
        case .dot: place = .dot
        case .open:
            branches.append(current)
            (place, isBranchEmpty) = (.open, true)
        case .close:
            current = branches.popLast() ?? current
            place = .close
        case .ring(let label):
            writeRing(label)
            (place, pending) = (.atom, nil)
        }
    }

    private mutating func writeRing(_ label: Int) {
        guard atoms.indices.contains(current) else { return }
        guard let open = rings.removeValue(forKey: label) else {
            rings[label] = OpenRing(atom: current, bond: pending)
            if pending == nil { add(.plain, to: current) }
            return
        }
        if atoms[open.atom].isAromatic { touchesAromatic = true }
        let bond = pending ?? open.bond
        connect(open.atom, current, bond)
        if pending == nil { add(bond ?? .plain, to: current) }
        // One bond was counted when the ring was opened.
        if open.bond == nil, let bond {
            atoms[open.atom].replaceSingle(by: bond)
            noteOverbonding(of: open.atom)
        }
    }

    private mutating func connect(_ first: Int, _ second: Int, _ bond: WrittenBond?) {
        neighbours[first].append(second)
        neighbours[second].append(first)
        guard atoms[first].isAromatic, atoms[second].isAromatic, bond ?? .plain == .plain else {
            return
        }
        aromaticNeighbours[first].append(second)
        aromaticNeighbours[second].append(first)
    }

    private mutating func add(_ bond: WrittenBond, to atom: Int) {
        atoms[atom].add(bond)
        noteOverbonding(of: atom)
    }

    private mutating func noteOverbonding(of atom: Int) {
        if atoms[atom].freeBonds < 0 { isOverbonded = true }
    }

    // MARK: What may still come

    /// No atom that may be continued has a bond left, where one is needed: a ring is open, or a parenthesis has just been
    /// opened.
    var isDeadEnd: Bool {
        if place == .open { return atoms[current].mostFreeBonds < 1 }
        if rings.isEmpty || place == .dot || place == .bond { return false }
        return (branches + [current]).allSatisfy { atoms[$0].mostFreeBonds < 1 }
    }

    /// Whether each aromatic atom can be in an aromatic ring, and the rings can have double bonds that alternate. Atoms that
    /// may still be bonded need not have one.
    ///
    /// - Parameter isFinished: nothing comes any more.
    func canBeAromatic(isFinished: Bool) -> Bool {
        guard atoms.contains(where: \.isAromatic) else { return true }
        let ringAtoms = isFinished ? [] : Set(rings.values.map(\.atom))
        let open = isFinished ? [] : ringAtoms.union((branches + [current]).filter(mayBeContinued))
        let ringNeighbours = RingBonds(aromaticNeighbours, open: open).neighbours
        for (atom, written) in atoms.enumerated() where written.isAromatic {
            // An aromatic atom has two bonds of its ring.
            let possible = open.contains(atom) ? possibleRingBonds(of: atom) : 0
            if ringNeighbours[atom].count + possible < 2 { return false }
        }
        let needs = atoms.indices.map { atom in
            let mayWait = ringAtoms.contains(atom) || open.contains(atom) && atoms[atom].mayEscapeAlternating
            return atoms[atom].needsAlternatingBond && !mayWait
        }
        let partners = atoms.indices.map { atom in
            atoms[atom].mayHaveAlternatingBond
                ? ringNeighbours[atom].filter { atoms[$0].mayHaveAlternatingBond } : []
        }
        return AlternatingBonds(partners: partners).cover(needs)
    }

    private func mayBeContinued(_ atom: Int) -> Bool {
        atoms[atom].mostFreeBonds >= 1 || (atom == current && place == .bond)
    }

    /// Bonds of an aromatic ring that an atom may still get.
    private func possibleRingBonds(of atom: Int) -> Int {
        let labels = rings.values.count { $0.atom == atom && ($0.bond ?? .plain) == .plain }
        let waits = atom == current && place == .bond && pending == .plain
        return min(max(atoms[atom].freeBonds, 0), 4) + labels + (waits ? 1 : 0)
    }
}
