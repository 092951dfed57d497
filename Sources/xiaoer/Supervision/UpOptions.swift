import ArgumentParser
import ServiceShell

extension PortChoice: ExpressibleByArgument {}

/// How a mesh is started.
struct UpOptions: ParsableArguments {
    @OptionGroup
    var home: HomeOptions

    @Option(help: ArgumentHelp("Folder of the six binaries; that of this one unless given.", valueName: "folder"))
    var binaries: String?

    @Option(help: ArgumentHelp("Seconds the processes have to become ready.", valueName: "seconds"))
    var readyWithin = 180

    @Option(help: ArgumentHelp("Seconds each process has to stop before it is killed.", valueName: "seconds"))
    var grace = 30

    func validate() throws {
        guard (1...3_600).contains(readyWithin) else {
            throw ValidationError("--ready-within must be in 1...3600 (is \(readyWithin))")
        }
        guard (0...3_600).contains(grace) else { throw ValidationError("--grace must be in 0...3600 (is \(grace))") }
    }

    func supervisor(
        ports: PortChoice,
        stopSwitch: StopSwitch,
        report: @escaping @Sendable (SupervisorEvent) -> Void
    ) throws(MeshError) -> MeshSupervisor {
        let binaries = binaries.map { ServiceFolders.path($0, from: Surroundings.currentFolder) }
        let plan = LaunchPlan(
            home: home.value,
            binaryFolder: binaries ?? Surroundings.binaryFolder,
            ports: ports,
            environment: Surroundings.environment
        )
        return try MeshSupervisor(
            plan: plan,
            grace: .seconds(grace),
            readyWithin: .seconds(readyWithin),
            stopSwitch: stopSwitch,
            report: report
        )
    }
}
