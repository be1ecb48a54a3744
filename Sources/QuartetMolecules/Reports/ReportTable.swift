/// The molecules of a report as a file: CSV, SMILES or SDF.
extension MoleculeReport {
    /// All molecules with their numbers.
    ///
    /// - Throws: ``MoleculeError`` when a molecule cannot be written.
    public func table(as form: MoleculeForm) throws(MoleculeError) -> String {
        let extra = Set(molecules.flatMap(\.values.keys))
            .subtracting(MoleculeProperty.allCases.map(\.rawValue)).sorted()
        let numbers = MoleculeProperty.allCases.map(\.rawValue) + extra
        let headings =
            ["id"] + numbers + ["affinity", "receptor", "alerts", "failed", "mark", "reason", "made by"]
        var text = form.head(columns: headings)
        for molecule in molecules {
            let columns = zip(headings, cells(of: molecule, numbers)).map {
                MoleculeRow.Column(name: $0, value: $1)
            }
            // Empty data items say nothing.
            text += try form.text(
                molecule.molecule, name: molecule.name.isEmpty ? molecule.id : molecule.name,
                columns: form == .sdf ? columns.filter { !$0.value.isEmpty } : columns)
        }
        return text
    }

    private func cells(of molecule: ReportMolecule, _ numbers: [String]) -> [String] {
        let values = numbers.map { name -> String in
            guard let value = molecule.values[name], value.isFinite else { return "" }
            let rounded = (value * 1e4).rounded() / 1e4
            return rounded == rounded.rounded() && abs(rounded) < 1e9 ? "\(Int(rounded))" : "\(rounded)"
        }
        let alerts = molecule.alerts.map(\.name)
        let failed = molecule.reasons + molecule.verdicts.filter { !$0.value }.keys.sorted()
        return [molecule.id] + values
            + [
                molecule.docking?.affinity.map { "\($0)" } ?? "", molecule.docking?.receptor ?? "",
                alerts.joined(separator: "; "), failed.joined(separator: "; "),
                molecule.mark?.decision.rawValue ?? "", molecule.mark?.reason ?? "",
                molecule.origin?.command ?? "",
            ]
    }
}
