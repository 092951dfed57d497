import Glibc

/// What a process is started with.
struct ChildLaunch: Hashable, Sendable {
    let name: String
    let binary: String
    let environment: [String: String]
    /// Standard output and error are added at its end.
    let logFile: String
}

/// Starting, signalling and waiting for processes, as the system calls have it.
enum ChildProcess {
    /// The child leads a process group of its own, so that Ctrl-C reaches the supervisor alone, which then stops
    /// the children in order. It inherits the given standard input and its log file; every other file of this
    /// process is opened so that it closes by itself in children.
    static func spawn(_ launch: ChildLaunch, standardInput: Int32) throws(MeshError) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, standardInput, STDIN_FILENO)
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, launch.logFile, O_WRONLY | O_CREAT | O_APPEND, 0o644)
        posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO)

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        posix_spawnattr_setpgroup(&attributes, 0)
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        for signal in [SIGINT, SIGTERM, SIGPIPE, SIGHUP] { sigaddset(&signals, signal) }
        posix_spawnattr_setsigdefault(&attributes, &signals)
        let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
        posix_spawnattr_setflags(&attributes, Int16(flags))

        var pid: pid_t = 0
        let failure = withCStrings([launch.binary]) { arguments in
            withCStrings(launch.environment.map { "\($0.key)=\($0.value)" }) { environment in
                posix_spawn(&pid, launch.binary, &actions, &attributes, arguments, environment)
            }
        }
        guard failure == 0 else {
            throw .notSpawned(name: launch.name, reason: String(cString: strerror(failure)))
        }
        return pid
    }

    /// How the child ended; nil while it runs.
    static func end(of pid: pid_t) -> ProcessEnd? {
        var status: Int32 = 0
        return waitpid(pid, &status, WNOHANG) == pid ? ProcessEnd(waitStatus: status) : nil
    }

    /// A signal to a process that is gone is no error: it wanted it gone.
    static func signal(_ pid: pid_t, _ signal: Int32) {
        kill(pid, signal)
    }

    private static func withCStrings<Result>(
        _ texts: [String],
        _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
    ) -> Result {
        var pointers: [UnsafeMutablePointer<CChar>?] = texts.map { strdup($0) }
        pointers.append(nil)
        defer { for pointer in pointers { free(pointer) } }
        return pointers.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { preconditionFailure("the list ends with a null pointer") }
            return body(base)
        }
    }
}
