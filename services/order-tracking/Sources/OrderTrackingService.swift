import Contracts
import MeshRuntime

/// Decodes a call, asks once, encodes the answer. Methods that are absent here answer UNIMPLEMENTED.
struct OrderTrackingService: OrdersV1.OrdersService {
    let customers: CustomerDirectory
    let orders: OrderBook
    let shipments: ShipmentTracker
    let catalogue: Catalogue
    let afterSale: AfterSaleDesk
    let logistics: LogisticsDesk
    let changes: ChangeFeed
    let transfer: ShopTransfer

    func findCustomer(
        _ request: OrdersV1.FindCustomerRequest,
        context: CallContext
    ) async throws -> OrdersV1.FindCustomerResponse {
        try await mappingErrors {
            let customer = try await customers.find(CustomerDirectory.Key(request.key))
            return OrdersV1.FindCustomerResponse(customer: OrdersV1.Customer(customer))
        }
    }

    func listOrders(
        _ request: OrdersV1.ListOrdersRequest,
        context: CallContext
    ) async throws -> OrdersV1.ListOrdersResponse {
        try await mappingErrors {
            let page = try await orders.orders(OrderQuery(request))
            return OrdersV1.ListOrdersResponse(
                orders: page.elements.map(OrdersV1.Order.init),
                nextToken: page.nextToken ?? ""
            )
        }
    }

    func getOrder(
        _ request: OrdersV1.GetOrderRequest,
        context: CallContext
    ) async throws -> OrdersV1.GetOrderResponse {
        try await mappingErrors {
            let entry = try await orders.order(id: request.orderId, customerID: request.customerId)
            return OrdersV1.GetOrderResponse(order: OrdersV1.Order(entry))
        }
    }

    func getShipment(
        _ request: OrdersV1.GetShipmentRequest,
        context: CallContext
    ) async throws -> OrdersV1.GetShipmentResponse {
        try await mappingErrors {
            let key = try ShipmentTracker.Key(request.key)
            let tracking = try await shipments.track(key, customerID: request.customerId)
            return OrdersV1.GetShipmentResponse(shipment: OrdersV1.Shipment(tracking))
        }
    }

    func searchProducts(
        _ request: OrdersV1.SearchProductsRequest,
        context: CallContext
    ) async throws -> OrdersV1.SearchProductsResponse {
        try await mappingErrors {
            let page = try await catalogue.search(Catalogue.Query(request))
            return OrdersV1.SearchProductsResponse(
                products: page.elements.map(OrdersV1.Product.init),
                nextToken: page.nextToken ?? ""
            )
        }
    }

    func getProduct(
        _ request: OrdersV1.GetProductRequest,
        context: CallContext
    ) async throws -> OrdersV1.GetProductResponse {
        try await mappingErrors {
            OrdersV1.GetProductResponse(product: OrdersV1.Product(try await catalogue.product(id: request.productId)))
        }
    }

    func stageImport(
        _ request: OrdersV1.StageImportRequest,
        context: CallContext
    ) async throws -> OrdersV1.StageImportResponse {
        try await mappingErrors {
            let staged = try await transfer.stage(
                request.uploadId,
                offset: request.offset,
                data: request.data,
                fileName: request.fileName
            )
            return OrdersV1.StageImportResponse(stagedBytes: staged)
        }
    }

    func commitImport(
        _ request: OrdersV1.CommitImportRequest,
        responses: ResponseWriter<OrdersV1.ImportProgress>,
        context: CallContext
    ) async throws {
        try await mappingErrors {
            try await transfer.commit(
                request.uploadId,
                sizeBytes: request.sizeBytes,
                sha256: request.sha256,
                shiftDays: Int(request.shiftDays)
            ) { progress in
                try await responses.write(OrdersV1.ImportProgress(progress))
            }
        }
    }

    func export(
        _ request: OrdersV1.ExportRequest,
        responses: ResponseWriter<OrdersV1.ExportChunk>,
        context: CallContext
    ) async throws {
        try await mappingErrors {
            try await transfer.export { try await responses.write(OrdersV1.ExportChunk(data: $0)) }
        }
    }
}
