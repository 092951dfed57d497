import Foundation

/// Why the system refused to do something with a file, as the system says it.
package enum FileFailure {
    /// "No space left on device", "Not a directory". Foundation's own words say less.
    package static func reason(_ error: any Error) -> String {
        guard let cause = (error as? CocoaError)?.underlying as NSError?, cause.domain == NSPOSIXErrorDomain else {
            return error.localizedDescription
        }
        return String(cString: strerror(Int32(cause.code)))
    }
}
