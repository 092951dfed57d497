import Glibc
import ServiceShell

/// How a process ended.
enum ProcessEnd: Hashable, Sendable, CustomStringConvertible {
    case exited(Int32)
    case signalled(Int32)

    /// From the status word of waitpid(2): the low seven bits hold the signal, the next byte the exit status.
    init(waitStatus: Int32) {
        let signal = waitStatus & 0x7F
        self = signal == 0 ? .exited((waitStatus >> 8) & 0xFF) : .signalled(signal)
    }

    /// Whether the same start would end the same way: wrong settings, a taken port, a folder that cannot be used.
    var isPermanent: Bool {
        switch self {
        case .exited(let status):
            [ExitStatus.usage, ExitStatus.unavailable, ExitStatus.cannotCreate, ExitStatus.configuration].contains(
                status
            )
        case .signalled: false
        }
    }

    var description: String {
        switch self {
        case .exited(let status): "exit status \(status)"
        case .signalled(let signal): "signal \(signal) (\(String(cString: strsignal(signal))))"
        }
    }
}
