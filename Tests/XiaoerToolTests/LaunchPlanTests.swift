import ServiceShell
import Testing

@testable import XiaoerTool

@Suite struct LaunchPlanTests {
    private func plan(_ ports: PortChoice) -> LaunchPlan {
        LaunchPlan(
            home: MeshHome(option: "/srv/shop", environment: [:], currentFolder: "/"),
            binaryFolder: "/usr/bin",
            ports: ports,
            environment: ["PATH": "/bin", "XIAOER_HOME": "/elsewhere"]
        )
    }

    private func file(_ member: MeshMember, _ address: String, _ admin: String) -> RunFile {
        RunFile(service: member.name, pid: 1, address: address, admin: admin, version: "1")
    }

    @Test func fixedPortsAreLeftToTheSettings() {
        let launch = plan(.fixed).launch(.orderTracking, known: [:])
        #expect(
            launch.environment == [
                "PATH": "/bin", "XIAOER_HOME": "/srv/shop",
                "XIAOER_ORDER_TRACKING_RUN_FILE": "/srv/shop/run/order-tracking.json",
                "XIAOER_ORDER_TRACKING_RUN_STOP_WITH_STDIN": "true",
            ]
        )
        #expect(launch.binary == "/usr/bin/order-tracking")
        #expect(launch.logFile == "/srv/shop/logs/order-tracking.log")
    }

    @Test func freePortsAreAskedForAndPeersAreTold() {
        let known = [MeshMember.inference: file(.inference, "127.0.0.1:41001", "127.0.0.1:41002")]
        let launch = plan(.free).launch(.nlu, known: known)
        #expect(launch.environment["XIAOER_NLU_SERVER_PORT"] == "0")
        #expect(launch.environment["XIAOER_NLU_ADMIN_PORT"] == "0")
        #expect(launch.environment["XIAOER_PEERS_INFERENCE"] == "127.0.0.1:41001")
    }

    @Test func aPortThatIsNamedStaysAlsoBesideFreeOnes() {
        let plan = LaunchPlan(
            home: plan(.free).home,
            binaryFolder: "/usr/bin",
            ports: .free,
            environment: ["XIAOER_GATEWAY_SERVER_PORT": "5000"]
        )
        let launch = plan.launch(.gateway, known: [:])
        #expect(launch.environment["XIAOER_GATEWAY_SERVER_PORT"] == "5000")
        #expect(launch.environment["XIAOER_GATEWAY_ADMIN_PORT"] == "0")
    }

    @Test(arguments: PortChoice.allCases)
    func aMemberThatIsStartedAgainKeepsItsPorts(ports: PortChoice) {
        let known = [MeshMember.nlu: file(.nlu, "[::1]:41001", "127.0.0.1:41002")]
        let launch = plan(ports).launch(.nlu, known: known)
        #expect(launch.environment["XIAOER_NLU_SERVER_PORT"] == "41001")
        #expect(launch.environment["XIAOER_NLU_ADMIN_PORT"] == "41002")
        #expect(launch.environment["XIAOER_PEERS_NLU"] == nil)
    }

    @Test func everyMemberStartsAfterThoseItCalls() {
        for (index, member) in MeshMember.allCases.enumerated() {
            #expect(member.dependencies.allSatisfy { MeshMember.allCases[..<index].contains($0) })
        }
    }

    @Test func theHomeFolderIsTheOptionsElseTheVariablesElseTheDefault() {
        let environment = ["XIAOER_HOME": "state"]
        #expect(MeshHome(option: "/a", environment: environment, currentFolder: "/work").folder == "/a")
        #expect(MeshHome(option: nil, environment: environment, currentFolder: "/checkout").folder == "/checkout/state")
        #expect(MeshHome(option: nil, environment: [:], currentFolder: "/work").folder == "/work/.xiaoer")
    }
}
