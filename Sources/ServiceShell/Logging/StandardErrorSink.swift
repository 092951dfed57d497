import Glibc

/// Standard error, one `write` a line, so that lines of several threads do not mix.
package struct StandardErrorSink: LogSink {
    package init() {}

    package func write(line: String) {
        var text = line
        text.append("\n")
        text.withUTF8 { bytes in
            var rest = UnsafeRawBufferPointer(bytes)
            while !rest.isEmpty {
                let count = Glibc.write(STDERR_FILENO, rest.baseAddress, rest.count)
                if count > 0 {
                    rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
                } else if count < 0, errno == EINTR {
                    continue
                } else {
                    // A full disk or a closed pipe must not stop the service that wanted to report something.
                    return
                }
            }
        }
    }
}
