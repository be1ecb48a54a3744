extension DecodingError {
    /// What is wrong with a JSON document: the path of the entry, and what was expected there.
    public static func reason(of error: any Error) -> String {
        guard let error = error as? DecodingError else { return "\(error)" }
        return switch error {
        case .keyNotFound(let key, let context): place(context) + "'\(key.stringValue)' is missing"
        case .typeMismatch(let type, let context): place(context) + "expected \(name(of: type))"
        case .valueNotFound(let type, let context): place(context) + "expected \(name(of: type)), found null"
        // Foundation's own wording, without a place in the document.
        case .dataCorrupted(let context) where context.debugDescription.contains("not valid JSON"):
            "it is not valid JSON"
        case .dataCorrupted(let context): place(context) + context.debugDescription
        @unknown default: "\(error)"
        }
    }

    private static func place(_ context: Context) -> String {
        var path = ""
        for key in context.codingPath {
            if let index = key.intValue {
                path += "[\(index)]"
            } else {
                path += path.isEmpty ? key.stringValue : "." + key.stringValue
            }
        }
        return path.isEmpty ? "" : path + ": "
    }

    private static func name(of type: any Any.Type) -> String {
        switch type {
        case is String.Type: "a text"
        case is Bool.Type: "true or false"
        case is any BinaryInteger.Type: "a whole number"
        case is any BinaryFloatingPoint.Type: "a number"
        case is [Any].Type: "a list"
        default: "another kind of value"
        }
    }
}
