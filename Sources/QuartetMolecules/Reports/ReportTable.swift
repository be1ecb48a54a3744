internal import QuartetReports

/// The molecules of a report as a file: CSV, SMILES or SDF.
extension MoleculeReport {
    /// All molecules with their numbers.
    ///
    /// - Throws: ``MoleculeError`` when a molecule cannot be written.
    public func table(as form: MoleculeForm) throws(MoleculeError) -> String {
        let extra = Set(molecules.flatMap(\.values.keys))
            .subtracting(MoleculeProperty.scored.map(\.rawValue)).sorted()
        let numbers = MoleculeProperty.scored.map(\.rawValue) + extra
        let headings =
            ["id"] + numbers + [
                "affinity", "receptor", "alerts", "failed", "notes", "mark", "reason", "made by",
            ]
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
            return value.text(atMost: 4)
        }
        let alerts = molecule.alerts.map(\.name)
        let failed = molecule.reasons.isEmpty ? molecule.failedScreens : molecule.reasons
        return [molecule.id] + values
            + [
                molecule.docking?.affinity.map { "\($0)" } ?? "", molecule.docking?.receptor ?? "",
                alerts.joined(separator: "; "), failed.joined(separator: "; "),
                molecule.warnings.joined(separator: "; "),
                molecule.mark?.decision.rawValue ?? "", molecule.mark?.reason ?? "",
                molecule.origin?.command ?? "",
            ]
    }
}
