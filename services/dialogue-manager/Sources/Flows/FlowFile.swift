import Foundation
import Yams

/// Reads one flow from YAML. Whatever is wrong is told with its file and line.
struct FlowFile {
    private let name: String

    static func flow(yaml: String, name: String) throws(FlowFileError) -> Flow {
        let node: Node?
        do {
            node = try Yams.compose(yaml: yaml)
        } catch {
            throw FlowFileError(file: name, line: error.line, reason: "this is not YAML: \(error.reason)")
        }
        guard let node else { throw FlowFileError(file: name, line: 1, reason: "the file is empty") }
        return try FlowFile(name: name).flow(node)
    }

    private func flow(_ node: Node) throws(FlowFileError) -> Flow {
        let fields = try fields(node, allowed: ["flow", "version", "expert", "intents", "cues", "steps"])
        let action: AfterSaleKind = try choice(fields, "flow", in: node)
        let version = try required(fields, "version", in: node)
        guard let number = version.int, number >= 1 else { throw error(version, "version must be a number from 1") }
        var steps: [FlowStep] = []
        for step in try sequence(required(fields, "steps", in: node)) {
            let step = try self.step(step, number: steps.count + 1)
            guard !steps.contains(where: { $0.id == step.id }) else {
                throw error(node, "the step \"\(step.id)\" is there twice; give one of them another id")
            }
            steps.append(step)
        }
        let flow = Flow(
            action: action,
            version: number,
            expert: try choice(fields, "expert", in: node),
            intents: try texts(fields["intents"]),
            cues: try groups(fields["cues"]),
            steps: steps
        )
        try check(flow, fields["steps"] ?? node)
        return flow
    }

    private func step(_ node: Node, number: Int) throws(FlowFileError) -> FlowStep {
        let fields = try fields(
            node,
            allowed: ["id", "collect", "assume", "choices", "call", "branch", "to", "confirm", "answer", "hand_over"]
        )
        let verbs = ["collect", "call", "branch", "confirm", "answer", "hand_over"].filter { fields[$0] != nil }
        guard verbs.count == 1, let verb = verbs.first else {
            throw error(node, "a step is exactly one of collect, call, branch, confirm, answer and hand_over")
        }
        let action: FlowStep.Action
        switch verb {
        case "collect":
            let slot: FlowSlot = try choice(fields, "collect", in: node)
            action = .collect(slot, try collecting(fields, slot: slot, in: node))
        case "call": action = .call(try choice(fields, "call", in: node))
        case "branch": action = .branch(try choice(fields, "branch", in: node), to: try targets(fields, in: node))
        case "confirm": action = .confirm(try choice(fields, "confirm", in: node))
        case "answer": action = .answer(try choice(fields, "answer", in: node))
        default: action = .handOver
        }
        return FlowStep(id: fields["id"]?.string ?? "\(verb)-\(number)", action: action)
    }

    private func collecting(
        _ fields: [String: Node],
        slot: FlowSlot,
        in node: Node
    ) throws(FlowFileError) -> Collecting {
        var collecting = Collecting(assume: fields["assume"]?.string)
        if let choices = fields["choices"] {
            guard let mapping = choices.mapping else { throw error(choices, "choices map a code to its words") }
            for (code, words) in mapping {
                guard let code = code.string else { throw error(choices, "a code must be a text") }
                collecting.choices.append(Collecting.Choice(code: code, words: try texts(words)))
            }
        }
        if slot == .reason {
            guard !collecting.choices.isEmpty else { throw error(node, "a reason needs choices") }
            if let assume = collecting.assume, !collecting.choices.contains(where: { $0.code == assume }) {
                throw error(node, "\"\(assume)\" is none of the choices")
            }
        }
        return collecting
    }

    private func targets(_ fields: [String: Node], in node: Node) throws(FlowFileError) -> [String: String] {
        guard let mapping = fields["to"]?.mapping else { throw error(node, "a branch needs to: {value: step}") }
        var targets: [String: String] = [:]
        for (value, step) in mapping {
            guard let value = value.string, let step = step.string else {
                throw error(node, "a branch maps a value to the id of a step")
            }
            targets[value] = step
        }
        return targets
    }

