import Contracts
import ProtobufC
import ProtobufReflection
import Testing

@testable import XiaoerTool

@Suite struct CallTests {
    private let services: [ServiceSchema]
    private let pool: SchemaPool

    init() throws {
        pool = try SchemaPool(
            fileDescriptorSet: TypesV1.typesFileDescriptorSet + NluV1.nluFileDescriptorSet
                + DialogueV1.dialogueFileDescriptorSet + GatewayV1.gatewayFileDescriptorSet
                + OrdersV1.ordersFileDescriptorSet
        )
        services = pool.services
    }

    @Test func aRawMessageKeepsItsBytes() throws {
        let event = DialogueV1.Event(
            conversationId: "c1",
            number: 300,
            turnComplete: true,
            body: .clerkMessage(DialogueV1.ClerkMessage(text: "您好", quickReplies: ["a", ""]))
        )
        let bytes = try event.serializedBytes()
        let raw = try RawMessage(serializedBytes: bytes)
        #expect(raw.bytes == bytes)
        #expect(try RawMessage(bytes).serializedBytes() == bytes)
        #expect(try DialogueV1.Event(serializedBytes: raw.serializedBytes()) == event)
    }

    @Test func anEmptyRawMessageIsEmpty() throws {
        #expect(try RawMessage(serializedBytes: []).bytes.isEmpty)
        #expect(try RawMessage().serializedBytes().isEmpty)
    }

    @Test func bytesThatAreNoMessageAreRefused() {
        #expect(throws: ProtobufError.self) { try RawMessage(serializedBytes: [0x0A, 0x7F]) }
        #expect(throws: ProtobufError.self) { try RawMessage([0x0A, 0x7F]).serializedBytes() }
    }

    @Test func aServiceIsFoundByItsWholeNameOrItsLastPart() throws {
        #expect(try MethodName.service("Orders", among: services).fullName == "xiaoer.orders.v1.Orders")
        #expect(try MethodName.service("xiaoer.orders.v1.Orders", among: services).name == "Orders")
    }

    @Test func aMisspeltServiceIsToldTheNearest() {
        #expect {
            try MethodName.service("Order", among: services)
        } throws: { error in
            "\(error)".contains("did you mean Orders?")
        }
    }

    @Test func aNameThatFitsSeveralIsNotGuessed() throws {
        var twin = try MethodName.service("Orders", among: services)
        twin.fullName = "other.Orders"
        #expect(
            throws: MethodNameError.ambiguousService("Orders", candidates: ["xiaoer.orders.v1.Orders", "other.Orders"])
        ) {
            try MethodName.service("Orders", among: services + [twin])
        }
    }

    @Test func aMisspeltMethodIsToldTheNearest() throws {
        let service = try MethodName.service("Orders", among: services)
        #expect(try MethodName.method("GetOrder", of: service).output == "xiaoer.orders.v1.GetOrderResponse")
        #expect {
            try MethodName.method("GetOrders", of: service)
        } throws: { error in
            "\(error)".contains("did you mean GetOrder?")
        }
    }

    @Test(arguments: ["Orders", "Orders/", "/GetOrder", "a/b/c", ""])
    func aMalformedMethodIsRefused(name: String) {
        #expect(throws: MethodNameError.malformed(name)) { try MethodName.parts(name) }
    }

    @Test func aMessageIsShownAsItsContractHasIt() throws {
        let lines = SchemaText.message(try pool.message("xiaoer.orders.v1.FindCustomerRequest"))
        #expect(
            lines == [
                "message xiaoer.orders.v1.FindCustomerRequest {", "  oneof key {", "    string customer_id = 1;",
                "    string email = 2;", "    string phone = 3;",
                "    xiaoer.orders.v1.NameAndPostalCode name_and_postal_code = 4;", "  }", "}",
            ]
        )
    }

    @Test func aStreamIsShownAsOne() throws {
        let service = try MethodName.service("Customer", among: services)
        #expect(
            SchemaText.methods(of: service).contains(
                "  rpc Send(xiaoer.gateway.v1.SendRequest) returns (stream xiaoer.dialogue.v1.Event);"
            )
        )
    }

    @Test func eventsAreWrittenAsJSON() throws {
        let event = DialogueV1.Event(number: 2, body: .clerkMessage(DialogueV1.ClerkMessage(text: "\"好\"")))
        #expect(try EventJSON().line(for: event) == #"{"number":"2","clerkMessage":{"text":"\"好\""}}"#)
    }
}
