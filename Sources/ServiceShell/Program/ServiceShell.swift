import ArgumentParser
import Foundation

/// The common body of every service: command line, settings, and the way in and out of running.
package enum ServiceShell {
    package static let version = "0.1.0"

    /// Runs the program and ends the process with its exit status.
    package static func main<Program: ServiceProgram>(_ program: Program.Type) async -> Never {
        let status = await run(
            program,
            arguments: Array(CommandLine.arguments.dropFirst()),
            environment: ProcessInfo.processInfo.environment
        )
        exit(status)
    }

    static func run<Program: ServiceProgram>(
        _ program: Program.Type,
        arguments: [String],
        environment: [String: String]
    ) async -> Int32 {
        do {
            let command = try ServiceCommand.parse(arguments)
            if command.help {
                print(help(of: program), terminator: "")
                return 0
            }
            if command.version {
                print("\(Program.name) \(version)")
                return 0
            }
            let start = try ServiceStart(program, command: command, environment: environment)
            if command.printSettings {
                print(SettingsText.effective(start.values), terminator: "")
            } else if command.checkConfig {
                print("\(Program.name): settings are right")
            } else {
                try await start.serve()
            }
            return 0
        } catch {
            return report(error, of: Program.name)
        }
    }

    private static func report(_ error: any Error, of service: String) -> Int32 {
        switch error {
        case let error as SettingsError:
            let count = error.problems.count
            complain("\(service): \(count) \(count == 1 ? "setting is" : "settings are") wrong, nothing was started:")
            for problem in error.problems { complain("  \(problem)") }
            return ExitStatus.configuration
        case let error as ServiceShellError:
            complain("\(service): \(error)")
            return error.exitStatus
        case let error where ServiceCommand.exitCode(for: error) == .validationFailure:
            complain("\(service): \(ServiceCommand.message(for: error)) (--help shows all)")
            return ExitStatus.usage
        default:
            complain("\(service): \(error)")
            return ExitStatus.software
        }
    }

    private static func complain(_ line: String) {
        StandardErrorSink().write(line: line)
    }

    static func settings<Program: ServiceProgram>(of program: Program.Type) -> [Setting] {
        let own = Program.Config.settings
        let hasPeers = own.contains { $0.key.hasPrefix(Setting.peersPrefix) }
        return CommonSettings.all(port: Program.defaultPort) + (hasPeers ? ClientSettings.all : []) + own
    }

    private static func help<Program: ServiceProgram>(of program: Program.Type) -> String {
        """
        \(Program.name): \(Program.purpose)

        usage: \(Program.name) [--config <file>] [--set <key=value> ...]
               \(Program.name) --check-config | --print-settings | --version | --help

          --config <file>      read settings from this YAML file instead of services/\(Program.name)/config/default.yaml
          --set <key=value>    set one setting; may be given several times
          --check-config       check the settings and exit: 0 when right, 78 when not
          --print-settings     print every setting with its value and where it was set, and exit
          --version            print the version and exit
          --help               print this text and exit

        Settings are read from, later ones winning: defaults, the YAML file (section: {key: value}), environment
        variables, --set. Stop with SIGTERM or Ctrl-C: open calls are answered first; a second signal ends at once.

        settings:
        \(SettingsText.help(settings(of: program), service: Program.name))
        """
    }
}
