import Contracts
import FixtureContracts
import MeshRuntime
import ProtobufReflection
import Testing

@Suite struct SchemaPoolTests {
    @Test func theDescriptorSetsOfOurServicesAreWhole() throws {
        for set in [
            OrdersServer.fileDescriptorSet, DialogueServer.fileDescriptorSet, NluServer.fileDescriptorSet,
        ] {
            let pool = try SchemaPool(fileDescriptorSet: set)
            #expect(!pool.services.isEmpty)
        }
    }

    private struct OrdersServer: OrdersV1.OrdersService {}
    private struct DialogueServer: DialogueV1.DialogueService {}
    private struct NluServer: NluV1.NluService {}

    @Test func aMethodIsFoundByTheNameThatCallsCarry() throws {
        let pool = try SchemaPool(fileDescriptorSet: OrdersServer.fileDescriptorSet)
        let method = try pool.method("xiaoer.orders.v1.Orders/WatchOrders")
        #expect(method.input == "xiaoer.orders.v1.WatchOrdersRequest")
        #expect(method.output == "xiaoer.orders.v1.OrderChange")
        #expect(method.isServerStreaming)
    }

    @Test func anUnknownMethodNamesTheMethodsThatExist() throws {
        let pool = try SchemaPool(fileDescriptorSet: NluServer.fileDescriptorSet)
        let error = #expect(throws: ReflectionError.self) { try pool.method("xiaoer.nlu.v1.Nlu/Guess") }
        #expect(
            error?.description.hasPrefix("there is no method xiaoer.nlu.v1.Nlu/Guess; there are xiaoer.nlu.v1.Nlu/")
                == true
        )
    }

    @Test func aSetThatLacksAnImportIsRefused() {
        let error = #expect(throws: ReflectionError.self) {
            try SchemaPool(fileDescriptorSet: FixtureV1.everythingFileDescriptorSet)
        }
        #expect(error?.description.hasSuffix(", which is in none of the descriptors") == true)
    }

    @Test func aFileMayBeInTheSetTwice() throws {
        let pool = try SchemaPool(fileDescriptorSet: Pools.fixtureSet + Pools.fixtureSet)
        #expect(try pool.message("fixture.v1.Part").fields.map(\.name) == ["label", "amount_minor"])
    }

    @Test func bytesThatAreNoDescriptorsAreRefused() {
        #expect(throws: ReflectionError.self) { try SchemaPool(fileDescriptorSet: [0x0A, 0x80]) }
        // An enum whose name is cut.
        #expect(throws: ReflectionError.malformedDescriptorSet(byteCount: 6)) {
            try SchemaPool(fileDescriptorSet: [0x0A, 4, 0x2A, 2, 0x0A, 5])
        }
    }

    /// libprotobuf-c would follow the declarations until the stack ends.
    @Test func declarationsThatNestWithoutEndAreRefused() {
        var nested: [UInt8] = []
        for _ in 0..<200 { nested = [0x1A] + lengthPrefix(nested.count) + nested }
        let message = [0x22] + lengthPrefix(nested.count) + nested
        let set = [0x0A] + lengthPrefix(message.count) + message
        let error = #expect(throws: ReflectionError.self) { try SchemaPool(fileDescriptorSet: set) }
        #expect(error?.description.hasSuffix("declarations nest deeper than 100") == true)
    }
}
