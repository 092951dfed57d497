import ServiceShell

/// Which ports the processes of a mesh take.
enum PortChoice: String, CaseIterable, Sendable {
    /// Those of their settings, 7400 to 7405 unless set otherwise.
    case fixed
    /// Whatever is free, but for ports that a variable names; the run files tell.
    case free
}

/// What each process is started with, given what is known of the others by then.
struct LaunchPlan: Sendable {
    let home: MeshHome
    let binaryFolder: String
    let ports: PortChoice
    /// The environment the supervisor itself was started in.
    let environment: [String: String]

    /// `known` holds what members wrote when they began to serve; a member that did before keeps its ports, so that
    /// its peers find it again.
    func launch(_ member: MeshMember, known: [MeshMember: RunFile]) -> ChildLaunch {
        var variables = environment
        variables["XIAOER_HOME"] = home.folder
        let prefix = Setting.variablePrefix(of: member.name)
        variables[prefix + "RUN_FILE"] = home.runFile(of: member)
        variables[prefix + "RUN_STOP_WITH_STDIN"] = "true"
        if let earlier = known[member] {
            variables[prefix + "SERVER_PORT"] = Self.port(of: earlier.address)
            variables[prefix + "ADMIN_PORT"] = Self.port(of: earlier.admin)
        } else if ports == .free {
            for port in ["SERVER_PORT", "ADMIN_PORT"] where variables[prefix + port] == nil {
                variables[prefix + port] = "0"
            }
        }
        for (peer, file) in known where peer != member {
            variables[Setting.peerVariable(of: peer.name)] = file.address
        }
        return ChildLaunch(
            name: member.name,
            binary: "\(binaryFolder)/\(member.name)",
            environment: variables,
            logFile: home.logFile(of: member)
        )
    }

    private static func port(of address: String) -> String {
        address.split(separator: ":").last.map(String.init) ?? "0"
    }
}
