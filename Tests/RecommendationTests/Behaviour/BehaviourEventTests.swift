import Testing

@testable import Recommendation

@Suite struct BehaviourEventTests {
    @Test(arguments: BehaviourEvent.Kind.allCases)
    func anOrdinaryEventOfEachKindIsValid(kind: BehaviourEvent.Kind) throws {
        var ordinary = event(kind, kind.namesProduct ? "P1" : "")
        ordinary.quantity = kind == .rate ? 5 : 0
        try ordinary.validate(now: start)
    }

    @Test(arguments: BehaviourEvent.Kind.allCases.filter(\.namesProduct))
    func anEventAboutAProductNamesIt(kind: BehaviourEvent.Kind) {
        #expect(throws: BehaviourEventError.invalidLength(field: "product_id", length: 0, allowed: 1...128)) {
            try event(kind, "").validate(now: start)
        }
    }

    @Test(arguments: [0, -1, start + day + 1, Int64.min])
    func aTimeThatCannotBeIsRefused(at: Int64) {
        let event = BehaviourEvent(id: "e1", customerID: "C1", productID: "P1", kind: .view, at: at)
        #expect(throws: BehaviourEventError.invalidTime(at)) { try event.validate(now: start) }
    }

    @Test(arguments: [UInt32(0), 6, .max])
    func starsAreOneToFive(stars: UInt32) {
        var rating = event(.rate, "P1")
        rating.quantity = stars
        #expect(throws: BehaviourEventError.invalidStars(stars)) { try rating.validate(now: start) }
    }

    @Test func anIDIsBounded() {
        let long = String(repeating: "店", count: 43)
        let event = BehaviourEvent(id: long, customerID: "C1", productID: "P1", kind: .view, at: start)
        let error = #expect(throws: BehaviourEventError.self) { try event.validate(now: start) }
        #expect(error?.description == "id must have 1 to 128 bytes (has 129)")
    }
}
