/// A process of the mesh, in the order in which they start: each after those it calls.
enum MeshMember: String, CaseIterable, Sendable {
    case inference
    case orderTracking = "order-tracking"
    case nlu
    case recommendation
    case dialogueManager = "dialogue-manager"
    case gateway

    /// The name of the folder, the binary and the log.
    var name: String { rawValue }

    /// The default port for calls; the admin port is 100 above.
    var port: Int {
        switch self {
        case .gateway: 7_400
        case .dialogueManager: 7_401
        case .nlu: 7_402
        case .inference: 7_403
        case .orderTracking: 7_404
        case .recommendation: 7_405
        }
    }

    /// The members that must be ready before this one starts.
    var dependencies: [MeshMember] {
        switch self {
        case .inference, .orderTracking: []
        case .nlu, .recommendation: [.inference]
        case .dialogueManager: [.nlu, .orderTracking, .recommendation, .inference]
        case .gateway: [.dialogueManager]
        }
    }
}
