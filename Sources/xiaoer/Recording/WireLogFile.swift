import Foundation
import MeshRuntime
import NIOCore

/// A wire log on disk.
enum WireLogFile {
    static func records(_ path: String) throws -> [WireRecord] {
        let data: Data
        do {
            data = try Data(contentsOf: URL(fileURLWithPath: path))
        } catch {
            throw WireLogError.unreadable(path: path, reason: (error as NSError).localizedDescription)
        }
        return try WireRecord.records(in: ByteBuffer(bytes: data), path: path)
    }

    static func frames(_ records: [WireRecord]) -> [RecordedFrame] {
        var frames = RecordedFrames()
        return records.flatMap { frames.append($0) }
    }
}
