import Contracts
import Foundation
import Logging
import MeshRuntime
import NIOPosix

// What the recommendation service does in a second; see Benchmarks/recommendation, which starts it.
//
//   RecommendationBenchmark sequences USERS ITEMS   a file of sequences to train on, to standard output
//   RecommendationBenchmark load ADDRESS PID        events in, then recommendations out

/// SplitMix64: the same numbers on every machine.
struct Numbers {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func unit() -> Double { Double(next() >> 11) / Double(1 << 53) }
}

/// Customers who stay with a theme for a while; in each theme a few products are far more popular than the rest.
struct Customers {
    let items: Int
    private static let themeSize = 500

    func sequence(_ number: UInt64) -> [Int] {
        var numbers = Numbers(seed: number)
        let count = 3 + Int(-log(1 - numbers.unit()) * 7)
        var theme = Int(numbers.next() % UInt64(max(1, items / Self.themeSize)))
        return (0..<min(count, 60)).map { _ in
            if numbers.unit() < 0.15 { theme = Int(numbers.next() % UInt64(max(1, items / Self.themeSize))) }
            return theme * Self.themeSize + Int(pow(Double(Self.themeSize), numbers.unit())) - 1
        }
    }
}

func writeSequences(users: Int, items: Int) {
    let customers = Customers(items: items)
    var text = ""
    for user in 0..<users {
        text += "u\(user) " + customers.sequence(UInt64(user)).map { "P\($0)" }.joined(separator: " ") + "\n"
        guard text.utf8.count > 1 << 20 else { continue }
        FileHandle.standardOutput.write(Data(text.utf8))
        text = ""
    }
    FileHandle.standardOutput.write(Data(text.utf8))
}

func percentile(_ values: [Double], _ share: Double) -> Double {
    let sorted = values.sorted()
    return sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))]
}

