import SQLStorage

/// Which cases to list, oldest first.
struct CaseQuery: Hashable, Sendable {
    /// Empty means every customer.
    var customerID = ""
    /// Empty means every order.
    var orderID = ""
    /// Empty means every status.
    var statuses: Set<CaseStatus> = []
    /// 0 asks for the default size.
    var pageSize = 0
    var pageToken = ""
}

struct ListedCase: Hashable, Sendable {
    var customerID: String
    var afterSaleCase: AfterSaleCase
}

extension AfterSaleDesk {
    func cases(_ query: CaseQuery) async throws -> Page<ListedCase> {
        let size = try settings.pageLimits.size(for: query.pageSize)
        let start = try CaseCursor(token: query.pageToken)
        return try await file.read { database in
            let found = try query.fetch(database, after: start, limit: size + 1)
            let page = Array(found.prefix(size))
            let next = found.count > size ? page.last.map { CaseCursor($0.afterSaleCase).token } : nil
            return Page(elements: page, nextToken: next)
        }
    }
}

extension CaseQuery {
    fileprivate func fetch(_ database: Database, after start: CaseCursor, limit: Int) throws -> [ListedCase] {
        var sql = """
            SELECT after_sale_case.*, shop_order.customer_id AS customer_id
            FROM after_sale_case JOIN shop_order ON shop_order.id = after_sale_case.order_id
            WHERE (after_sale_case.opened_at, after_sale_case.id) > (?, ?)
            """
        var arguments: [any SQLConvertible] = [start.openedMilliseconds, start.id]
        if !customerID.isEmpty {
            sql += " AND shop_order.customer_id = ?"
            arguments.append(customerID)
        }
        if !orderID.isEmpty {
            sql += " AND after_sale_case.order_id = ?"
            arguments.append(orderID)
        }
        if !statuses.isEmpty {
            sql += " AND after_sale_case.status IN (\(statuses.map { _ in "?" }.joined(separator: ", ")))"
            arguments += statuses.map(\.rawValue).sorted()
        }
        sql += " ORDER BY after_sale_case.opened_at, after_sale_case.id LIMIT \(limit)"
        return try database.rows(sql, SQLArguments(arguments)).map { row in
            ListedCase(customerID: row.text("customer_id"), afterSaleCase: try AfterSaleCase(row: row))
        }
    }
}

/// Place in a list of cases: the last one that was given.
private struct CaseCursor {
    var openedMilliseconds: Int64 = -1
    var id = ""

    init(_ last: AfterSaleCase) {
        openedMilliseconds = last.openedAt.milliseconds
        id = last.id
    }

    /// An empty token is the start of the list.
    init(token: String) throws {
        guard !token.isEmpty else { return }
        let parts = token.split(separator: ".", maxSplits: 1)
        guard parts.count == 2, let milliseconds = Int64(parts[0]) else {
            throw ShopError.invalid(field: "page.token", rule: "must be the next_token of the page before")
        }
        openedMilliseconds = milliseconds
        id = String(parts[1])
    }

    var token: String { "\(openedMilliseconds).\(id)" }
}
