#if canImport(Glibc)
import Glibc
#endif

/// Finds the addresses of a name; blocks. Replaced in tests.
package typealias HostLookup = @Sendable (_ host: String, _ port: Int) throws(TargetError) -> Set<EndpointAddress>

enum SystemHostLookup {
    /// Asks the system's resolver, which waits for its servers as /etc/resolv.conf says, 10 s and more.
    static func addresses(_ host: String, _ port: Int) throws(TargetError) -> Set<EndpointAddress> {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = AI_ADDRCONFIG
        var list: UnsafeMutablePointer<addrinfo>?
        let status = getaddrinfo(host, nil, &hints, &list)
        guard status == 0 else { throw .unknownName(host: host, reason: String(cString: gai_strerror(status))) }
        defer { freeaddrinfo(list) }
        var addresses: Set<EndpointAddress> = []
        var next = list
        while let entry = next, addresses.count <= Target.endpointsMax {
            if let numeric = numericHost(entry.pointee) { addresses.insert(EndpointAddress(host: numeric, port: port)) }
            next = entry.pointee.ai_next
        }
        return addresses
    }

    private static func numericHost(_ entry: addrinfo) -> String? {
        var name = [CChar](repeating: 0, count: Int(NI_MAXHOST))
        let length = socklen_t(name.count)
        guard getnameinfo(entry.ai_addr, entry.ai_addrlen, &name, length, nil, 0, NI_NUMERICHOST) == 0 else {
            return nil
        }
        return name.withUnsafeBufferPointer { bytes in
            String(decoding: bytes.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        }
    }
}
