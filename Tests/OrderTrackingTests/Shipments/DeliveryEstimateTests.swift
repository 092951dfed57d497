import Testing

@testable import OrderTracking

struct DeliveryEstimateTests {
    private let history = TransitHistory([10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110])
    private let start = Timestamp(milliseconds: 1000)

    private func estimate(elapsed: Int64, evidenceMin: Int = 3) -> DeliveryEstimate? {
        history.estimate(
            collectedAt: start,
            now: Timestamp(milliseconds: start.milliseconds + elapsed),
            evidenceMin: evidenceMin
        )
    }

    @Test func aFreshParcelGetsTheMedianAndTheMiddleEightyOfAHundred() {
        let estimate = estimate(elapsed: 0)
        #expect(estimate?.median.milliseconds == 1060)
        #expect(estimate?.range.lowerBound.milliseconds == 1020)
        #expect(estimate?.range.upperBound.milliseconds == 1100)
        #expect(estimate?.evidenceCount == 11)
    }

    @Test func onlyParcelsThatTookLongerSpeakForOneThatIsStillUnderWay() {
        let estimate = estimate(elapsed: 70)
        #expect(estimate?.evidenceCount == 4)
        #expect(estimate?.median.milliseconds == 1095)
    }

    @Test func anEstimateIsNeverInThePast() {
        for elapsed in Int64(0)...110 {
            guard let estimate = estimate(elapsed: elapsed, evidenceMin: 1) else { continue }
            #expect(estimate.range.lowerBound.milliseconds > start.milliseconds + elapsed)
        }
    }

    @Test func withoutGroundThereIsNone() {
        #expect(estimate(elapsed: 95) == nil)
        #expect(TransitHistory([]).estimate(collectedAt: start, now: start, evidenceMin: 0) == nil)
    }

    @Test func slowIsLongerThanNineOfTen() {
        func isSlow(_ elapsed: Int64) -> Bool {
            history.isSlow(collectedAt: start, now: Timestamp(milliseconds: 1000 + elapsed), evidenceMin: 3)
        }
        #expect(!isSlow(100))
        #expect(isSlow(101))
    }
}
