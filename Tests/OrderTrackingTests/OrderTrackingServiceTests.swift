import Contracts
import Foundation
import MeshRuntime
import MeshTestKit
import ProtobufC
import Testing

@testable import OrderTracking

/// The service as a caller sees it: through the mesh, without sockets.
struct OrderTrackingServiceTests {
    static func withDemo(_ body: (OrdersV1.OrdersClient) async throws -> Void) async throws {
        try await Self.withService(TestShop.demo(), body)
    }

    static func withService(_ shop: TestShop, _ body: (OrdersV1.OrdersClient) async throws -> Void) async throws {
        let mesh = InMemoryMesh(services: [try shop.service(now: .anchor)])
        let client = mesh.makeClient()
        let result: Result<Void, any Error>
        do {
            result = .success(try await body(OrdersV1.OrdersClient(client)))
        } catch {
            result = .failure(error)
        }
        await client.close()
        try result.get()
    }

    @Test func whereIsMyParcelHasARightAnswer() async throws {
        try await Self.withDemo { orders in
            let listed = try await orders.listOrders(.init(customerId: "demo", statuses: [.shipped]))
            let order = try #require(listed.orders.first)
            #expect(listed.orders.count == 1)
            #expect(order.total == TypesV1.Money(amountMinor: 32_900, currency: "CNY"))
            let shipment = try #require(
                try await orders.getShipment(.init(customerId: "demo", key: .orderId(order.id))).shipment
            )
            #expect(shipment.status == .inTransit)
            #expect(shipment.carrier == "顺丰速运")
            #expect(shipment.events.map(\.atUnixMs) == shipment.events.map(\.atUnixMs).sorted())
            let estimate = try #require(shipment.estimate)
            #expect(estimate.medianUnixMs > Timestamp.anchor.milliseconds)
            #expect(estimate.evidenceCount >= 5)
        }
    }

    @Test func anUnknownOrderAndSomebodyElsesGetTheSameAnswer() async throws {
        try await Self.withDemo { orders in
            func failure(_ id: String) async -> CallError? {
                await #expect(throws: CallError.self) {
                    try await orders.getOrder(.init(customerId: "demo", orderId: id))
                }
            }
            let foreign = await failure("XD20480010")
            let unknown = await failure("XD99999999")
            #expect(foreign?.code == .notFound)
            #expect(
                foreign?.message.replacing("XD20480010", with: "") == unknown?.message.replacing("XD99999999", with: "")
            )
            #expect(foreign?.details == unknown?.details)
        }
    }

    @Test(arguments: [
        (OrdersV1.FindCustomerRequest(key: .phone("+86 199 0000 0999")), StatusCode?.none),
        (OrdersV1.FindCustomerRequest(key: .email("DEMO@example.com")), nil),
        (OrdersV1.FindCustomerRequest(key: .customerId("nobody")), .notFound),
        (
            OrdersV1.FindCustomerRequest(key: .nameAndPostalCode(.init(name: "陈晓彤", postalCode: "311100"))),
            .failedPrecondition
        ),
        (OrdersV1.FindCustomerRequest(key: .phone("12")), .invalidArgument),
        (OrdersV1.FindCustomerRequest(), .invalidArgument),
    ])
    func aCustomerIsFoundByExactlyOneKey(request: OrdersV1.FindCustomerRequest, code: StatusCode?) async throws {
        try await Self.withDemo { orders in
            do {
                let customer = try await orders.findCustomer(request).customer
                #expect(customer?.name == "测试顾客小云")
                #expect(code == nil)
            } catch let error as CallError {
                #expect(error.code == code)
            }
        }
    }

    @Test func productsHavePriceAndStock() async throws {
        try await Self.withDemo { orders in
            let found = try await orders.searchProducts(.init(text: "灰色衬衫", page: .init(size: 1)))
            let product = try #require(found.products.first)
            #expect(product.id == "P1001")
            let variant = try #require(product.variants.first)
            #expect(variant.options.first == TypesV1.Attribute(name: "颜色", value: "灰色"))
            #expect(variant.price?.amountMinor == 15_900)
            #expect(try await orders.getProduct(.init(productId: "P1001")).product == product)
        }
    }

    @Test func anOrderIsCancelledAfterItsConsequenceWasShown() async throws {
        try await Self.withDemo { orders in
            let prepared = try await orders.prepareAction(
                .init(
                    customerId: "demo",
                    orderId: "XD20480003",
                    action: .cancelOrder(.init(reason: "no_longer_needed"))
                )
            )
            #expect(prepared.consequence?.statusAfter == .cancelled)
            let total = try await orders.getOrder(.init(customerId: "demo", orderId: "XD20480003")).order?.total
            #expect(prepared.consequence?.refund == total)
            let confirmation = OrdersV1.ConfirmActionRequest(
                customerId: "demo",
                confirmationToken: prepared.confirmationToken,
                idempotencyKey: "k1",
                actor: .init(role: "bot", id: "clerk", conversationId: "c1")
            )
            let executed = try await orders.confirmAction(confirmation)
            #expect(executed.order?.status == .cancelled)
            #expect(executed.executed == prepared.consequence)
            #expect(try await orders.confirmAction(confirmation) == executed)
            let audit = try await orders.listAudit(.init(orderId: "XD20480003"))
            #expect(audit.records.map(\.kind) == [.cancelOrder])
        }
    }

    @Test func aRefusalNamesItsRulesInTheStatus() async throws {
        try await Self.withDemo { orders in
            let error = await #expect(throws: CallError.self) {
                try await orders.prepareAction(
                    .init(customerId: "demo", orderId: "XD20480001", action: .cancelOrder(.init(reason: "other")))
                )
            }
            #expect(error?.code == .failedPrecondition)
            let detail = try #require(error?.details.first)
            let violation = try OrdersV1.RuleViolation(serializedBytes: detail.value)
            #expect(violation.rule == "cancel.status")
            #expect(violation.facts.first == TypesV1.Attribute(name: "status", value: "shipped"))
        }
    }

    @Test func aConfirmationNeedsAnActorAndAKey() async throws {
        try await Self.withDemo { orders in
            for request in [
                OrdersV1.ConfirmActionRequest(customerId: "demo", confirmationToken: "x", idempotencyKey: "k"),
                .init(customerId: "demo", confirmationToken: "x", actor: .init(role: "bot")),
                .init(customerId: "demo", confirmationToken: "x", idempotencyKey: "k", actor: .init(role: "bot")),
            ] {
                let error = await #expect(throws: CallError.self) { try await orders.confirmAction(request) }
                #expect(error?.code == .invalidArgument)
            }
        }
    }

    @Test func anUploadInChunksIsCommittedOnceAndExportsTheSameBytes() async throws {
        let text = ([TestShop.header] + Lines.all).joined(separator: "\n") + "\n"
        let bytes = Array(text.utf8)
        try await Self.withService(TestShop()) { orders in
            for start in stride(from: 0, to: bytes.count, by: 500) {
                let chunk = Array(bytes[start..<min(start + 500, bytes.count)])
                let staged = try await orders.stageImport(
                    .init(uploadId: "u1", offset: UInt64(start), data: chunk, fileName: "shop.jsonl")
                )
                #expect(staged.stagedBytes == UInt64(start + chunk.count))
            }
            let progress = try await collect(orders.commitImport(commit("u1", bytes)))
            #expect(progress.last?.linesDone == 6)
            #expect(
                progress.last?.summary
                    == OrdersV1.ImportSummary(customers: 2, products: 1, orders: 1, shipments: 1, shipmentEvents: 2)
            )
            let exported = try await collect(orders.export(.init())).flatMap(\.data)
            #expect(String(decoding: exported, as: UTF8.self) == text)
            let again = await #expect(throws: CallError.self) {
                try await collect(orders.commitImport(commit("u1", bytes)))
            }
            #expect(again?.code == .notFound)
        }
    }

    @Test func aBrokenLineIsADetailOfTheStatusAndNothingIsImported() async throws {
        let text = [TestShop.header, Lines.customer, Lines.order].joined(separator: "\n")
        let bytes = Array(text.utf8)
        try await Self.withService(TestShop()) { orders in
            _ = try await orders.stageImport(.init(uploadId: "u1", data: bytes, fileName: "shop.jsonl"))
            let error = await #expect(throws: CallError.self) {
                try await collect(orders.commitImport(commit("u1", bytes)))
            }
            #expect(error?.code == .invalidArgument)
            let detail = try #require(error?.details.first)
            let place = try OrdersV1.ImportError(serializedBytes: detail.value)
            #expect(place.fileName == "shop.jsonl")
            #expect(place.line == 3)
            #expect(place.field == "items[0].variant")
            let exported = try await collect(orders.export(.init())).flatMap(\.data)
            #expect(String(decoding: exported, as: UTF8.self) == TestShop.header + "\n")
        }
    }

    @Test func anotherHashOrOffsetIsRefused() async throws {
        try await Self.withService(TestShop()) { orders in
            _ = try await orders.stageImport(.init(uploadId: "u1", data: [1, 2, 3]))
            let offset = await #expect(throws: CallError.self) {
                try await orders.stageImport(.init(uploadId: "u1", offset: 9, data: [4]))
            }
            #expect(offset?.code == .outOfRange)
            #expect(offset?.message.contains("must be 3") == true)
            let hash = await #expect(throws: CallError.self) {
                try await collect(orders.commitImport(commit("u1", [1, 2, 4])))
            }
            #expect(hash?.code == .invalidArgument)
        }
    }

    private func commit(_ id: String, _ bytes: [UInt8]) -> OrdersV1.CommitImportRequest {
        let digest = SHA256()
        digest.update(bytes)
        return .init(uploadId: id, sizeBytes: UInt64(bytes.count), sha256: digest.finish())
    }

    private func collect<Message>(_ stream: ResponseStream<Message>) async throws -> [Message] {
        var messages: [Message] = []
        for try await message in stream { messages.append(message) }
        return messages
    }
}

