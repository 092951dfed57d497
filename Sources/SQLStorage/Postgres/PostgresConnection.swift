import CPostgres
import Foundation
import Synchronization

/// One connection to a PostgreSQL server.
///
/// Calls block their thread, each at most for its deadline; only one at a time makes sense, and the lock sees to it.
/// After an error of the connection every call fails: open another.
final class PostgresConnection: Sendable {
    struct Answer {
        var rows: [Row] = []
        var changesCount = 0
        /// What the server says it did: "INSERT 0 1", "COMMIT".
        var command = ""
    }

    private struct State {
        var handle: OpaquePointer?
        /// Names of statements that the server has prepared, by their text.
        var prepared: [String: String] = [:]
    }

    private let state: Mutex<State>
    private let statementTimeout: Duration
    /// Programs have a fixed set of statements; beyond, all are dropped and prepared again as they come.
    private static let preparedMax = 500
    /// By so much a client waits longer than the server is told to work, so that its own words come first.
    private static let grace = Duration.seconds(2)

    /// - Parameter options: of the session, `-c name=value ...`.
    init(url: String, options: String, connectTimeout: Duration, statementTimeout: Duration) throws(PostgresError) {
        self.statementTimeout = statementTimeout
        let seconds = max(2, Int((connectTimeout / .seconds(1)).rounded(.up)))
        let parameters = [
            ("dbname", url), ("connect_timeout", "\(seconds)"), ("options", options), ("client_encoding", "UTF8"),
            ("application_name", "xiaoer"), ("tcp_user_timeout", "\(Int(statementTimeout / .milliseconds(1)))"),
        ]
        let handle = CStrings.withPointers(parameters.map(\.0)) { names in
            CStrings.withPointers(parameters.map(\.1)) { values in PQconnectdbParams(names, values, 1) }
        }
        guard PQstatus(handle) == CONNECTION_OK else {
            let detail = Self.message(of: handle)
            PQfinish(handle)
            throw .unreachable(detail: detail)
        }
        state = Mutex(State(handle: handle))
    }

    deinit { close() }

    func close() {
        state.withLock { state in
            PQfinish(state.handle)
            state.handle = nil
        }
    }

    var isUsable: Bool { state.withLock { $0.handle != nil && PQstatus($0.handle) == CONNECTION_OK } }

    /// Runs one statement, prepared on first use.
    func execute(_ sql: String, _ arguments: [SQLValue]) throws(PostgresError) -> Answer {
        let deadline = ContinuousClock.now + statementTimeout + Self.grace
        let parameters = PostgresParameters(arguments)
        return try state.withLock { state throws(PostgresError) in
            let name = try Self.prepare(sql, &state, deadline: deadline)
            let handle = state.handle
            let sent = parameters.withPointers { values, lengths, formats in
                PQsendQueryPrepared(handle, name, Int32(arguments.count), values, lengths, formats, 0)
            }
            guard sent == 1 else { throw Self.lost(&state) }
            return try Self.receive(&state, deadline: deadline)
        }
    }

    /// Runs statements without arguments, of which the last one's answer counts.
    ///
    /// - Parameter timeout: instead of a statement's usual one.
    @discardableResult
    func execute(script: String, timeout: Duration? = nil) throws(PostgresError) -> Answer {
        let deadline = ContinuousClock.now + (timeout ?? statementTimeout) + Self.grace
        return try state.withLock { state throws(PostgresError) in
            guard PQsendQuery(state.handle, script) == 1 else { throw Self.lost(&state) }
            return try Self.receive(&state, deadline: deadline)
        }
    }
}

extension PostgresConnection {
    private static func prepare(
        _ sql: String,
        _ state: inout State,
        deadline: ContinuousClock.Instant
    ) throws(PostgresError) -> String {
        if let name = state.prepared[sql] { return name }
        if state.prepared.count >= preparedMax {
            guard PQsendQuery(state.handle, "DEALLOCATE ALL") == 1 else { throw lost(&state) }
            _ = try receive(&state, deadline: deadline)
            state.prepared = [:]
        }
        let name = "s\(state.prepared.count)"
        guard PQsendPrepare(state.handle, name, sql, 0, nil) == 1 else { throw lost(&state) }
        _ = try receive(&state, deadline: deadline)
        state.prepared[sql] = name
        return name
    }

    /// Waits for all results of what was sent; the last one with rows or changes counts, the first error is thrown.
    private static func receive(
        _ state: inout State,
        deadline: ContinuousClock.Instant
    ) throws(PostgresError) -> Answer {
        var answer = Answer()
        var failure: PostgresError?
        while true {
            try wait(&state, deadline: deadline)
            guard let result = PQgetResult(state.handle) else { break }
            defer { PQclear(result) }
            switch PQresultStatus(result) {
            case PGRES_TUPLES_OK, PGRES_COMMAND_OK: answer = Answer(result)
            case PGRES_EMPTY_QUERY: break
            default: failure = failure ?? PostgresError(result)
            }
        }
        if let failure {
            // A server that ends the session says so first.
            if PQstatus(state.handle) != CONNECTION_OK { throw .connectionLost(detail: failure.detail) }
            throw failure
        }
        return answer
    }

    /// Until a result is there; a connection whose deadline passes is closed, since its answer may still come.
    private static func wait(_ state: inout State, deadline: ContinuousClock.Instant) throws(PostgresError) {
        while true {
            let unsent = PQflush(state.handle)
            guard unsent >= 0 else { throw lost(&state) }
            if unsent == 0, PQisBusy(state.handle) == 0 { return }
            let left = deadline - .now
            guard left > .zero else {
                PQfinish(state.handle)
                state.handle = nil
                throw .timedOut
            }
            var descriptor = pollfd()
            descriptor.fd = PQsocket(state.handle)
            descriptor.events = Int16(POLLIN) | (unsent == 1 ? Int16(POLLOUT) : 0)
            let milliseconds = Int32(min(left / .milliseconds(1) + 1, 1_000_000))
            if poll(&descriptor, 1, milliseconds) > 0, descriptor.revents != Int16(POLLOUT) {
                guard PQconsumeInput(state.handle) == 1 else { throw lost(&state) }
            }
        }
    }

    private static func lost(_ state: inout State) -> PostgresError {
        guard state.handle != nil else { return .connectionLost(detail: "it is closed") }
        let detail = message(of: state.handle)
        guard PQstatus(state.handle) != CONNECTION_OK else { return .refused(state: "", message: detail) }
        PQfinish(state.handle)
        state.handle = nil
        return .connectionLost(detail: detail)
    }

    private static func message(of handle: OpaquePointer?) -> String {
        guard let text = PQerrorMessage(handle) else { return "no message" }
        return String(cString: text).trimmingCharacters(in: .whitespacesAndNewlines)
            .replacing("\n", with: "; ")
    }
}

extension PostgresError {
    /// From a result that is an error. The server's detail is left out: it quotes values, which are customers'.
    fileprivate init(_ result: OpaquePointer) {
        func field(_ code: UnicodeScalar) -> String {
            PQresultErrorField(result, Int32(code.value)).map { String(cString: $0) } ?? ""
        }
        // PG_DIAG_SQLSTATE and PG_DIAG_MESSAGE_PRIMARY, which C has as characters.
        self = .refused(state: field("C"), message: field("M"))
    }

    fileprivate var detail: String {
        switch self {
        case .unreachable(let detail), .connectionLost(let detail): detail
        case .timedOut: "timed out"
        case .refused(_, let message): message
        }
    }
}
