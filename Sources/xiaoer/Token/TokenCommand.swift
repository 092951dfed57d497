import AccessToken
import ArgumentParser
import Foundation
import ServiceShell

extension AccessToken.Role: ExpressibleByArgument {}

/// `xiaoer token`: who the bearer is, signed with the gateway's key.
struct Token: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print an access token for a customer, an agent, a service or an operator.",
        discussion: "Signed with the key in gateway.key of the home folder, which is made where there is none."
    )

    @OptionGroup
    var home: HomeOptions

    @OptionGroup
    var bearer: BearerOptions

    func run() throws {
        Console.result(try bearer.token(in: home.value))
    }
}

/// Whose token it is to be, and for how long.
struct BearerOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Id of the customer, agent or service.", valueName: "id"))
    var customer = BearerOptions.demoCustomer

    @Option(help: ArgumentHelp("What the bearer is.", valueName: "customer|agent|service|operator"))
    var role = AccessToken.Role.customer

    @Option(help: ArgumentHelp("How long it is valid: 30s, 45m, 1h, 7d.", valueName: "time"))
    var ttl = TimeToLive(seconds: 12 * 3_600)

    @Option(
        help: ArgumentHelp(
            "The gateway's key file; XIAOER_TOKEN_KEY_FILE, else gateway.key in the home folder, unless given.",
            valueName: "file"
        )
    )
    var keyFile: String?

    /// A customer of the demo shop with orders in several states.
    static let demoCustomer = "demo"

    func token(in home: MeshHome) throws -> String {
        try Self.token(for: customer, role: role, lifetime: ttl, keyFile: keyFile, in: home)
    }

    /// A token for whom a command speaks for, where it is not the command line that says who that is.
    static func token(
        for subject: String,
        role: AccessToken.Role,
        lifetime: TimeToLive = TimeToLive(seconds: 12 * 3_600),
        keyFile: String? = nil,
        in home: MeshHome
    ) throws -> String {
        try home.createFolders()
        // Safe: a key must not be predictable, and is made once, here.
        var generator = SystemRandomNumberGenerator()
        let keys = try KeyFile.loadOrCreate(path: path(of: keyFile, in: home), using: &generator)
        return try keys.sign(
            subject: subject,
            role: role,
            issuedAt: Date(),
            lifetime: TimeInterval(lifetime.seconds)
        )
    }

    /// The same file that the gateway reads: a path in the variable is taken from the home folder.
    private static func path(of keyFile: String?, in home: MeshHome) -> String {
        if let keyFile { return ServiceFolders.path(keyFile, from: Surroundings.currentFolder) }
        guard let path = Surroundings.environment["XIAOER_TOKEN_KEY_FILE"] else { return home.keyFile }
        return ServiceFolders.path(path, from: home.folder)
    }
}
