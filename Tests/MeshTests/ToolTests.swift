import Contracts
import Foundation
import MeshRuntime
import Testing

extension MeshTests {
    /// `xiaoer` and the Python client, against the running mesh.
    @Suite struct ToolTests {
        @Test func statusShowsSixHealthyProcesses() async throws {
            let result = try await runningMesh().tool("status")
            #expect(result.status == 0, "\(result.errors)")
            for service in RunningMesh.services {
                #expect(
                    result.outputLines.contains { $0.contains(service) && $0.contains("healthy") },
                    "\(result.output)"
                )
            }
        }

        @Test func chatReadsLinesAndPrintsReplies() async throws {
            let result = try await runningMesh().tool("chat", "--customer", "demo", input: "我的快递到哪了\n谢谢\n")
            #expect(result.status == 0, "\(result.errors)")
            #expect(result.outputLines.contains("> 我的快递到哪了"), "\(result.output)")
            #expect(result.outputLines.count >= 4, "\(result.output)")
        }

        @Test func callSpeaksThroughReflection() async throws {
            let request = #"{"customerId": "demo"}"#
            let result = try await runningMesh().tool("call", "xiaoer.orders.v1.Orders/ListOrders", request)
            #expect(result.status == 0, "\(result.errors)")
            let json = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
            #expect((json?["orders"] as? [Any])?.isEmpty == false, "\(result.output)")
        }

        @Test func callNamesAFieldThatIsNotThere() async throws {
            let result = try await runningMesh().tool(
                "call",
                "xiaoer.orders.v1.Orders/ListOrders",
                #"{"customr": "demo"}"#
            )
            #expect(result.status != 0)
            #expect(result.errors.contains("customr"), "\(result.errors)")
            #expect(result.errors.contains("customerId") || result.errors.contains("customer_id"), "\(result.errors)")
        }

        @Test func aMethodOfALaterDayIsUnimplemented() async throws {
            let result = try await runningMesh().tool("call", "xiaoer.dialogue.v1.Desk/SuggestReply", "{}")
            #expect(result.status != 0)
            #expect(result.errors.lowercased().contains("unimplemented"), "\(result.errors)")
        }

        @Test func aPythonProgramOf30LinesHoldsAConversation() async throws {
            let mesh = try runningMesh()
            let script = Binaries.root.appending(path: "Tests/Clients/chat.py")
            let lines = try String(contentsOf: script, encoding: .utf8).split(
                separator: "\n",
                omittingEmptySubsequences: false
            )
            #expect(lines.count <= 31, "at most 30 lines and the end of the last")
            let descriptors = mesh.home.appending(path: "gateway.descriptors").path
            let compiled = try await Command(
                executable: URL(filePath: "/usr/bin/protoc"),
                arguments: [
                    "--proto_path=proto", "--include_imports", "--descriptor_set_out=\(descriptors)",
                    "xiaoer/gateway/v1/gateway.proto", "mesh/v1/frames.proto",
                ]
            ).run()
            #expect(compiled.status == 0, "\(compiled.errors)")
            let gateway = try mesh.runFile(of: "gateway").address
            let result = try await Command(
                executable: URL(filePath: "/usr/bin/python3"),
                arguments: [script.path, gateway, try await mesh.token(customer: "demo"), descriptors],
                input: "我的快递到哪了\n谢谢\n"
            ).run()
            #expect(result.status == 0, "\(result.errors)")
            let shipment = try await Chat.demoShipment()
            #expect(result.output.contains(shipment.trackingNumber), "\(result.output)\n\(result.errors)")
        }
    }
}
