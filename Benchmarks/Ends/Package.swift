// swift-tools-version: 6.2
// What the Swift ends of a measurement share: the plan, the clocks, the line that goes back.
import PackageDescription

let package = Package(
    name: "Ends",
    products: [.library(name: "BenchmarkEnds", targets: ["BenchmarkEnds"])],
    targets: [
        .target(
            name: "BenchmarkEnds",
            swiftSettings: [
                .enableUpcomingFeature("ExistentialAny"),
                .enableUpcomingFeature("InternalImportsByDefault"),
                .enableUpcomingFeature("MemberImportVisibility"),
                .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
                .treatAllWarnings(as: .error),
            ]
        )
    ]
)
