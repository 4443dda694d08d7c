// SPDX-License-Identifier: Apache-2.0
internal import Backups
internal import CaseProto
internal import WorkCalendar
internal import CaseworkCore
internal import Casework
internal import FileStore
internal import Foundation
internal import GRPCCore
internal import GRPCNIOTransportHTTP2Posix
internal import Jobs
internal import Logging
internal import NIOPosix
internal import Rulebook
internal import Service
internal import ServiceLifecycle
internal import Storage
internal import StorageSQLite
internal import UnixSignals

/// Wires the parts together and runs them until a signal comes.
struct Daemon {
    let settings: Settings
    /// Reads them again.
    let read: @Sendable () throws -> Settings
    let signals: StopSignals
    let logger: Logger

    /// Starts, serves, stops.
    func run() async throws {
        try self.settings.check()
        let starting = LongWork("opening the data folder", longest: .seconds(2 * 3_600))
        defer { starting.end() }
        let folder = try DataFolder(path: self.settings.dataFolder)
        let store = try folder.store(
            durability: self.settings.durability == "normal" ? .normal : .full)
        let documents = try self.documents()
        let clock = try await self.clock(store)
        try Narrowing(store: store, logger: self.logger).say()
        try SettingsTrace(store: store, logger: self.logger).tell(self.settings)
        let rules = RuleStore(try await Installation(store, clock).rulebook())
        // Beside the rest of the start: the first command would wait for it.
        Task.detached { rules.prepare() }
        let heartbeat = Heartbeat(every: self.settings.tickSeconds)
        let engine = Engine(
            store: store, documents: documents, spool: try self.spool(), rules: rules,
            clock: clock, disk: self.disk(folder.path), backups: self.backups(),
            passwords: Passwords(exponent: self.settings.passwordCost), logger: self.logger,
            wake: heartbeat.beat)
        let socket = try ListeningSocket(
            path: self.settings.socketPath, mode: self.settings.socketMode)
        defer { socket.remove() }
        starting.end()
        try await self.serve(engine, on: socket, every: heartbeat)
        try store.close()
        _ = folder.path
        self.logger.notice("stopped")
    }

    /// Watches the disk of the data folder.
    private func disk(_ path: String) -> DiskWatch {
        DiskWatch(reserve: self.settings.reserve, logger: self.logger) {
            try FileSystem.space(at: path)
        }
    }

    /// Reads what was noted of backups, each time it is asked.
    private func backups() -> @Sendable () -> BackupState? {
        let (data, days) = (self.settings.data, self.settings.backup.warnDays)
        return {
            var state = BackupState(notedIn: data)
            state.warnDays = days
            return state
        }
    }

    private func documents() throws(StartError) -> DocumentFolder {
        do {
            return try DocumentFolder(path: self.settings.data.documents)
        } catch {
            throw StartError.data("the documents' folder cannot be used: \(error)")
        }
    }

    private func spool() throws(StartError) -> SpoolFolder {
        let path = self.settings.data.spool
        do {
            return try SpoolFolder(path: path)
        } catch {
            throw StartError.data("the spool folder \(path) cannot be used: \(error)")
        }
    }

    /// The clock; a simulated one goes on where it stood when the daemon was last stopped.
    ///
    /// A data folder lives in real or in simulated time from its first day on: mixing them would put
    /// dates into real cases that never were.
    private func clock(_ store: SQLiteStore) async throws -> DaemonClock {
        let (kept, isNew) = try await store.read {
            (try $0.setting(Setting.clock), try $0.installedRulebook(nil) == nil)
        }
        guard let start = self.settings.simulatedClock else {
            guard let kept else { return DaemonClock(simulatedFrom: nil) }
            throw StartError.data(
                "the data folder \(self.settings.dataFolder) lives in simulated time (\(kept)); start with --simulated-clock, or give another folder with --data-dir"
            )
        }
        guard isNew || kept != nil else {
            throw StartError.data(
                "the data folder \(self.settings.dataFolder) holds cases of real time; --simulated-clock needs a folder of its own, given with --data-dir"
            )
        }
        let now = kept.flatMap { Instant($0) }.map { max($0, start) } ?? start
        if now > start {
            self.logger.notice(
                "simulated time goes on where it stood; what --simulated-clock says is earlier",
                metadata: ["now": "\(now)", "asked": "\(start)"])
        }
        try store.decide { $1.set(Setting.clock, to: now.description) }
        return DaemonClock(simulatedFrom: now)
    }

