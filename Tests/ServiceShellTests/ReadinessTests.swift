import MeshRuntime
import Testing

@testable import ServiceShell

@Suite struct ReadinessTests {
    let health = HealthRegistry()

    @Test func aProcessIsReadyBetweenItsStartAndItsStop() {
        let readiness = Readiness(health: health)
        #expect(readiness.state == .notReady(reason: "starting"))
        readiness.started()
        #expect(readiness.state == .ready)
        readiness.stopping()
        #expect(readiness.state == .notReady(reason: "stopping"))
    }

    @Test func aStopThatComesFirstStays() {
        let readiness = Readiness(health: health)
        readiness.stopping()
        readiness.started()
        #expect(readiness.state == .notReady(reason: "stopping"))
    }

    @Test func aPartThatDoesNotServeIsTold() {
        let readiness = Readiness(health: health)
        readiness.started()
        health.set("xiaoer.nlu.v1.Nlu", .notServing)
        #expect(readiness.state == .notReady(reason: "a part of the service is not serving"))
        health.set("xiaoer.nlu.v1.Nlu", .serving)
        #expect(readiness.state == .ready)
    }
}
