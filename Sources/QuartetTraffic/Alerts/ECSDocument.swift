/// A document with the names of the Elastic Common Schema 8.11. Values that the schema has no names for stand under
/// `quartet`. Absent values are left out.
struct ECSDocument<Own: Encodable>: Encodable {
    struct Event: Encodable {
        let kind: String
        let category = ["network"]
        let type = ["info"]
        let module = "quartet"
        let dataset = "quartet.traffic"
        var id: String?
        var riskScore: Double?
        var original: String?

        init(kind: String) { self.kind = kind }

        enum CodingKeys: String, CodingKey {
            case kind, category, type, module, dataset, id, original
            case riskScore = "risk_score"
        }
    }

    struct Rule: Encodable {
        var id: String?
        var name: String?
        var description: String?
        /// The model and its version.
        let ruleset: String
        let version: String

        init(ruleset: String, version: String) {
            self.ruleset = ruleset
            self.version = version
        }
    }

    struct Log: Encodable {
        struct File: Encodable { let path: String }
        let file: File
    }

    struct Endpoint: Encodable {
        let address: String?
        /// Only an address, since an index refuses other text here; `address` takes names too.
        let ip: String?
        let domain: String?
        let port: Int?

        /// Nil where nothing is known.
        init?(_ address: String?, _ port: Int?, domain: String? = nil) {
            guard address != nil || port != nil || domain != nil else { return nil }
            self.address = address
            ip = address.flatMap { InternetAddress($0) == nil ? nil : $0 }
            self.domain = domain
            self.port = port
        }
    }

    struct Network: Encodable {
        let transport: String?
        let `protocol`: String?

        /// Nil where nothing is known.
        init?(transport: String?, protocol: String?) {
            guard transport != nil || `protocol` != nil else { return nil }
            self.transport = transport
            self.protocol = `protocol`
        }
    }

    var timestamp: String?
    let ecs = ["version": "8.11.0"]
    let event: Event
    let rule: Rule
    let message: String
    var log: Log?
    var source: Endpoint?
    var destination: Endpoint?
    var network: Network?
    let quartet: Own

    init(event: Event, rule: Rule, message: String, quartet: Own) {
        self.event = event
        self.rule = rule
        self.message = message
        self.quartet = quartet
    }

    private enum CodingKeys: String, CodingKey {
        case timestamp = "@timestamp"
        case ecs, event, rule, message, log, source, destination, network, quartet
    }
}
