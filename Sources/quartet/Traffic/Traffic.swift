import ArgumentParser

/// `quartet traffic`: anomalous records in logs of network traffic.
struct Traffic: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Find anomalous records in logs of network traffic.",
        discussion: """
            A detector is trained on logs of normal traffic. It flags records that deviate from them, with reasons and with \
            how rarely a normal record scores as high. Log formats are recognised from their content; \
            catalogs/traffic/ defines them.

            EXAMPLES:
              quartet traffic inspect conn.log
              quartet traffic train conn.*.log.gz --out network.safetensors
              quartet traffic flag today.log --model network.safetensors --fpr 0.001
              quartet traffic evaluate labelled.csv --model network.safetensors \\
                  --label label --normal benign
            """,
        subcommands: [
            TrafficInspect.self, TrafficTrain.self, TrafficCalibrate.self, TrafficFlag.self,
            TrafficScore.self,
            TrafficEvaluate.self, TrafficDrift.self, TrafficFeedback.self,
        ])
}
