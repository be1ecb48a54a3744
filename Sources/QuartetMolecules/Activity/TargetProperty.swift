internal import QuartetFiles

/// A trained model of measurements as a property that an objective may ask for: `target(FILE)` is what the model predicts,
/// or the probability of the positive class where it learnt labels.
struct TargetProperty: Sendable {
    private let model: ActivityModel
    private let standardizer: Standardizer
    private let version: String

    /// - Parameter path: of a model that `quartet molecules target train` wrote.
    /// - Throws: `FileError` for a file that is not an activity model, with what to do.
    init(path: String) throws {
        model = try ActivityModel(path: path)
        version = try Fingerprint(ofFile: path).text
        standardizer = Standardizer(counterIons: try CounterIons())
    }

    /// It takes longer than counting atoms, and a step that matters is a factor of ten or a tenth of a probability.
    var property: ObjectiveProperty {
        let width = model.summary.isClassification ? 0.1 : 1
        var property = ObjectiveProperty(
            width: width, isSlow: true, isShare: model.summary.isClassification
        ) { facts in
            let form = model.summary.form
            let parent = try standardizer.modelled(facts.molecule, in: form)
            return model.value(of: try MoleculeFeatures(parent))
        }
        property.version = version
        return property
    }
}
