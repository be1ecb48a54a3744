extension Stage {
    /// One step of training: the loss, its gradients with respect to every trainable parameter of the store, and the
    /// updates that layers made while the loss was traced, such as the running statistics of ``BatchNorm``.
    ///
    ///     let plan = Plan(graph, stages: [Stage(minimizing: loss, of: store)])
    ///     let optimizer = Optimizer(store, .adam())
    ///     plan.run(seed: 1, step: 0)
    ///     optimizer.step(learningRate: 1e-3)
    ///
    /// With several stages, make each one before the next loss is traced, so that each gets its own updates.
    ///
    /// - Parameters:
    ///   - loss: a scalar.
    ///   - store: the parameters to train; those that the loss does not depend on get zero gradients.
    ///   - outputs: tensors to read after a run, besides the loss.
    public init(minimizing loss: Tensor, of store: ParameterStore, outputs: [Tensor] = []) {
        let graph = loss.graph
        let trained = store.parameters.filter(\.isTrainable)
        let gradients = graph.gradients(of: loss, withRespectTo: trained.map { graph.parameter($0) })
        self.init(
            outputs: [loss] + outputs, gradients: Array(zip(trained, gradients)), updates: graph.takeUpdates()
        )
    }
}
