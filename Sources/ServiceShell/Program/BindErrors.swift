import Glibc
import NIOCore

extension ServiceShellError {
    /// Says which setting to change, for the usual reasons why a port cannot be opened.
    static func binding(_ address: String, section: String, failedWith error: any Error) -> any Error {
        switch error {
        case let error as IOError where error.errnoCode == EADDRINUSE:
            ServiceShellError.portTaken(address: address, setting: "\(section).port")
        case let error as IOError where error.errnoCode == EACCES:
            ServiceShellError.portNotAllowed(address: address, setting: "\(section).port")
        case let error as IOError:
            ServiceShellError.addressNotUsable(
                address: address,
                setting: "\(section).host",
                reason: String(cString: strerror(error.errnoCode))
            )
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
}

extension SocketAddress {
    /// `127.0.0.1:7404`, `[::1]:7404`.
    var hostAndPort: String {
        let host = ipAddress ?? "unknown"
        return "\(host.contains(":") ? "[\(host)]" : host):\(port ?? 0)"
    }
}
