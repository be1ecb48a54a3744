import ArgumentParser

/// `quartet traffic`: anomalous records in logs of network traffic.
struct Traffic: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Find anomalous records in logs of network traffic.",
        discussion: """
            A detector learns from normal traffic and then says which records are not like it, why, and how seldom a \
            normal record scores as high. Formats are recognised from the content; they are described in \
            catalogs/traffic/.

            EXAMPLES:
              quartet traffic inspect conn.log
              quartet traffic train conn.*.log.gz --out network.safetensors
              quartet traffic flag today.log --model network.safetensors --fpr 0.001
              quartet traffic evaluate labelled.csv --model network.safetensors --label label --normal benign
            """,
        subcommands: [
            TrafficInspect.self, TrafficTrain.self, TrafficCalibrate.self, TrafficFlag.self,
            TrafficScore.self,
            TrafficEvaluate.self, TrafficDrift.self, TrafficFeedback.self,
        ])
}
