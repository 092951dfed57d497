import Testing

@testable import ProtocGenXiaoer

@Suite struct NamesTests {
    @Test(
        arguments: [
            ("xiaoer.orders.v1", "OrdersV1"), ("mesh.v1", "MeshV1"), ("xiaoer.after_sale.v1beta2", "AfterSaleV1beta2"),
        ]
    )
    func aPackageIsANamespaceOfItsLastTwoParts(package: String, expected: String) {
        #expect(SwiftNames.namespace(ofPackage: package) == expected)
    }

    @Test(
        arguments: [
            ("id", "id"), ("customer_id", "customerId"), ("p50_us", "p50Us"), ("camelCase", "camelCase"),
            ("GetOrder", "getOrder"), ("a_double", "aDouble"),
        ]
    )
    func fieldsAndMethodsAreLowerCamelCase(name: String, expected: String) {
        #expect(SwiftNames.lowerCamel(name) == expected)
    }

    @Test(
        arguments: [
            ("ORDER_STATUS_AWAITING_PAYMENT", "OrderStatus", "awaitingPayment"),
            ("ORDER_STATUS_UNSPECIFIED", "OrderStatus", "unspecified"),
            ("OTHER", "OrderStatus", "other"),
            // Without the prefix this would begin with a digit.
            ("SIZE_2XL", "Size", "size2xl"),
            ("HTTP_STATE_OPEN", "HTTPState", "httpStateOpen"),
            ("KIND_UNRECOGNIZED", "Kind", "unrecognized_"),
        ]
    )
    func enumValuesLoseTheirCommonPrefix(value: String, type: String, expected: String) {
        #expect(SwiftNames.enumCase(value, prefix: SwiftNames.enumPrefix(type)) == expected)
    }

    /// As protoc-c 1.4.1 writes them.
    @Test(
        arguments: [
            ("mesh.v1.Hello", "Mesh__V1__Hello", "mesh__v1__hello"),
            ("mesh.v1.StatusDetail", "Mesh__V1__StatusDetail", "mesh__v1__status_detail"),
            (
                "xiaoer.fixture.v1.StatusHTTPDetail", "Xiaoer__Fixture__V1__StatusHTTPDetail",
                "xiaoer__fixture__v1__status_httpdetail"
            ),
            ("a.v1.Outer.Inner2", "A__V1__Outer__Inner2", "a__v1__outer__inner2"),
        ]
    )
    func cNamesFollowProtocC(name: String, type: String, function: String) {
        #expect(CNames.type(name) == type)
        #expect(CNames.function(name) == function)
    }

    @Test func wordsThatCReservesGainAnUnderscore() {
        #expect(CNames.field("default") == "default_")
        #expect(CNames.field("camelCase") == "camelcase")
        #expect(CNames.field("init") == "init")
    }
}
