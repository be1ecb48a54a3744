/// A published model with an adapter of this project. Without a usable adapter the model serves as it was published.
enum AdaptedModel {
    /// - Parameters:
    ///   - path: of the adapter; nil when there is none.
    ///   - load: is given the path of the adapter, or nil to load the model alone.
    /// - Returns: the best model that can be loaded, and why a better one cannot.
    static func best<Model>(adapter path: String?, load: (String?) throws -> Model) -> (
        encoder: Model?, notes: [String]
    ) {
        var notes: [String] = []
        for path in path == nil ? [nil] : [path, nil] {
            do {
                return (try load(path), notes)
            } catch {
                // A model that cannot be read fails in the same way twice.
                if !notes.contains("\(error)") { notes.append("\(error)") }
            }
        }
        return (nil, notes)
    }
}
