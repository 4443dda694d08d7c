// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Dispatch
internal import Foundation
internal import Logging
internal import Storage
internal import WorkCalendar

/// The process: signals first, then the command on the concurrent pool while this thread waits.
@main
enum Program {
    static func main() {
        Allocation.arrange()
        StopSignals.block()
        let ended = DispatchSemaphore(value: 0)
        Task.detached {
            await Cased.main()
            ended.signal()
        }
        ended.wait()
    }
}

/// `cased`: the daemon, and what works on its data without it.
struct Cased: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cased",
        abstract: "Carries public offices' casework to its legal end. / 政务件办理守护进程",
        version: Daemon.version,
        subcommands: [
            Serve.self, CourierCommand.self, Verify.self, BackupCommand.self, RestoreCommand.self,
            DrillCommand.self, BackupKeyCommand.self, CheckRulebook.self,
        ],
        defaultSubcommand: Serve.self)

    /// Usage errors end with 2, as in caseadm.
    static func main() async {
        do {
            var command = try Self.parseAsRoot()
            if var async = command as? any AsyncParsableCommand {
                try await async.run()
            } else {
                try command.run()
            }
        } catch let error as StartError {
            FileHandle.standardError.write(Data("cased: \(error.sentence)\n".utf8))
            Foundation.exit(error.exitCode)
        } catch {
            let code = Self.exitCode(for: error)
            if code == .validationFailure {
                FileHandle.standardError.write(Data((Self.fullMessage(for: error) + "\n").utf8))
                Foundation.exit(2)
            }
            Self.exit(withError: error)
        }
    }
}

/// Runs the daemon.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run the daemon (the default). / 运行守护进程")

    @Option(help: "Settings file.") var config: String?
    @Option(help: "Data folder.") var dataDir: String?
    @Option(help: "Unix socket.") var socket: String?
    @Option(
        help:
            "Time stands at this moment (2025-04-01 or 2025-04-01T09:00:00+08:00) until caseadm clock moves it."
    )
    var simulatedClock: String?
    @Option(help: "trace, debug, info, notice, warning, error or critical.") var logLevel: String?
    @Flag(help: "Check settings and the rulebook, then leave.") var checkConfig = false
    @Option(help: .hidden) var durability: String?

    func run() async throws {
        let signals = StopSignals()
        let settings = try self.settings()
        if self.checkConfig {
            try ConfigurationCheck.run(settings)
            return
        }
        LoggingSystem.bootstrap { LevelledHandler(JournalHandler.make($0)) }
        LogLevel.shared.set(settings.logLevel)
        let command = self
        try await Daemon(
            settings: settings, read: { try command.settings() }, signals: signals,
            logger: Logger(label: "cased")
        ).run()
    }

    /// What the file says, and the flags, which win.
    private func settings() throws -> Settings {
        var settings = Settings()
        if let config { try settings.read(file: config) }
        if let dataDir { settings.dataFolder = dataDir }
        if let socket { settings.socketPath = socket }
        if let logLevel { settings.logLevel = logLevel }
        if let durability { settings.durability = durability }
        if let simulatedClock { settings.simulatedClock = try Serve.instant(simulatedClock) }
        return settings
    }

    /// A day is nine in the morning in China.
    private static func instant(_ text: String) throws(StartError) -> Instant {
        if let instant = Instant(text) ?? Instant("\(text)T09:00:00+08:00") { return instant }
        throw StartError.settings(
            "--simulated-clock must be a moment such as 2025-04-01 or 2025-04-01T09:00:00+08:00, is \(text)"
        )
    }
}
