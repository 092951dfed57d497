import Foundation

/// A port that nobody listens on, for a process that must be found before it starts.
enum FreePort {
    struct Failure: Error, CustomStringConvertible {
        let number: Int32
        var description: String { "no free port: \(String(cString: strerror(number)))" }
    }

    /// The system does not hand it out again soon, so it is still free a moment later.
    static func any() throws -> UInt16 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw Failure(number: errno) }
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(descriptor, address, length) == 0 ? getsockname(descriptor, address, &length) : -1
            }
        }
        guard status == 0 else { throw Failure(number: errno) }
        return UInt16(bigEndian: address.sin_port)
    }
}
