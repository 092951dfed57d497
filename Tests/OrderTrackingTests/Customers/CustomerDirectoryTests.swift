import Testing

@testable import OrderTracking

struct CustomerDirectoryTests {
    @Test(arguments: [
        CustomerDirectory.Key.id("ann"), .email("ann@example.COM"), .email(" Ａnn@example.com"), .phone("19900004321"),
        .phone("+8619900004321"), .phone("0086 199-0000-4321"),
        .nameAndPostalCode(name: "ann  LEE", postalCode: "310 000"),
    ])
    func spellingDoesNotMatter(key: CustomerDirectory.Key) async throws {
        let shop = try TestShop()
        try await shop.importLines([Lines.customer, Lines.other])
        #expect(try await shop.customers.find(key).id == "ann")
    }

    @Test(arguments: [
        CustomerDirectory.Key.id("eve"), .id("ANN"), .email("eve@example.com"), .phone("19900009999"),
        .nameAndPostalCode(name: "Ann Lee", postalCode: "999999"),
        .nameAndPostalCode(name: "Bob Ray", postalCode: "310000"),
    ])
    func nobodyElseFits(key: CustomerDirectory.Key) async throws {
        let shop = try TestShop()
        try await shop.importLines([Lines.customer, Lines.other])
        await #expect(throws: ShopError.customerNotFound) { try await shop.customers.find(key) }
    }

    @Test(arguments: [
        CustomerDirectory.Key.id(""), .email("ann"), .phone("4321"),
        .nameAndPostalCode(name: " ", postalCode: "310000"),
        .nameAndPostalCode(name: "Ann Lee", postalCode: ""),
    ])
    func aKeyThatCouldFitByChanceIsRefused(key: CustomerDirectory.Key) async throws {
        let shop = try TestShop()
        let error = await #expect(throws: ShopError.self) { try await shop.customers.find(key) }
        guard case .invalid? = error else {
            Issue.record("\(String(describing: error)) should be an invalid key")
            return
        }
    }

    @Test func twoOfOneNameInOnePlaceAreAmbiguous() async throws {
        let shop = try await TestShop.demo()
        await #expect(throws: ShopError.customerAmbiguous) {
            try await shop.customers.find(.nameAndPostalCode(name: "陈晓彤", postalCode: "311100"))
        }
    }

    @Test func addressesAndPaymentMethodsKeepTheirOrder() async throws {
        let shop = try TestShop()
        try await shop.importLines([Lines.customer])
        let customer = try await shop.customers.find(.id("ann"))
        #expect(customer.paymentMethods.map(\.id) == ["w", "g"])
        #expect(customer.paymentMethods[1].balance?.minorUnits == 500)
        #expect(customer.addresses[0].province == "浙江省")
    }
}
