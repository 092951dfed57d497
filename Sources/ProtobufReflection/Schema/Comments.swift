import CDescriptor

/// The comments of one file by the path of what they belong to, as `SourceCodeInfo.Location.path` spells it: field
/// numbers of the descriptor messages and indices, in turn.
struct Comments {
    private var texts: [[Int32]: String] = [:]

    init(_ info: UnsafePointer<Google__Protobuf__SourceCodeInfo>?) {
        guard let info else { return }
        for location in values(info.pointee.location, count: info.pointee.n_location) {
            let parts = [text(location.leading_comments), text(location.trailing_comments)]
            let comment = parts.filter { !$0.isEmpty }.joined(separator: "\n")
            guard !comment.isEmpty else { continue }
            texts[Array(UnsafeBufferPointer(start: location.path, count: location.n_path))] = comment
        }
    }

    subscript(path: [Int32]) -> String { texts[path] ?? "" }
}
