/// The other services as the dialogue sees them. Thrown errors mean that a service did not answer; what a service
/// answers when it knows nothing (no such order) is a value.
struct DialoguePorts: Sendable {
    var understand: @Sendable (UnderstandingRequest) async throws -> Understanding
    var call: @Sendable (ServiceCall, CallScope) async throws -> CallResult
    /// What a language model writes; nil where none is to be asked.
    var write: (@Sendable (WritingRequest) async throws -> String)?
}

/// A service did not answer, or answered with an error.
struct PortFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// The status code of the call, as in gRPC.
    var code: Int32
    var reason: String

    var description: String { reason }
}

/// A message with what the nlu needs to read it.
struct UnderstandingRequest: Hashable, Sendable {
    var text: String
    /// Earlier messages, oldest first.
    var history: [Utterance]
    var now: Moment
    var timeZone: String
}

/// For whom a call is made.
struct CallScope: Hashable, Sendable {
    var message: IncomingMessage
    /// How many orders or products are wanted at most.
    var limit: Int
    /// Nothing is recommended then.
    var hasOpenComplaint = false

    var customerID: String { message.customerID }
    var conversationID: String { message.conversationID }
}
