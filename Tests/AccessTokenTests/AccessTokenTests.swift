import FoundationEssentials
import Testing

@testable import AccessToken

private let now = Date(timeIntervalSince1970: 1_750_000_000)

private func key(_ id: String, filledWith byte: UInt8) throws -> SigningKey {
    try SigningKey(id: id, secret: Array(repeating: byte, count: SigningKey.secretLength))
}

private func ring() throws -> SigningKeyRing {
    try SigningKeyRing(keys: [key("first", filledWith: 1)])
}

private func token(
    from ring: SigningKeyRing,
    role: AccessToken.Role = .customer,
    issuedAt: Date = now,
    lifetime: TimeInterval = 3600
) throws -> String {
    try ring.sign(subject: "C1001", role: role, issuedAt: issuedAt, lifetime: lifetime)
}

@Suite struct AccessTokenTests {
    @Test(arguments: AccessToken.Role.allCases)
    func aSignedTokenVerifiesToWhatWasSigned(role: AccessToken.Role) throws {
        let verified = try ring().verify(token(from: ring(), role: role), now: now)
        #expect(verified.subject == "C1001")
        #expect(verified.role == role)
        #expect(verified.issuedAt == now)
        #expect(verified.expiresAt == now.addingTimeInterval(3600))
        #expect(verified.keyID == "first")
    }

    /// The value was computed with Python's hmac module.
    @Test func theSignatureIsHMACSHA256() throws {
        let expected =
            "x1.eyJleHAiOjE3NTAwMDM2MDAsImlhdCI6MTc1MDAwMDAwMCwia2lkIjoiZmlyc3QiLCJyb2xlIjoiY3VzdG9tZXIiLCJzdWIiOiJDMTAwMSJ9"
            + ".SnfMfzF0KQuB6Yol_plkbK_O7D8vYyGGXVJA7ZHZxI0"
        #expect(try token(from: ring()) == expected)
    }

    @Test func everyChangedCharacterIsRefused() throws {
        let ring = try ring()
        let text = Array(try token(from: ring).utf8)
        for position in text.indices {
            var changed = text
            changed[position] = changed[position] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
            #expect(throws: AccessTokenError.self, "position \(position)") {
                try ring.verify(String(decoding: changed, as: UTF8.self), now: now)
            }
        }
    }

    @Test func aTokenOfAnotherSecretWithTheSameKeyIDIsForged() throws {
        let forger = try SigningKeyRing(keys: [key("first", filledWith: 2)])
        #expect(throws: AccessTokenError.badSignature) { try ring().verify(token(from: forger), now: now) }
    }

    @Test func aTokenOfAnUnknownKeyNamesTheKey() throws {
        let other = try SigningKeyRing(keys: [key("second", filledWith: 1)])
        #expect(throws: AccessTokenError.unknownKey("second")) { try ring().verify(token(from: other), now: now) }
    }

    @Test func anOldKeyVerifiesAfterRotation() throws {
        let old = try ring()
        let rotated = try SigningKeyRing(keys: [key("second", filledWith: 2), key("first", filledWith: 1)])
        #expect(try rotated.verify(token(from: old), now: now).keyID == "first")
        #expect(try rotated.verify(token(from: rotated), now: now).keyID == "second")
    }

    @Test func aTokenExpiresAtItsExpirySecond() throws {
        let ring = try ring()
        let text = try token(from: ring)
        let expiry = now.addingTimeInterval(3600)
        _ = try ring.verify(text, now: expiry.addingTimeInterval(-1))
        let error = #expect(throws: AccessTokenError.expired(at: expiry)) { try ring.verify(text, now: expiry) }
        #expect(error?.description == "the access token expired at 2025-06-15T16:06:40Z")
    }

    @Test func aTokenFromTheFutureIsRefusedBeyondTheClockSkew() throws {
        let ring = try ring()
        let issued = now.addingTimeInterval(31)
        let text = try token(from: ring, issuedAt: issued)
        #expect(throws: AccessTokenError.notYetValid(issuedAt: issued)) { try ring.verify(text, now: now) }
        _ = try ring.verify(text, now: now.addingTimeInterval(1))
    }

    @Test func aRoleThatIsNotAcceptedIsNamed() throws {
        let text = try token(from: ring(), role: .agent)
        #expect(throws: AccessTokenError.wrongRole(.agent, accepted: [.customer])) {
            try ring().verify(text, now: now, accepting: [.customer])
        }
    }

    @Test(arguments: [
        "", ".", "..", "x1", "x1..", "x1.e30.", "x1.e30.AAAA", "x2.e30.AAAA", "x1.e30=.AAAA", "x1.e30.AAAA.AAAA",
        "x1.e3 0.AAAA", "x1.é.AAAA", String(repeating: "x", count: 1025), String(repeating: ".", count: 1000),
    ])
    func textOfAnotherFormIsMalformed(text: String) throws {
        let error = #expect(throws: AccessTokenError.self) { try ring().verify(text, now: now) }
        guard case .malformed = error else {
            Issue.record("\(text) gave \(String(describing: error))")
            return
        }
    }

    @Test(arguments: [0, -1, 0.9, 1e300, .nan, .infinity, -.infinity])
    func aLifetimeThatNoTokenCanHaveIsRefused(lifetime: TimeInterval) throws {
        #expect(throws: AccessTokenError.self) { try token(from: ring(), lifetime: lifetime) }
    }

    @Test(arguments: ["", String(repeating: "C", count: 129)])
    func aSubjectThatNoTokenCanHaveIsRefused(subject: String) throws {
        #expect(throws: AccessTokenError.self) {
            try ring().sign(subject: subject, role: .customer, issuedAt: now, lifetime: 60)
        }
    }

    @Test func aPrintedKeyShowsNoSecret() throws {
        let key = try key("first", filledWith: 7)
        for text in ["\(key)", String(reflecting: key), "\([key])"] {
            #expect(!text.contains("7, 7"))
        }
        var dumped = ""
        dump(key, to: &dumped)
        #expect(!dumped.contains("7"))
    }
}
