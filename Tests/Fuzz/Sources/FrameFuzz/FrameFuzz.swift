import NIOCore

@testable import MeshRuntime

/// What libFuzzer calls with each input: the first byte chooses the end and how the rest is cut; both ends must take any
/// bytes without a trap, and keep no more of them than their limits say.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzFrames(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = UnsafeBufferPointer(start: start, count: count)
    guard let first = bytes.first else { return 0 }
    let length = max(1, Int(first >> 1))
    if first & 1 == 0 {
        var limits = ServerConnectionState<UInt32>.Limits()
        limits.callsMax = 4
        var state = ServerConnectionState<UInt32>(limits: limits, now: now)
        feed(bytes.dropFirst(), by: length) { event throws(MalformedFrame) in
            guard case .open(let callID, _, _, let isEnded) = try state.receive(event, now: now) else { return }
            state.begin(callID, callID, isReceiving: !isEnded)
            precondition(state.openCallCount <= 4, "more calls are open than the limit")
        }
    } else {
        var state = ClientConnectionState<UInt32>(limits: .init(), now: now)
        for kind in [MethodKind.unary, .serverStreaming, .clientStreaming, .bidirectionalStreaming] {
            state.open(state.nextCallID, kind: kind)
        }
        feed(bytes.dropFirst(), by: length) { event throws(MalformedFrame) in _ = try state.receive(event, now: now) }
    }
    return 0
}

private let now = NIODeadline.uptimeNanoseconds(1)

private func feed(
    _ bytes: Slice<UnsafeBufferPointer<UInt8>>,
    by length: Int,
    _ receive: (FrameDecoder.Event) throws(MalformedFrame) -> Void
) {
    var decoder = FrameDecoder(limits: FrameLimits(messageBytesMax: 1000))
    var buffer = ByteBuffer()
    var rest = bytes[...]
    do throws(MalformedFrame) {
        while !rest.isEmpty {
            buffer.writeBytes(rest.prefix(length))
            rest = rest.dropFirst(length)
            while let event = try decoder.decodeFrame(from: &buffer) { try receive(event) }
            precondition(buffer.readableBytes <= 1000 + 16 * 1024 + 12, "more is kept than the limits allow")
        }
    } catch {
        // A broken rule ends the conversation, which is right.
    }
}