/// Resident memory in MiB.
func memory(of pid: Int) -> Double {
    let status = (try? String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") } ?? ""
    return (line.split(separator: " ").dropFirst().first.flatMap { Double($0) } ?? 0) / 1_024
}

/// Processor seconds of all threads so far.
func processorSeconds(of pid: Int) -> Double {
    let threads = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(pid)/task")) ?? []
    return threads.reduce(0.0) { sum, thread in
        let account = (try? String(contentsOfFile: "/proc/\(pid)/task/\(thread)/schedstat", encoding: .utf8)) ?? ""
        return sum + (account.split(separator: " ").first.flatMap { Double($0) } ?? 0) / 1e9
    }
}

let customersOfLoad = 20_000
let itemsOfLoad = 100_000
let rounds = 5

func events(of customers: Range<Int>, run: String) -> [RecommendationV1.BehaviourEvent] {
    let source = Customers(items: itemsOfLoad)
    let now = Int64(Date().timeIntervalSince1970 * 1_000)
    return customers.flatMap { customer in
        source.sequence(UInt64(customer) + 1_000_000_000).enumerated().map { place, item in
            RecommendationV1.BehaviourEvent(
                id: "\(run)-\(customer)-\(place)",
                customerId: "c\(customer)",
                productId: "P\(item)",
                kind: place % 4 == 3 ? .buy : .view,
                atUnixMs: now - 86_400_000 + Int64(place) * 60_000
            )
        }
    }
}

func load(address: String, pid: Int) async throws {
    let group = MultiThreadedEventLoopGroup.singleton
    let client = MeshClient(
        target: .endpoints([address]),
        configuration: ClientConfiguration(peerName: "benchmark"),
        group: group,
        logger: Logger(label: "benchmark", factory: { _ in SwiftLogNoOpLogHandler() })
    )
    let recommender = RecommendationV1.RecommenderClient(client)
    let clock = ContinuousClock()
    print(String(format: "memory at the start            %8.0f MiB", memory(of: pid)))

    let all = events(of: 0..<customersOfLoad, run: "load")
    let batches = stride(from: 0, to: all.count, by: 1_000).map { Array(all[$0..<min($0 + 1_000, all.count)]) }
    let begin = clock.now
    for batch in batches {
        _ = try await recommender.recordEvents(.init(events: batch), options: CallOptions(timeout: .seconds(60)))
    }
    let seconds = (clock.now - begin) / .seconds(1)
    print(
        String(
            format: "events recorded                %8.0f a second (%d in batches of 1,000)",
            Double(all.count) / seconds,
            all.count
        )
    )
    print(String(format: "memory with them               %8.0f MiB", memory(of: pid)))

    for (name, known) in [("known customers", true), ("with a new event before each", false)] {
        for outstanding in [1, 16] {
            var rates: [Double] = []
            var medians: [Double] = []
            var tails: [Double] = []
            var costs: [Double] = []
            for round in 0..<rounds {
                let result = try await measure(recommender, pid, known: known, outstanding: outstanding, round: round)
                rates.append(result.rate)
                medians.append(percentile(result.latencies, 0.5))
                tails.append(percentile(result.latencies, 0.99))
                costs.append(result.processorMicroseconds)
            }
            print(
                String(
                    format:
                        "%@, %2d outstanding: %6.0f a second, p50 %5.2f ms, p99 %5.2f ms, %5.0f us of the service's processor",
                    name.padding(toLength: 30, withPad: " ", startingAt: 0),
                    outstanding,
                    percentile(rates, 0.5),
                    percentile(medians, 0.5),
                    percentile(tails, 0.5),
                    percentile(costs, 0.5)
                )
            )
        }
    }
    print(String(format: "memory at the end              %8.0f MiB", memory(of: pid)))
    await client.close()
}

struct Measured: Sendable {
    let rate: Double
    let latencies: [Double]
    let processorMicroseconds: Double
}

/// Two seconds of recommendations of ten products, each customer in turn.
func measure(
    _ recommender: RecommendationV1.RecommenderClient,
    _ pid: Int,
    known: Bool,
    outstanding: Int,
    round: Int
) async throws -> Measured {
    let clock = ContinuousClock()
    let begin = clock.now
    let spent = processorSeconds(of: pid)
    let latencies = try await withThrowingTaskGroup(of: [Double].self) { tasks in
        for worker in 0..<outstanding {
            tasks.addTask {
                var latencies: [Double] = []
                var numbers = Numbers(seed: UInt64(round * 1_000 + worker))
                while clock.now - begin < .seconds(2) {
                    let customer = "c\(numbers.next() % UInt64(customersOfLoad))"
                    if !known {
                        let viewed = RecommendationV1.BehaviourEvent(
                            id: UUID().uuidString,
                            customerId: customer,
                            productId: "P\(numbers.next() % UInt64(itemsOfLoad))",
                            kind: .view,
                            atUnixMs: Int64(Date().timeIntervalSince1970 * 1_000)
                        )
                        _ = try await recommender.recordEvents(.init(events: [viewed]))
                    }
                    let start = clock.now
                    _ = try await recommender.recommend(.init(customerId: customer, limit: 10))
                    latencies.append((clock.now - start) / .milliseconds(1))
                }
                return latencies
            }
        }
        return try await tasks.reduce(into: []) { $0 += $1 }
    }
    let seconds = (clock.now - begin) / .seconds(1)
    return Measured(
        rate: Double(latencies.count) / seconds,
        latencies: latencies,
        processorMicroseconds: (processorSeconds(of: pid) - spent) / Double(latencies.count) * 1e6
    )
}

let arguments = Array(CommandLine.arguments.dropFirst())
switch (arguments.first, Array(arguments.dropFirst())) {
case ("sequences", let rest) where rest.count == 2:
    writeSequences(users: Int(rest[0]) ?? 0, items: Int(rest[1]) ?? 0)
case ("load", let rest) where rest.count == 2:
    try await load(address: rest[0], pid: Int(rest[1]) ?? 0)
default:
    FileHandle.standardError.write(Data("usage: see Benchmarks/recommendation\n".utf8))
    exit(2)
}
