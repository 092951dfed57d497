import Foundation

/// Writes an import file of a made-up shop of any size: orders of one to three items, a parcel each.
///
/// One in twenty parcels is under way; the others were delivered. All ids follow from the number of the order, so that a
/// benchmark can ask for any of them without reading the file.
struct ShopFile {
    let orderCount: Int

    static let productCount = 1_000
    static let ordersPerCustomer = 5
    private static let provinces = ["浙江省", "江苏省", "广东省", "四川省", "北京市", "辽宁省", "湖北省", "陕西省"]
    private static let carriers = ["顺丰速运", "中通快递", "圆通速递", "韵达快递", "京东物流", "邮政快递"]

    var customerCount: Int { (orderCount + Self.ordersPerCustomer - 1) / Self.ordersPerCustomer }

    /// Orders of one customer are spread over the file, as they are over time.
    func customerID(ofOrder number: Int) -> String { "C\(number % customerCount)" }
    static func orderID(_ number: Int) -> String { "XD\(20_000_000 + number)" }
    static func isUnderWay(_ number: Int) -> Bool { number % 20 == 7 }

    func write(to path: String) throws {
        guard FileManager.default.createFile(atPath: path, contents: nil),
            let file = FileHandle(forWritingAtPath: path)
        else { throw CocoaError(.fileWriteUnknown) }
        var buffer = Data(#"{"kind":"header","format":"xiaoer-shop","version":1}"#.utf8 + [10])
        func add(_ line: String) throws {
            buffer += Data(line.utf8)
            buffer.append(10)
            guard buffer.count > 1 << 20 else { return }
            try file.write(contentsOf: buffer)
            buffer.removeAll(keepingCapacity: true)
        }
        for number in 0..<customerCount { try add(customer(number)) }
        for number in 0..<Self.productCount { try add(product(number)) }
        for number in 0..<orderCount { try add(order(number)) }
        for number in 0..<orderCount { try add(shipment(number)) }
        try file.write(contentsOf: buffer)
        try file.close()
    }

    private func address(_ number: Int) -> String {
        let province = Self.provinces[number % Self.provinces.count]
        return
            #"{"recipient":"顾客\#(number)","country":"CN","province":"\#(province)","city":"城市\#(number % 40)","district":"区\#(number % 9)","line":"听松路\#(number % 299)号","postal_code":"\#(310_000 + number % 1000)"}"#
    }

    private func customer(_ number: Int) -> String {
        #"{"kind":"customer","id":"C\#(number)","name":"顾客\#(number)","email":"c\#(number)@example.com","phone":"199\#(10_000_000 + number)","language":"zh","addresses":[\#(address(number))],"payment_methods":[{"id":"PM\#(number)","kind":"wallet","brand":"支付宝"}]}"#
    }

    private func product(_ number: Int) -> String {
        let variants = (1...4).map {
            #"{"id":"P\#(number)-\#($0)","options":{"颜色":"颜色\#($0)","尺码":"L"},"price":\#(1_000 + number * 10),"stock":100000}"#
        }
        return
            #"{"kind":"product","id":"P\#(number)","name":"商品\#(number)","english_name":"Product \#(number)","category":"c\#(number % 20)","currency":"CNY","variants":[\#(variants.joined(separator: ","))]}"#
    }

    private func order(_ number: Int) -> String {
        let items = (0...(number % 3)).map { item in
            let product = (number * 7 + item * 131) % Self.productCount
            let variant = 1 + (number + item) % 4
            return
                #"{"id":"I\#(item + 1)","product":"P\#(product)","variant":"P\#(product)-\#(variant)","name":"商品\#(product)","options":{"颜色":"颜色\#(variant)","尺码":"L"},"quantity":1,"unit_price":\#(1_000 + product * 10)}"#
        }
        let total = (0...(number % 3)).reduce(0) { $0 + 1_000 + (number * 7 + $1 * 131) % Self.productCount * 10 }
        let created = time(number, hours: 0)
        let arrival = Self.isUnderWay(number) ? "" : #",{"status":"delivered","at":"\#(time(number, hours: 75))"}"#
        let status = Self.isUnderWay(number) ? "shipped" : "delivered"
        return
            #"{"kind":"order","id":"\#(Self.orderID(number))","customer":"\#(customerID(ofOrder: number))","status":"\#(status)","created_at":"\#(created)","currency":"CNY","total":\#(total),"address":\#(address(number % customerCount)),"items":[\#(items.joined(separator: ","))],"payments":[{"id":"PAY1","direction":"charge","amount":\#(total),"method":"PM\#(number % customerCount)","at":"\#(created)"}],"history":[{"status":"pending","at":"\#(created)"},{"status":"shipped","at":"\#(time(number, hours: 20))"}\#(arrival)]}"#
    }

    private func shipment(_ number: Int) -> String {
        let carrier = Self.carriers[number / 3 % Self.carriers.count]
        let steps = [
            (22, "collected", "仓"), (30, "in_transit", "转运中心"), (60, "in_transit", "城市转运中心"),
            (70, "out_for_delivery", "营业点"), (75, "delivered", "门口"),
        ]
        let done = Self.isUnderWay(number) ? 3 : 5
        let events = steps.prefix(done).enumerated().map { index, step in
            #"{"id":"E\#(index + 1)","at":"\#(time(number, hours: step.0 + number % 7))","status":"\#(step.1)","place":"\#(step.2)","description":"快件到达\#(step.2)"}"#
        }
        return
            #"{"kind":"shipment","id":"S\#(number)","order":"\#(Self.orderID(number))","carrier":"\#(carrier)","tracking_number":"T\#(number)","status":"\#(steps[done - 1].1)","created_at":"\#(time(number, hours: 20))","events":[\#(events.joined(separator: ","))]}"#
    }

    /// Orders come evenly over 360 days from 1 January 2025.
    private func time(_ number: Int, hours: Int) -> String {
        let seconds = number * (360 * 86_400) / max(1, orderCount) + hours * 3_600
        let date = Date(timeIntervalSince1970: Double(1_735_689_600 + seconds))
        return date.formatted(.iso8601)
    }
}
