/// Names in Swift, derived from names in .proto files.
enum SwiftNames {
    /// "xiaoer.orders.v1" is `OrdersV1`: the last two parts name a package among ours.
    static func namespace(ofPackage package: String) -> String {
        package.split(separator: ".").suffix(2).map { upperCamel($0) }.joined()
    }

    static func upperCamel(_ name: some StringProtocol) -> String {
        name.split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }

    /// "customer_id" is `customerId`, "GetOrder" is `getOrder`, as in JSON.
    static func lowerCamel(_ name: some StringProtocol) -> String {
        let camel = upperCamel(name)
        return camel.prefix(1).lowercased() + camel.dropFirst()
    }

    /// "ORDER_STATUS_AWAITING_PAYMENT" of `OrderStatus` is `awaitingPayment`.
    static func enumCase(_ value: String, prefix: String) -> String {
        let isPrefixed = value.hasPrefix(prefix) && value.dropFirst(prefix.count).first?.isLetter == true
        let name = lowerCamel((isPrefixed ? value.dropFirst(prefix.count) : Substring(value)).lowercased())
        return name == "unrecognized" ? "unrecognized_" : name
    }

    /// `OrderStatus` prefixes its values with "ORDER_STATUS_".
    static func enumPrefix(_ name: String) -> String {
        var prefix = ""
        var isAfterLowerCase = false
        for character in name {
            if character.isUppercase, isAfterLowerCase { prefix += "_" }
            prefix += character.uppercased()
            isAfterLowerCase = !character.isUppercase
        }
        return prefix + "_"
    }

    /// For a declaration or a bare use.
    static func escaped(_ name: String) -> String {
        keywords.contains(name) ? "`\(name)`" : name
    }

    /// After a dot, where most keywords mean nothing special.
    static func member(_ name: String) -> String {
        ["init", "self", "Type"].contains(name) ? "`\(name)`" : name
    }

    private static let keywords: Set<String> = [
        "Any", "Self", "Type", "as", "associatedtype", "break", "case", "catch", "class", "continue", "default",
        "defer",
        "deinit", "do", "else", "enum", "extension", "fallthrough", "false", "fileprivate", "for", "func", "guard",
        "if",
        "import", "in", "init", "inout", "internal", "is", "let", "nil", "operator", "precedencegroup", "private",
        "protocol", "public", "repeat", "rethrows", "return", "self", "static", "struct", "subscript", "super",
        "switch",
        "throw", "throws", "true", "try", "typealias", "var", "where", "while",
    ]
}

/// Names in protoc-c's output, derived as protoc-c does.
enum CNames {
    /// "mesh.v1.Hello" is `Mesh__V1__Hello`.
    static func type(_ fullName: String) -> String {
        fullName.split(separator: ".").map { SwiftNames.upperCamel($0) }.joined(separator: "__")
    }

    /// "mesh.v1.StatusDetail" is `mesh__v1__status_detail`, the prefix of a message's functions.
    static func function(_ fullName: String) -> String {
        fullName.split(separator: ".").map { snake($0) }.joined(separator: "__")
    }

    /// An underscore goes before an upper-case letter that follows another kind of character.
    private static func snake(_ name: some StringProtocol) -> String {
        var result = ""
        var isAfterUpperCase = true
        for character in name {
            if character.isUppercase, !isAfterUpperCase { result += "_" }
            result += character.lowercased()
            isAfterUpperCase = character.isUppercase
        }
        return result
    }

    /// Lower case, with an underscore after words that C reserves.
    static func field(_ name: String) -> String {
        let lower = name.lowercased()
        return keywords.contains(lower) ? lower + "_" : lower
    }

    /// protoc-c's list, C++ words included.
    private static let keywords: Set<String> = [
        "and", "and_eq", "asm", "auto", "bitand", "bitor", "bool", "break", "case", "catch", "char", "class", "compl",
        "const", "const_cast", "continue", "default", "delete", "do", "double", "dynamic_cast", "else", "enum",
        "explicit", "extern", "false", "float", "for", "friend", "goto", "if", "inline", "int", "long", "mutable",
        "namespace", "new", "not", "not_eq", "operator", "or", "or_eq", "private", "protected", "public", "register",
        "reinterpret_cast", "return", "short", "signed", "sizeof", "static", "static_cast", "struct", "switch",
        "template", "this", "throw", "true", "try", "typedef", "typeid", "typename", "union", "unsigned", "using",
        "virtual", "void", "volatile", "wchar_t", "while", "xor", "xor_eq",
    ]
}
