import Testing

@testable import DeliveryForecast

struct DeliveryForecasterTests {
    @Test func intervalsHoldOnParcelsThatWereNotLearnedFrom() throws {
        let report = try PastParcels.trained().report
        #expect((0.76...0.84).contains(report.allMoments.coverage))
        #expect(report.heldOutCount == 300)
        #expect(report.allMoments.momentCount == 900)
        #expect(report.firstMoments.momentCount == 300)
    }

    @Test func theForecastErrsLessThanTheMeansOfCarrierAndRoute() throws {
        let first = try PastParcels.trained().report.firstMoments
        #expect(first.errorHours < first.carrierMeanErrorHours / 2)
        #expect(first.errorHours < first.routeMeanErrorHours * 1.1)
        let all = try PastParcels.trained().report.allMoments
        #expect(all.errorHours < all.routeMeanErrorHours)
    }

    @Test func carrierAndPlaceDecide() throws {
        let forecaster = try PastParcels.trained().forecaster
        func hours(_ carrier: String, _ province: String) throws -> Double {
            let parcel = PastParcels.fresh(carrier: carrier, province: province)
            let forecast = try #require(forecaster.forecast(parcel, now: PastParcels.start))
            return Double(forecast.median - PastParcels.start) / Hours.milliseconds
        }
        #expect(abs(try hours("swift", "near") - 24) < 4)
        #expect(abs(try hours("slow", "near") - 48) < 8)
        #expect(abs(try hours("slow", "far") - 96) < 16)
    }

    @Test func everyForecastIsInOrderAndAhead() throws {
        let forecaster = try PastParcels.trained().forecaster
        for moment in ParcelMoments(PastParcels.make(200, seed: 9), seed: 4).moments {
            let forecast = try #require(forecaster.forecast(moment.parcel, now: moment.now))
            #expect(moment.now < forecast.earliest)
            #expect(forecast.earliest <= forecast.median && forecast.median <= forecast.latest)
        }
    }

    /// Long after every past parcel had arrived, or before the first scan by a wrong clock.
    @Test(arguments: [-86_400_000, 365 * 86_400_000] as [Int64])
    func aStrangeClockGivesAForecastAhead(offset: Int64) throws {
        let now = PastParcels.start + offset
        let forecast = try #require(try PastParcels.trained().forecaster.forecast(PastParcels.fresh(), now: now))
        #expect(now < forecast.earliest)
    }

    @Test func whatWasNeverSeenHasNoForecast() throws {
        let forecaster = try PastParcels.trained().forecaster
        #expect(forecaster.forecast(PastParcels.fresh(carrier: "new"), now: PastParcels.start) == nil)
        #expect(forecaster.forecast(PastParcels.fresh(origin: "elsewhere"), now: PastParcels.start) == nil)
        var unscanned = PastParcels.fresh()
        unscanned.scans = []
        #expect(forecaster.forecast(unscanned, now: PastParcels.start) == nil)
        #expect(forecaster.forecast(PastParcels.fresh(province: "new"), now: PastParcels.start) != nil)
    }

    @Test func equalHistoriesGiveEqualBytes() throws {
        let first = DeliveryForecastFile.encode(try PastParcels.trained().forecaster)
        #expect(first == DeliveryForecastFile.encode(try PastParcels.trained().forecaster))
    }

    @Test func tooFewParcelsAreRefused() {
        #expect(throws: DeliveryForecastError.tooFewParcels(count: 999, needed: 1_000)) {
            try DeliveryTrainer().train(PastParcels.make(999))
        }
    }

    @Test func featuresAreThoseOfTheMomentInLocalTime() throws {
        let features = ParcelFeatures(
            carriers: CategoryScale(values: ["c": 30]),
            provinces: CategoryScale(values: [:]),
            cities: CategoryScale(values: ["杭州市": 5]),
            utcOffsetSeconds: 8 * 3_600
        )
        let parcel = Parcel(
            carrier: "c",
            province: "p",
            city: "杭州市",
            itemCount: 3,
            promisedAt: PastParcels.start + 36_000_000,
            scans: [
                .init(at: PastParcels.start, stage: .collected, place: "上海"),
                .init(at: PastParcels.start + 7_200_000, stage: .outForDelivery, place: "杭州余杭营业点"),
            ]
        )
        let row = features.row(parcel, now: PastParcels.start + 9_000_000)
        let named = Dictionary(uniqueKeysWithValues: zip(ParcelFeatures.names, row))
        #expect(named["province"]?.isNaN == true)
        #expect(
            named.filter { !$0.value.isNaN && $0.key != "day_of_year" } == [
                "carrier": 30, "city": 5, "stage": 4, "scans": 2, "at_destination": 1, "hours_since_collected": 2.5,
                "hours_since_scan": 0.5, "hours_to_promise": 7.5, "hour": 2.5, "weekday": 0, "items": 3,
            ]
        )
        // 1 January, to within a day: the last hours of a year of mean length reach into it.
        let day = try #require(named["day_of_year"])
        #expect(day < 1 || day > 365)
    }
}
