/// A place in a model's tree of names, from which layers get their parameters. Building and loading a model are the same
/// code: the scope declares names and shapes, the store fills them.
public struct ParameterScope {
    let store: ParameterStore
    let path: String

    /// The scope of a part of the model.
    public func callAsFunction(_ name: String) -> ParameterScope {
        ParameterScope(store: store, path: path.isEmpty ? name : "\(path).\(name)")
    }

    /// The scope of the part with an index.
    public func callAsFunction(_ index: Int) -> ParameterScope { self(String(index)) }

    /// A trainable parameter.
    public func parameter(_ name: String, shape: Shape, _ initializer: Initializer) -> Parameter {
        store.declare(self(name).path, shape: shape, isTrainable: true, initializer)
    }

    /// Numbers that are stored with the model and not trained.
    public func state(_ name: String, shape: Shape, _ initializer: Initializer) -> Parameter {
        store.declare(self(name).path, shape: shape, isTrainable: false, initializer)
    }
}
