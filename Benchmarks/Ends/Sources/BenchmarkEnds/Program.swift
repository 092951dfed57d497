import Dispatch
import Foundation

public enum Program {
    /// Runs a program's asynchronous part to its end on the runtime's threads, while the main thread waits. An
    /// asynchronous `main` would end the main thread instead, which valgrind does not survive.
    public static func run(_ body: @escaping @Sendable () async throws -> Void) {
        let finished = DispatchSemaphore(value: 0)
        Task {
            do {
                try await body()
            } catch {
                FileHandle.standardError.write(Data("\(error)\n".utf8))
                exit(1)
            }
            finished.signal()
        }
        finished.wait()
    }
}
