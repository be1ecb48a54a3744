/// Explains what is wrong with a document that a RELAX NG schema rejects, and what the schema expects instead.
///
/// libxml2 stops at the first element that does not fit and often names only the element around it. This
/// walk compares every element with the schema's declaration of that name: its attributes and their values,
/// and the children that it may and must have. It supports the patterns that catalogs are written with
/// (`element`, `attribute`, `optional`, `zeroOrMore`, `oneOrMore`, `group`, `interleave`, `choice`, `ref`,
/// `data`, `value`, `text`); it never decides whether a file is valid.
struct SchemaExplainer {
    private let definitions: [String: [CatalogElement]]
    private let elements: [String: CatalogElement]
    private let roots: [String]

    init(schema: CatalogElement) {
        var definitions: [String: [CatalogElement]] = [:]
        var elements: [String: CatalogElement] = [:]
        var roots: [String] = []
        func visit(_ node: CatalogElement) {
            if node.name == "define", let name = node.attributes["name"] { definitions[name] = node.children }
            if node.name == "element", let name = node.attributes["name"], elements[name] == nil {
                elements[name] = node
            }
            for child in node.children { visit(child) }
        }
        visit(schema)
        self.definitions = definitions
        let starts = schema.name == "element" ? [schema] : schema.children("start").flatMap(\.children)
        for start in starts {
            var content = ContentSummary()
            Self.collect(start, required: true, definitions, depth: 0, into: &content)
            roots += content.children.map(\.name)
        }
        self.elements = elements
        self.roots = roots
    }

    /// Every mistake in the tree under `root`, in the file's order.
    func mistakes(in root: CatalogElement) -> [CatalogMistake] {
        guard roots.contains(root.name) else {
            return [mistake(root, "the root element <\(root.name)>", names(roots))]
        }
        var all: [CatalogMistake] = []
        check(root, into: &all)
        return all
    }

    private func check(_ element: CatalogElement, into all: inout [CatalogMistake]) {
        guard let declaration = elements[element.name] else { return }
        var content = ContentSummary()
        for part in declaration.children {
            Self.collect(part, required: true, definitions, depth: 0, into: &content)
        }
        for (name, value) in element.attributes.sorted(by: { $0.key < $1.key }) {
            guard let attribute = content.attributes.first(where: { $0.name == name }) else {
                let allowed = content.attributes.map(\.name)
                let expected = allowed.isEmpty ? "no attribute" : "one of: " + allowed.joined(separator: ", ")
                all.append(mistake(element, "attribute \(name) in <\(element.name)>", expected))
                continue
            }
            if let wanted = attribute.value.refusal(of: value) {
                all.append(mistake(element, "\(name)=\"\(value)\" in <\(element.name)>", wanted))
            }
        }
        for attribute in content.attributes where attribute.required {
            if element.attributes[attribute.name] == nil {
                all.append(
                    mistake(
                        element, "<\(element.name)> without the attribute \(attribute.name)",
                        "\(attribute.name)=\"\(attribute.value.description)\""))
            }
        }
        if let wanted = content.text?.refusal(of: element.text) {
            all.append(mistake(element, "\"\(element.text)\" in <\(element.name)>", wanted))
        } else if content.text == nil, !element.text.isEmpty {
            all.append(mistake(element, "the text \"\(element.text)\" in <\(element.name)>", "no text"))
        }
        let allowed = content.children.map(\.name)
        for child in element.children {
            if allowed.contains(child.name) {
                check(child, into: &all)
            } else {
                all.append(mistake(child, "<\(child.name)> in <\(element.name)>", names(allowed)))
            }
        }
        for child in content.children where child.required && element.child(child.name) == nil {
            all.append(mistake(element, "<\(element.name)> without <\(child.name)>", "one inside it"))
        }
    }

    private static func names(in nameClass: CatalogElement?) -> [String] {
        guard let nameClass else { return [] }
        return nameClass.name == "name" ? [nameClass.text] : nameClass.children("name").map(\.text)
    }

    private func names(_ allowed: [String]) -> String {
        allowed.isEmpty ? "no element inside" : allowed.map { "<\($0)>" }.joined(separator: " or ")
    }

    private func mistake(_ at: CatalogElement, _ found: String, _ expected: String) -> CatalogMistake {
        CatalogMistake(file: at.file, line: at.line, found: found, expected: expected)
    }

    /// Gathers what a pattern allows; nothing inside a choice or an optional part is required.
    private static func collect(
        _ pattern: CatalogElement, required: Bool, _ definitions: [String: [CatalogElement]], depth: Int,
        into content: inout ContentSummary
    ) {
        guard depth < 32 else { return }
        func collectAll(_ parts: [CatalogElement], required: Bool) {
            for part in parts {
                collect(part, required: required, definitions, depth: depth + 1, into: &content)
            }
        }
        switch pattern.name {
        case "element":
            content.addChild(pattern.attributes["name"] ?? "", required: required)
        case "attribute":
            // Either one name as an attribute, or a name class: a choice of names before the value.
            let names = pattern.attributes["name"].map { [$0] } ?? names(in: pattern.children.first)
            let isClass = pattern.attributes["name"] == nil
            let value = ValuePattern(
                isClass ? pattern.children.last : pattern.children.first, definitions: definitions)
            for name in names {
                content.addAttribute(name, required: required && !isClass, value: value)
            }
        case "optional", "zeroOrMore": collectAll(pattern.children, required: false)
        case "choice": collectAll(pattern.children, required: required && pattern.children.count == 1)
        case "oneOrMore", "group", "interleave": collectAll(pattern.children, required: required)
        case "mixed":
            content.text = .any
            collectAll(pattern.children, required: required)
        case "text", "data", "value", "list":
            content.text = ValuePattern(pattern, definitions: definitions)
        case "ref":
            collectAll(definitions[pattern.attributes["name"] ?? ""] ?? [], required: required)
        default: break
        }
    }
}

/// What may stand in one element.
struct ContentSummary {
    var attributes: [(name: String, required: Bool, value: ValuePattern)] = []
    var children: [(name: String, required: Bool)] = []
    var text: ValuePattern?

    mutating func addAttribute(_ name: String, required: Bool, value: ValuePattern) {
        if !attributes.contains(where: { $0.name == name }) { attributes.append((name, required, value)) }
    }

    mutating func addChild(_ name: String, required: Bool) {
        if let index = children.firstIndex(where: { $0.name == name }) {
            children[index].required = children[index].required || required
        } else {
            children.append((name, required))
        }
    }
}
