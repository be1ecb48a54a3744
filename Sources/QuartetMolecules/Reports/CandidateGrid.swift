internal import QuartetImaging
internal import QuartetReports

/// Structural formulas in rows with their numbers: as cards of a page, or as one drawing. Molecules of one scaffold lie
/// alike.
struct CandidateGrid {
    struct Entry: Sendable {
        let molecule: ReportMolecule
        let depiction: Depiction
    }

    let entries: [Entry]

    init(_ molecules: [ReportMolecule]) throws(MoleculeError) {
        var scaffolds: [String: [ReportMolecule]] = [:]
        let keys = molecules.map { $0.molecule.scaffold(withStereo: false).smiles }
        for (key, molecule) in zip(keys, molecules) { scaffolds[key, default: []].append(molecule) }
        var entries: [Entry] = []
        for (key, molecule) in zip(keys, molecules) {
            let isShared = !key.isEmpty && (scaffolds[key]?.count ?? 0) > 1
            // A scaffold that cannot be read alone is no frame: an aromatic nitrogen may have lost its hydrogen.
            let scaffold = isShared ? try? Molecule(smiles: key) : nil
            entries.append(
                Entry(
                    molecule: molecule,
                    depiction: try Depiction(
                        of: molecule.molecule, along: scaffold, marking: molecule.markedAtoms)))
        }
        self.entries = entries
    }

    // MARK: Cards of a page

    var gallery: HTMLGallery {
        HTMLGallery(
            entries.map { entry in
                let molecule = entry.molecule
                return HTMLGallery.Card(
                    entry.depiction.drawing(width: 208, height: 140), description: molecule.smiles,
                    title: Self.title(molecule), lines: Self.lines(molecule) + Self.details(molecule),
                    remark: Self.remark(molecule))
            })
    }

    static func title(_ molecule: ReportMolecule) -> String {
        let name = molecule.name.isEmpty || molecule.name == molecule.id ? "" : " · \(molecule.name)"
        let mark =
            switch molecule.mark?.decision {
            case .keep: "✓ "
            case .drop: "✗ "
            default: ""
            }
        return mark + molecule.id + name
    }

    /// The numbers that a chemist looks at first.
    static func lines(_ molecule: ReportMolecule) -> [String] {
        func number(_ property: MoleculeProperty) -> String? {
            molecule.value(property).map {
                property.title + " " + property.text($0) + (property.unit.isEmpty ? "" : " " + property.unit)
            }
        }
        var lines = [
            [number(.qed), number(.sa), number(.logP)], [number(.weight), number(.tpsa)],
        ].map { $0.compactMap(\.self).joined(separator: "  ") }
        if let affinity = molecule.docking?.affinity {
            let receptor = molecule.docking?.receptor ?? ""
            lines.append("docked \(NumberText.decimal(affinity, 1)) kcal/mol, \(receptor)")
        }
        return lines.filter { !$0.isEmpty }
    }

    private static func details(_ molecule: ReportMolecule) -> [String] {
        var details: [String] = []
        if let origin = molecule.origin, origin.command != "add" {
            let parents = (origin.parents ?? []).prefix(3).joined(separator: ", ")
            details.append("by \(origin.command)" + (parents.isEmpty ? "" : " from \(parents)"))
            if let note = origin.note { details.append(note) }
        }
        if let mark = molecule.mark, let reason = mark.reason {
            details.append("\(mark.decision): \(reason)")
        }
        return details
    }

    private static func remark(_ molecule: ReportMolecule) -> String? {
        let alerts = Set(molecule.alerts.map(\.name)).sorted()
        let failed =
            molecule.reasons.isEmpty ? molecule.failedScreens.map { "fails \($0)" } : molecule.reasons
        let all = Array(molecule.warnings.prefix(2)) + alerts + failed.prefix(3)
        return all.isEmpty ? nil : all.joined(separator: "; ")
    }

    // MARK: One drawing

    private static let cell = (width: 190.0, height: 168.0)
    private static let margin = 12.0

    /// All formulas on one sheet: five in a row, or about as many as there are rows.
    func sheet(title: String) -> Drawing {
        let square = Int(Double(entries.count).squareRoot().rounded(.up))
        let columns = max(1, min(max(5, square), entries.count))
        let rows = (entries.count + columns - 1) / columns
        let top = Self.margin + 26
        let width = Double(columns) * Self.cell.width + 2 * Self.margin
        let height = top + Double(rows) * Self.cell.height + Self.margin
        let entries = entries
        return Drawing(width: width, height: height) { canvas in
            let font = Font(size: 14, bold: true)
            canvas.text(
                canvas.truncated(title, toWidth: width - 2 * Self.margin, font: font),
                at: QuartetImaging.Point(Self.margin, Self.margin), font: font,
                with: .colour(DepictionPainter.ink), baseline: .top)
            for (index, entry) in entries.enumerated() {
                let frame = Rect(
                    x: Self.margin + Double(index % columns) * Self.cell.width,
                    y: top + Double(index / columns) * Self.cell.height, width: Self.cell.width,
                    height: Self.cell.height
                ).inset(by: 3)
                canvas.stroke(
                    .roundedRect(frame, radius: 4), with: Colour(grey: 0.85), style: StrokeStyle(width: 0.8))
                entry.depiction.draw(
                    on: canvas, in: frame.inset(by: 3),
                    legend: [Self.title(entry.molecule)] + Self.lines(entry.molecule))
            }
        }
    }
}
