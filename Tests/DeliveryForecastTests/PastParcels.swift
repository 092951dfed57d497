@testable import DeliveryForecast

/// Parcels with known habits: "swift" takes half the time of "slow", the far province twice that of the near one.
enum PastParcels {
    /// Monday 1 January 2024, 00:00 in China.
    static let start: Int64 = 1_704_038_400_000

    static func make(_ count: Int, seed: UInt64 = 1) -> [DeliveredParcel] {
        var random = SeededGenerator(seed: seed)
        return (0..<count).compactMap { number in
            let collectedAt = start + Int64(number) * 1_800_000
            let isSwift = Bool.random(using: &random)
            let isFar = Bool.random(using: &random)
            // A sum of uniform draws: bounded, skewed to neither side.
            let noise = (0..<4).reduce(0.0) { sum, _ in sum + .random(in: 0.6..<1.4, using: &random) } / 4
            let hours = (isSwift ? 24 : 48) * (isFar ? 2 : 1) * noise
            return parcel(
                carrier: isSwift ? "swift" : "slow",
                province: isFar ? "far" : "near",
                collectedAt: collectedAt,
                hours: hours
            )
        }
    }

    static func parcel(carrier: String, province: String, collectedAt: Int64, hours: Double) -> DeliveredParcel? {
        let scans: [(share: Double, stage: Parcel.Stage, place: String)] = [
            (0, .collected, "仓"), (0.3, .inTransit, "转运中心"), (0.9, .outForDelivery, province + "站"),
        ]
        let transit = hours * Hours.milliseconds
        let parcel = Parcel(
            carrier: carrier,
            province: province,
            city: province + "市",
            itemCount: 1,
            promisedAt: nil,
            scans: scans.map { .init(at: collectedAt + Int64(transit * $0.share), stage: $0.stage, place: $0.place) }
        )
        return DeliveredParcel(parcel, deliveredAt: collectedAt + Int64(transit))
    }

    /// As a customer sees it right after the first scan.
    static func fresh(carrier: String = "swift", province: String = "near", origin: String = "仓") -> Parcel {
        Parcel(
            carrier: carrier,
            province: province,
            city: province + "市",
            itemCount: 1,
            promisedAt: nil,
            scans: [.init(at: start, stage: .collected, place: origin)]
        )
    }

    static func trained() throws -> (forecaster: DeliveryForecaster, report: DeliveryReport) {
        var settings = DeliveryTrainer.Settings()
        settings.roundsMax = 30
        return try DeliveryTrainer(settings).train(make(2_000))
    }
}

/// Random numbers that come again with the same seed (a linear congruential generator with an output permutation, PCG
/// of O'Neill, 2014, in its smallest form).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 2 &+ 1 }

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let word = (state >> ((state >> 59) + 5) ^ state) &* 12_605_985_483_714_917_081
        return word >> 43 ^ word
    }
}
