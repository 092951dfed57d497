import Contracts
import MeshRuntime
import ProtobufC

extension OrderTrackingService {
    func listAfterSaleOptions(
        _ request: OrdersV1.ListAfterSaleOptionsRequest,
        context: CallContext
    ) async throws -> OrdersV1.ListAfterSaleOptionsResponse {
        try await mappingErrors {
            let options = try await afterSale.options(customerID: request.customerId, orderID: request.orderId)
            return OrdersV1.ListAfterSaleOptionsResponse(options: options.map(OrdersV1.AfterSaleOption.init))
        }
    }

    func prepareAction(
        _ request: OrdersV1.PrepareActionRequest,
        context: CallContext
    ) async throws -> OrdersV1.PrepareActionResponse {
        try await mappingErrors {
            let prepared = try await afterSale.prepare(
                AfterSaleAction(request.action),
                customerID: request.customerId,
                orderID: request.orderId,
                by: request.actor.map { try Actor($0).role } ?? .customer
            )
            return OrdersV1.PrepareActionResponse(
                consequence: OrdersV1.Consequence(prepared.consequence),
                confirmationToken: prepared.token,
                expiresUnixMs: prepared.expiresAt.milliseconds
            )
        }
    }

    func confirmAction(
        _ request: OrdersV1.ConfirmActionRequest,
        context: CallContext
    ) async throws -> OrdersV1.ConfirmActionResponse {
        try await mappingErrors {
            let bytes = try await afterSale.confirm(AfterSaleDesk.Confirmation(request)) { executed in
                try OrdersV1.ConfirmActionResponse(executed).serializedBytes()
            }
            return try OrdersV1.ConfirmActionResponse(serializedBytes: bytes)
        }
    }

    func getCase(
        _ request: OrdersV1.GetCaseRequest,
        context: CallContext
    ) async throws -> OrdersV1.GetCaseResponse {
        try await mappingErrors {
            let found = try await afterSale.afterSaleCase(id: request.caseId, customerID: request.customerId)
            return OrdersV1.GetCaseResponse(afterSaleCase: OrdersV1.AfterSaleCase(found))
        }
    }

    func listCases(
        _ request: OrdersV1.ListCasesRequest,
        context: CallContext
    ) async throws -> OrdersV1.ListCasesResponse {
        try await mappingErrors {
            let page = try await afterSale.cases(CaseQuery(request))
            return OrdersV1.ListCasesResponse(
                cases: page.elements.map { listed in
                    OrdersV1.ListedCase(
                        customerId: listed.customerID,
                        afterSaleCase: OrdersV1.AfterSaleCase(listed.afterSaleCase)
                    )
                },
                nextToken: page.nextToken ?? ""
            )
        }
    }

    func listAudit(
        _ request: OrdersV1.ListAuditRequest,
        context: CallContext
    ) async throws -> OrdersV1.ListAuditResponse {
        try await mappingErrors {
            let page = try await afterSale.audit(
                orderID: request.orderId,
                pageSize: Int(request.page?.size ?? 0),
                pageToken: request.page?.token ?? ""
            )
            return OrdersV1.ListAuditResponse(
                records: page.elements.map(OrdersV1.AuditRecord.init),
                nextToken: page.nextToken ?? ""
            )
        }
    }
}
