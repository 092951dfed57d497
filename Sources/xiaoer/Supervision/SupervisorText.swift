import ServiceShell

/// What a supervisor's events look like to people.
enum SupervisorText {
    static func lines(for event: SupervisorEvent) -> [String] {
        switch event {
        case .ready(let member, let file, let after):
            ["\(padded(member)) ready    \(file.address)  in \(seconds(after))  process \(file.pid)"]
        case .died(let member, let end, let restartIn):
            ["\(padded(member)) died     \(end); starts again in \(seconds(restartIn))"]
        case .stopped(let member):
            ["\(padded(member)) stopped"]
        case .allReady(let after):
            ["all \(MeshMember.allCases.count) are ready after \(seconds(after))"]
        }
    }

    /// `0.1 s`, `12.3 s`.
    static func seconds(_ duration: Duration) -> String {
        let tenths = Int((duration / .milliseconds(100)).rounded())
        return "\(tenths / 10).\(tenths % 10) s"
    }

    private static let width = MeshMember.allCases.map(\.name.count).max() ?? 0

    private static func padded(_ member: MeshMember) -> String {
        member.name + String(repeating: " ", count: width - member.name.count)
    }
}
