import Contracts
import MeshRuntime
import Testing

@testable import OrderTracking

/// After-sale as a caller sees it, through the mesh without sockets: order XD20480002 of the demo shop is delivered.
struct AfterSaleServiceTests {
    private func execute(
        _ orders: OrdersV1.OrdersClient,
        _ action: OrdersV1.PrepareActionRequest.Action,
        order: String = "",
        role: String = "bot"
    ) async throws -> OrdersV1.ConfirmActionResponse {
        let actor = OrdersV1.Actor(role: role, id: "a", conversationId: "c1")
        let prepared = try await orders.prepareAction(
            .init(customerId: "demo", orderId: order, action: action, actor: actor)
        )
        return try await orders.confirmAction(
            .init(
                customerId: "demo",
                confirmationToken: prepared.confirmationToken,
                idempotencyKey: String(prepared.confirmationToken.prefix(40)),
                actor: actor
            )
        )
    }

    private func delivered(_ orders: OrdersV1.OrdersClient) async throws -> OrdersV1.Order {
        let listed = try await orders.listOrders(.init(customerId: "demo", statuses: [.delivered]))
        return try #require(listed.orders.first)
    }

    @Test func everyRequestOpensItsCaseAndTheStaffAnswersIt() async throws {
        try await OrderTrackingServiceTests.withDemo { orders in
            let order = try await delivered(orders)
            let item = try #require(order.items.first)
            let actions: [(OrdersV1.PrepareActionRequest.Action, OrdersV1.ActionKind, OrdersV1.CaseStatus)] = [
                (
                    .refund(
                        .init(itemIds: [item.id], amount: .init(amountMinor: 100, currency: "CNY"), reason: "late")
                    ), .refund, .completed
                ),
                (.refund(.init(itemIds: [item.id], reason: "damaged")), .refund, .open),
                (.reportItem(.init(itemId: item.id, problem: .wrong, description: "发错颜色")), .reportItem, .open),
                (.requestInvoice(.init(title: "云店", taxpayerNumber: "911101085513850821")), .requestInvoice, .open),
            ]
            for (action, kind, status) in actions {
                let executed = try await execute(orders, action, order: order.id)
                #expect(executed.executed?.kind == kind)
                #expect(executed.afterSaleCase?.status == status)
            }
            let open = try await orders.listCases(.init(orderId: order.id, statuses: [.open])).cases
            // Opened in the same moment, so in the order of their ids.
            #expect(open.map(\.afterSaleCase?.kind) == [.reportItem, .refund, .requestInvoice])
            for listed in open {
                let step = OrdersV1.AdvanceCase(caseId: listed.afterSaleCase?.id ?? "", step: .approve, note: "好的")
                let answered = try await execute(orders, .advanceCase(step), role: "agent")
                #expect(answered.executed?.kind == .advanceCase)
                #expect(answered.afterSaleCase?.steps.last?.note == "好的")
            }
            let all = try await orders.listCases(.init(customerId: "demo", page: .init(size: 3)))
            #expect(all.cases.count == 3)
            let rest = try await orders.listCases(.init(customerId: "demo", page: .init(size: 3, token: all.nextToken)))
            #expect(rest.cases.map(\.afterSaleCase?.kind) == [.requestInvoice])
            #expect(rest.nextToken.isEmpty)
        }
    }

    @Test func aPriceThatDidNotFallIsNotProtected() async throws {
        try await OrderTrackingServiceTests.withDemo { orders in
            let order = try await delivered(orders)
            let error = await #expect(throws: CallError.self) {
                try await execute(orders, .protectPrice(.init(itemId: order.items[0].id)), order: order.id)
            }
            #expect(error?.code == .failedPrecondition)
        }
    }

    @Test(arguments: [
        OrdersV1.PrepareActionRequest.Action.reportItem(.init(itemId: "1")),
        .refund(.init(itemIds: ["1"], amount: .init(amountMinor: 5, currency: "yuan"))),
        .refund(.init(itemIds: ["1"], amount: .init(amountMinor: -5, currency: "CNY"))),
        .advanceCase(.init(caseId: "x")),
        .requestInvoice(.init()),
    ]) func whatCannotBeMeantIsAnInvalidArgument(action: OrdersV1.PrepareActionRequest.Action) async throws {
        try await OrderTrackingServiceTests.withDemo { orders in
            let error = await #expect(throws: CallError.self) {
                try await orders.prepareAction(.init(customerId: "demo", orderId: "XD20480001", action: action))
            }
            #expect(error?.code == .invalidArgument)
        }
    }

    @Test(arguments: ["logistics", "owner", ""]) func nobodyClaimsAnotherRole(role: String) async throws {
        try await OrderTrackingServiceTests.withDemo { orders in
            let order = try await delivered(orders)
            let error = await #expect(throws: CallError.self) {
                try await execute(orders, .requestInvoice(.init(title: "云店")), order: order.id, role: role)
            }
            #expect(error?.code == .invalidArgument)
            #expect(error?.message.hasPrefix("actor.role") == true)
        }
    }

    @Test func anUnknownCaseOrStatusOrTokenIsNamed() async throws {
        try await OrderTrackingServiceTests.withDemo { orders in
            let unknown = await #expect(throws: CallError.self) {
                try await execute(orders, .advanceCase(.init(caseId: "x", step: .withdraw)))
            }
            #expect(unknown?.code == .notFound)
            for request in [
                OrdersV1.ListCasesRequest(statuses: [.unspecified]), .init(page: .init(token: "x")),
                .init(page: .init(size: 9999)),
            ] {
                let error = await #expect(throws: CallError.self) { try await orders.listCases(request) }
                #expect(error?.code == .invalidArgument)
            }
        }
    }
}
