/// One search for one molecule: a shape in space, the ligand's file, and Vina.
struct MoleculeDocking {
    let receptor: Receptor
    let box: DockingBox
    let vina: VinaProcess
    let torsionLimit: Int?
    let isStopped: @Sendable () -> Bool

    /// - Throws: ``DockingError`` when there is no shape or no pose.
    func docking(of smiles: String) throws(DockingError) -> Docking {
        let molecule: Molecule
        do throws(MoleculeError) {
            molecule = try Molecule(smiles: smiles)
        } catch {
            throw DockingError(error.reason)
        }
        let conformer = try Conformer(of: molecule, seed: vina.settings.seed)
        let ligand = try LigandFile(conformer, torsionLimit: torsionLimit)
        let poses =
            conformer.hasMacrocycle && vina.settings.exhaustiveness > 1
            ? try posesOfShapes(of: molecule, like: ligand)
            : try vina.poses(of: ligand, in: receptor, box, isStopped: isStopped)
        return Docking(
            smiles: smiles, exhaustiveness: vina.settings.exhaustiveness, torsions: ligand.torsions,
            atoms: ligand.atoms, isFromRandomCoordinates: conformer.isFromRandomCoordinates, poses: poses)
    }

    /// A large ring stays as it is while Vina searches. Thoroughness then means several shapes of it, each with a search of
    /// exhaustiveness 1, instead of several searches with one shape. All have the time of one molecule.
    private func posesOfShapes(
        of molecule: Molecule, like ligand: LigandFile
    ) throws(DockingError) -> [VinaPose] {
        let (begin, limit) = (ContinuousClock.now, vina.settings.timeLimit)
        var search = vina
        search.settings.exhaustiveness = 1
        var poses: [VinaPose] = []
        for shape in 0..<vina.settings.exhaustiveness {
            let left = limit - (ContinuousClock.now - begin) / .seconds(1)
            guard left > 0 else { throw .tooSlow(limit) }
            (search.settings.seed, search.settings.timeLimit) = (vina.settings.seed + shape, left)
            guard let other = try? LigandFile(Conformer(of: molecule, seed: search.settings.seed)),
                other.atoms == ligand.atoms
            else { continue }
            do throws(DockingError) {
                poses += try search.poses(of: other, in: receptor, box, isStopped: isStopped)
            } catch {
                throw error == .tooSlow(left) ? .tooSlow(limit) : error
            }
        }
        return Array(poses.sorted { $0.affinity < $1.affinity }.prefix(vina.settings.poses))
    }
}