    private func serve(
        _ engine: Engine, on socket: ListeningSocket, every heartbeat: Heartbeat
    ) async throws {
        let health = HealthService(of: Daemon.methods)
        let admission = self.admission()
        let process: @Sendable () -> [Metric] = { ProcessMetrics.all(admission) }
        let served = ServedEngine(engine)
        let server = GRPCServer(
            transport: self.transport(socket, admission),
            services: [
                CasesService(served), DeadlinesService(served), RulesService(served),
                DirectoryService(served), WorkService(served), ReportsService(served),
                SessionsService(served, trustsProxies: self.settings.trustsProxies),
                AdminService(
                    served, version: Daemon.version,
                    dataFolder: DataOptions.absolute(self.settings.dataFolder), process: process),
                health, ReflectionService(telling: Daemon.methods),
            ],
            interceptors: [Gate(engine: engine)])
        let serving = ServingService(
            server: server, health: health, engine: engine, logger: self.logger,
            socketPath: socket.ownPath ?? "passed by systemd", descriptor: socket.descriptor)
        let beating = HeartbeatService(
            engine: engine, heartbeat: heartbeat, logger: self.logger)
        let reloading = ReloadService(
            signals: self.signals, settings: self.settings, read: self.read, engine: engine,
            heartbeat: heartbeat, logger: self.logger, status: serving.status)
        // Only those that go on until the end: one that returns while others are being stopped is a fault to the
        // group.
        var lasting: [any ServiceLifecycle.Service] = [beating]
        if let seconds = ServiceManager.watchdog {
            lasting.append(
                WatchdogService(seconds: seconds, engine: engine, logger: self.logger))
        }
        if let path = self.settings.metricsFile {
            lasting.append(
                MetricsFileService(
                    path: path, engine: engine, process: process, logger: self.logger))
        }
        lasting += [reloading, WordsService(engine: engine, logger: self.logger)]
        let group = ServiceGroup(
            configuration: .init(
                services: [
                    .init(
                        service: self.signals, successTerminationBehavior: .gracefullyShutdownGroup)
                ] + lasting.map { .init(service: $0, successTerminationBehavior: .ignore) } + [
                    .init(service: serving, successTerminationBehavior: .gracefullyShutdownGroup)
                ], logger: self.logger))
        try await group.run()
    }

    /// What is served, for whoever asks.
    private static let methods = [
        CasesMethods.all, DeadlinesMethods.all, RulesMethods.all, DirectoryMethods.all,
        WorkMethods.all, ReportsMethods.all, SessionsMethods.all, AdminMethods.all,
        HealthMethods.all,
    ]

    private func admission() -> Admission {
        var limits = Admission.Limits()
        limits.connections = min(limits.connections, Descriptors.raise() - limits.told)
        return Admission(limits)
    }

    private func transport(
        _ socket: ListeningSocket, _ admission: Admission
    ) -> HTTP2ServerTransport.Posix {
        return HTTP2ServerTransport.Posix(
            listeningSocketDescriptor: Int(socket.descriptor), transportSecurity: .plaintext,
            config: .defaults { config in
                config.rpc.maxRequestPayloadSize = ServiceLimits.requestBytes
                config.http2.maxConcurrentStreams = ServiceLimits.callsOfConnection
                config.connection.maxIdleTime = ServiceLimits.idle
                config.connection.maxGraceTime = ServiceLimits.grace
                config.channelDebuggingCallbacks.onAcceptTCPConnection = { admission.admit($0) }
                config.channelDebuggingCallbacks.onAcceptHTTP2Stream = {
                    PeerStamp.stamp($0, admission)
                }
            })
    }

    /// The version, as `--version` and `status` print it.
    static let version = "0.1.0"
}
