import Testing

@testable import OrderTracking

/// The machine of after-sale cases, exhausted.
struct CaseStatusTests {
    private static let kinds = ActionKind.allCases.filter { $0.caseLetter != nil }

    @Test(arguments: kinds) func everyStepIsOneThatTheStatusAllows(kind: ActionKind) {
        for status in CaseStatus.allCases {
            for step in CaseStep.allCases {
                guard let next = status.after(step, of: kind) else { continue }
                #expect(status.followers.contains(next), "\(kind) \(status) \(step)")
            }
        }
    }

    @Test func everyFollowerIsReachedByAStep() {
        for status in CaseStatus.allCases {
            let reached = Set(
                Self.kinds.flatMap { kind in CaseStep.allCases.compactMap { status.after($0, of: kind) } }
            )
            // A return without a refund ends when its goods are accepted.
            #expect(reached.union(status == .inspecting ? [.completed] : []) == status.followers)
        }
    }

    @Test(arguments: kinds.filter { $0 != .protectPrice }) func everyKindEnds(kind: ActionKind) {
        var seen: Set<CaseStatus> = [kind == .returnItems || kind == .exchangeItems ? .awaitingGoods : .open]
        var ends: Set<CaseStatus> = []
        var fresh = seen
        while !fresh.isEmpty {
            let next = Set(fresh.flatMap { status in CaseStep.allCases.compactMap { status.after($0, of: kind) } })
            fresh = next.subtracting(seen)
            seen.formUnion(fresh)
            ends.formUnion(seen.filter { !$0.isPending })
        }
        #expect(ends == [.completed, .rejected, .withdrawn])
    }

    @Test func aCustomerOnlyWithdrawsAndSends() {
        #expect(CaseStep.allCases.filter { $0.roles.contains(.customer) } == [.withdraw, .goodsSent])
        #expect(
            CaseStep.allCases.filter { $0.roles.contains(.logistics) } == [.goodsReceived, .replacementReceived]
        )
        #expect(CaseStep.allCases.allSatisfy { $0.roles.contains(.agent) })
    }
}