    /// What no single step shows: where branches lead, and that nothing is executed without a yes to its consequence.
    private func check(_ flow: Flow, _ node: Node) throws(FlowFileError) {
        guard let last = flow.steps.last, last.action.isEnd else {
            throw error(node, "the last step must be an answer or hand_over")
        }
        let lines = node.sequence.map { $0.map { $0 } } ?? []
        var targets: Set<String> = []
        for (index, step) in flow.steps.enumerated() {
            let place = lines.indices.contains(index) ? lines[index] : node
            switch step.action {
            case .branch(_, let to):
                for target in to.values.sorted() {
                    guard let found = flow.index(of: target) else {
                        throw error(place, "there is no step \"\(target)\"")
                    }
                    guard found > index else {
                        throw error(place, "a branch leads forward; \"\(target)\" is behind it")
                    }
                    targets.insert(target)
                }
            case .confirm:
                guard index > 0, flow.steps[index - 1].action == .call(.prepare), !targets.contains(step.id) else {
                    throw error(place, "confirm must follow call: prepare, whose consequence it shows")
                }
            case .call(.execute):
                guard index > 0, case .confirm = flow.steps[index - 1].action, !targets.contains(step.id) else {
                    throw error(place, "call: execute must follow a confirm, and no branch may lead to it")
                }
            case .collect, .call(.prepare), .answer, .handOver:
                break
            }
        }
    }
}

extension FlowStep.Action {
    fileprivate var isEnd: Bool {
        switch self {
        case .answer, .handOver: true
        case .collect, .call, .branch, .confirm: false
        }
    }
}

// Reading nodes.
extension FlowFile {
    private func fields(_ node: Node, allowed: [String]) throws(FlowFileError) -> [String: Node] {
        guard let mapping = node.mapping else { throw error(node, "this must be a mapping of names to values") }
        var fields: [String: Node] = [:]
        for (key, value) in mapping {
            guard let name = key.string, allowed.contains(name) else {
                throw error(key, "\"\(key.string ?? "?")\" is none of \(allowed.joined(separator: ", "))")
            }
            fields[name] = value
        }
        return fields
    }

    private func required(_ fields: [String: Node], _ name: String, in node: Node) throws(FlowFileError) -> Node {
        guard let value = fields[name] else { throw error(node, "\(name) is missing") }
        return value
    }

    private func choice<Value: RawRepresentable & CaseIterable>(
        _ fields: [String: Node],
        _ name: String,
        in node: Node
    ) throws(FlowFileError) -> Value where Value.RawValue == String {
        let value = try required(fields, name, in: node)
        guard let text = value.string, let found = Value(rawValue: text) else {
            let names = Value.allCases.count > 20 ? "" : ": " + Value.allCases.map(\.rawValue).joined(separator: ", ")
            throw error(value, "\(name): there is no \"\(value.string ?? "?")\"\(names)")
        }
        return found
    }

    private func sequence(_ node: Node) throws(FlowFileError) -> [Node] {
        guard let sequence = node.sequence, !sequence.isEmpty else { throw error(node, "this must be a list") }
        return sequence.map { $0 }
    }

    private func texts(_ node: Node?) throws(FlowFileError) -> [String] {
        guard let node else { return [] }
        var texts: [String] = []
        for element in try sequence(node) {
            guard let text = element.string, !text.isEmpty else { throw error(element, "this must be a text") }
            texts.append(text)
        }
        return texts
    }

    private func groups(_ node: Node?) throws(FlowFileError) -> [[String]] {
        guard let node else { return [] }
        var groups: [[String]] = []
        for element in try sequence(node) { groups.append(try texts(element)) }
        return groups
    }

    private func error(_ node: Node, _ reason: String) -> FlowFileError {
        FlowFileError(file: name, line: node.mark?.line ?? 1, reason: reason)
    }
}

/// Why the flow files cannot be used; the service does not start with such files.
struct FlowFileError: Error, Hashable, Sendable, CustomStringConvertible {
    var file: String
    /// From 1.
    var line: Int
    var reason: String

    var description: String { "\(file):\(line): \(reason)" }
}

extension Error {
    /// The line of a YAML error, where it has one.
    fileprivate var line: Int {
        switch self as? YamlError {
        case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _): mark.line
        default: 1
        }
    }

    fileprivate var reason: String {
        switch self as? YamlError {
        case .scanner(_, let problem, _, _), .parser(_, let problem, _, _), .composer(_, let problem, _, _): problem
        default: String(describing: self)
        }
    }
}
