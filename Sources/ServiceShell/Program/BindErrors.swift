import Glibc
import MeshRuntime
import NIOCore

extension ServiceShellError {
    /// Says which setting to change, for the usual reasons why a port cannot be opened.
    static func binding(_ address: String, section: String, failedWith error: any Error) -> any Error {
        switch error {
        case let error as IOError:
            refused(address, section: section, systemError: error.errnoCode)
        case MeshServerError.cannotListen(_, _, let systemError?, _):
            refused(address, section: section, systemError: systemError)
        case is SocketAddressError:
            ServiceShellError.addressNotUsable(
                address: address,
                setting: "\(section).host",
                reason: "the host is not known"
            )
        default:
            error
        }
    }

    private static func refused(_ address: String, section: String, systemError: Int32) -> ServiceShellError {
        switch systemError {
        case EADDRINUSE: .portTaken(address: address, setting: "\(section).port")
        case EACCES: .portNotAllowed(address: address, setting: "\(section).port")
        default:
            .addressNotUsable(
                address: address,
                setting: "\(section).host",
                reason: String(cString: strerror(systemError))
            )
        }
    }
}

extension SocketAddress {
    /// `127.0.0.1:7404`, `[::1]:7404`.
    var hostAndPort: String {
        let host = ipAddress ?? "unknown"
        return "\(host.contains(":") ? "[\(host)]" : host):\(port ?? 0)"
    }
}