extension TestShop {
    fileprivate func service(now: Timestamp) throws -> OrderTrackingService {
        let changes = ChangeSignal()
        return OrderTrackingService(
            customers: customers,
            orders: orders,
            shipments: tracker(now: now),
            catalogue: catalogue,
            afterSale: AfterSaleDesk(
                file: file,
                policy: AfterSalePolicy(shop: try .demo),
                settings: .init(confirmationTime: .seconds(900), pageLimits: PageLimits(sizeDefault: 20, sizeMax: 200)),
                changes: changes,
                now: { now }
            ),
            logistics: LogisticsDesk(
                file: file,
                policy: AfterSalePolicy(shop: try .demo),
                limits: .init(recordsMax: 1000, unmatchedMax: 1000, aheadMax: .seconds(86_400)),
                changes: changes,
                now: { now }
            ),
            changes: ChangeFeed(
                file: file,
                signal: changes,
                limits: .init(watchersMax: 2, pageSize: 3, pollInterval: .seconds(3600))
            ),
            transfer: ShopTransfer(
                file: file,
                importer: try importer,
                staging: ImportStaging(
                    folder: folder.path("staging"),
                    limits: .init(chunkBytesMax: 4096, uploadBytesMax: 65_536, uploadsMax: 4, age: .seconds(3600)),
                    now: { Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) }
                ),
                exportChunkBytes: 1024,
                changes: changes
            )
        )
    }
}
