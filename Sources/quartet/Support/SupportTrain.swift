import ArgumentParser

/// `quartet support train`.
struct SupportTrain: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train", abstract: "Train the models of the support bot.",
        subcommands: [
            TrainIntents.self, TrainQuestions.self, TrainPairs.self, TrainCheck.self, TrainSearch.self,
            TrainWriter.self,
            TrainEncoder.self, TrainDecision.self,
        ])
}
