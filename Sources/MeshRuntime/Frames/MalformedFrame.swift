/// Why a connection is closed for what its peer sent. The raw value labels the metric.
enum MalformedFrame: String, Error, Hashable, Sendable, CaseIterable {
    // The first bytes of other protocols, told apart because they are the usual misconfigurations.
    case httpRequest = "http_request"
    case http2Preface = "http2_preface"
    case tlsHello = "tls_hello"
    // The frame alone.
    case badMagic = "bad_magic"
    case firstFrameNotHello = "first_frame_not_hello"
    case lengthTooSmall = "length_too_small"
    case lengthTooLarge = "length_too_large"
    case headTooLarge = "head_too_large"
    case headPastEnd = "head_past_end"
    case undecodableHead = "undecodable_head"
    case unknownFrameType = "unknown_frame_type"
    case reservedFlag = "reserved_flag"
    case badControlPayload = "bad_control_payload"
    case unsupportedVersion = "unsupported_version"
    // The frame in its place.
    case secondHello = "second_hello"
    case wrongDirection = "wrong_direction"
    case callIDReused = "call_id_reused"
    case callNeverOpened = "call_never_opened"
    case unexpectedData = "unexpected_data"
    case creditOverflow = "credit_overflow"
    case dataBeyondCredit = "data_beyond_credit"
    case pingFlood = "ping_flood"
    case cancelFlood = "cancel_flood"
}

extension MalformedFrame: CustomStringConvertible {
    var description: String {
        switch self {
        case .httpRequest: "the peer speaks HTTP; this port takes mesh frames"
        case .http2Preface: "the peer speaks HTTP/2; this port takes mesh frames"
        case .tlsHello: "the peer speaks TLS; this port takes plain mesh frames"
        case .badMagic: "a HELLO whose call id is not the magic number 0x4D534831"
        case .firstFrameNotHello: "a first frame that is not HELLO"
        case .lengthTooSmall: "a frame length below 8"
        case .lengthTooLarge: "a frame length above the hard limit"
        case .headTooLarge: "a frame head above 16 KiB"
        case .headPastEnd: "a frame head that ends behind its frame"
        case .undecodableHead: "a frame head that is not the protobuf message of its type"
        case .unknownFrameType: "an unknown frame type below 0x80"
        case .reservedFlag: "a reserved frame flag"
        case .badControlPayload: "a control frame with a payload or call id that its type does not allow"
        case .unsupportedVersion: "a HELLO of a version other than 1"
        case .secondHello: "a second HELLO"
        case .wrongDirection: "a frame that only the other side may send"
        case .callIDReused: "a call id that is not above all earlier ones"
        case .callNeverOpened: "a frame for a call that was never opened"
        case .unexpectedData: "a DATA frame in a call whose sender has no stream to send"
        case .creditOverflow: "credit that adds up to more than 2^31 - 1 bytes"
        case .dataBeyondCredit: "a message sent without credit"
        case .pingFlood: "more pings in a second than allowed"
        case .cancelFlood: "more cancels in a second than allowed"
        }
    }
}
