import Foundation
import ItemRecommendation
import Synchronization
import Testing

@testable import Recommendation

@Suite struct ModelTrainingTests {
    @Test func trainedVersionIsServedListedAndRolledBack() async throws {
        let seconds = Mutex(0.0)
        let now: @Sendable () -> Date = {
            Date(timeIntervalSince1970: Double(start) / 1_000 + seconds.withLock(\.self))
        }
        try await TestBench.with(now: now) { bench in
            _ = try await bench.store.record(SmallShop.events())
            #expect(bench.recommender.modelVersion == "counts-1")
            let first = try #require(try await bench.train())
            #expect(first.customers == 150)
            #expect(first.expectedHitRate > 0.1)
            #expect(bench.recommender.modelVersion == first.version)
            seconds.withLock { $0 += 1 }
            let second = try #require(try await bench.train())
            #expect(bench.models.shelf.versions().map(\.version) == [second.version, first.version])
            let before = try await bench.products(for: "U1")
            _ = try await bench.models.rollBack(to: first.version)
            #expect(bench.recommender.modelVersion == first.version)
            // Both learned from the same events.
            #expect(try await bench.products(for: "U1") == before)
            _ = try await bench.models.rollBack(to: "")
            #expect(bench.recommender.modelVersion == "counts-1")
        }
    }

    @Test func aStartServesWhatWasServedLast() async throws {
        try await TestBench.with { bench in
            _ = try await bench.store.record(SmallShop.events())
            let version = try #require(try await bench.train()).version
            bench.models.shelf.serve(nil)
            try await bench.models.serveAtStart()
            #expect(bench.models.shelf.serving?.summary.version == version)
            _ = try await bench.models.rollBack(to: "")
            try await bench.models.serveAtStart()
            #expect(bench.models.shelf.serving == nil)
        }
    }

    @Test func onlyTheNewestVersionsAreKept() async throws {
        let seconds = Mutex(0.0)
        let now: @Sendable () -> Date = {
            Date(
                timeIntervalSince1970: Double(start) / 1_000
                    + seconds.withLock { seconds in
                        seconds += 1
                        return seconds
                    }
            )
        }
        try await TestBench.with(now: now) { bench in
            _ = try await bench.store.record(SmallShop.events())
            var versions: [String] = []
            for _ in 0..<3 { versions.append(try #require(try await bench.train()).version) }
            #expect(bench.models.shelf.versions().map(\.version) == versions.suffix(2).reversed())
        }
    }

    @Test func theSameKeyTrainsOnce() async throws {
        try await TestBench.with { bench in
            _ = try await bench.store.record(SmallShop.events())
            let first = try await bench.train(key: "k1")
            #expect(try await bench.train(key: "k1") == first)
        }
    }

    @Test func anotherTrainingIsRefusedWhileOneRuns() async throws {
        try await TestBench.with(trains: false) { bench in
            // Nothing runs the trainings here, so the first one stays begun.
            _ = try bench.training.begin(key: "k1")
            _ = try bench.training.begin(key: "k1")
            #expect(throws: ModelError.self) { try bench.training.begin(key: "k2") }
            #expect(throws: ModelError.self) { try bench.training.begin(key: "") }
        }
    }

    @Test func tooFewCustomersAreSaid() async throws {
        try await TestBench.with { bench in
            _ = try await bench.store.record([event(.buy, "A"), event(.buy, "B", onDay: 1)])
            await #expect(throws: ModelError.tooFewSequences(count: 1, needed: ModelTraining.sequencesMin)) {
                try await bench.train()
            }
            #expect(bench.models.shelf.versions().isEmpty)
        }
    }

    @Test(arguments: ["", "20200101-000000", "../secret", "a/b", String(repeating: "1", count: 65)])
    func versionThatIsNotThereIsSaid(version: String) async throws {
        try await TestBench.with { bench in
            #expect(throws: ModelError.unknownVersion(version)) { try bench.models.shelf.load(version) }
        }
    }

    @Test func returnedPurchasesAndRepeatsAreNoLesson() async throws {
        try await withStore { store in
            _ = try await store.record([
                event(.view, "A"), event(.view, "A", onDay: 1), event(.buy, "B", onDay: 2, order: "o"),
                event(.return, "B", onDay: 3, order: "o"), event(.dislike, "C", onDay: 4), event(.buy, "D", onDay: 5),
            ])
            let (sequences, events) = try await store.sequences(eventsOfCustomerMax: 100)
            #expect(events == 6)
            #expect(sequences[0].map { sequences.itemNames[Int($0)] } == ["A", "B", "D"])
        }
    }
}
