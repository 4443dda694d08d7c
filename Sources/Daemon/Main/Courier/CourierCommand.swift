// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import ArgumentParser
internal import CaseProto
internal import Casework
internal import Foundation
internal import GRPCCore
internal import GRPCNIOTransportHTTP2Posix
internal import Logging
internal import ServiceLifecycle

/// Runs the courier: a process of its own, as a user of its own, that hands messages to mail and
/// other programs, which the daemon's sandbox cannot start.
struct CourierCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "courier",
        abstract: "Hand messages to sendmail and hooks. / 投递函件(邮件、命令)")

    @Option(help: "Settings file.") var config: String?
    @Option(help: "Unix socket of the daemon.") var socket: String?
    @Option(help: "trace, debug, info, notice, warning, error or critical.") var logLevel = "info"
    @Flag(help: "Check the settings, then leave.") var checkConfig = false

    func run() async throws {
        let signals = StopSignals()
        var settings = CourierSettings()
        if let config { try settings.read(file: config) }
        if let socket { settings.socketPath = socket }
        if self.checkConfig {
            Output.line("settings: ok (socket \(settings.socketPath))")
            return
        }
        LoggingSystem.bootstrap(JournalHandler.make)
        var logger = Logger(label: "cased-courier")
        logger.logLevel = Logger.Level(rawValue: self.logLevel) ?? .info
        let group = ServiceGroup(
            configuration: .init(
                services: [
                    .init(service: signals, successTerminationBehavior: .gracefullyShutdownGroup),
                    .init(
                        service: CourierService(settings: settings, logger: logger),
                        successTerminationBehavior: .gracefullyShutdownGroup),
                ], logger: logger))
        try await group.run()
    }
}

/// Takes messages, hands each over, says what became of it; until a graceful shutdown.
struct CourierService: ServiceLifecycle.Service {
    let settings: CourierSettings
    let logger: Logger

    func run() async throws {
        ServiceManager.ready("looking for messages at \(self.settings.socketPath)")
        while !Task.isShuttingDownGracefully {
            var found = 0
            do {
                found = try await self.round()
            } catch let error as RPCError where error.code == .permissionDenied {
                self.logger.error(
                    "the daemon refuses: this user must be in the group cased-courier",
                    metadata: ["said": "\(error.message)"])
            } catch {
                self.logger.warning(
                    "the daemon does not answer; trying again",
                    metadata: ["socket": "\(self.settings.socketPath)", "error": "\(error)"])
            }
            guard found == 0 else { continue }
            await cancelWhenGracefulShutdown {
                try? await Task.sleep(for: .seconds(self.settings.pollSeconds))
            }
        }
        ServiceManager.stopping()
    }

    /// One round over a connection of its own: a daemon that was started again is found again.
    private func round() async throws -> Int {
        let transport = try HTTP2ClientTransport.Posix(
            target: .unixDomainSocket(path: self.settings.socketPath),
            transportSecurity: .plaintext)
        return try await withGRPCClient(transport: transport) { client in
            let work = WorkClient(client)
            var total = 0
            while !Task.isShuttingDownGracefully {
                var options = CallOptions.defaults
                options.timeout = .seconds(30)
                options.maxResponseMessageBytes = Self.answerBytes
                // The transport (2.9.2) takes the limit of requests for that of answers, too.
                options.maxRequestMessageBytes = Self.answerBytes
                let leased = try await work.leaseMessages(
                    V1.LeaseMessagesRequest(
                        channels: ["sendmail", "hook"], limit: Self.atOnce,
                        leaseSeconds: Int32(self.settings.timeLimit * 2 + 5)), options: options)
                if leased.messages.isEmpty { return total }
                total += leased.messages.count
                await withTaskGroup(of: Void.self) { group in
                    for message in leased.messages {
                        group.addTask { await self.carry(message, work) }
                    }
                }
            }
            return total
        }
    }

    /// Messages handed over at once: what a small mail host takes.
    private static let atOnce: Int32 = 4
    /// Bytes of an answer: so many messages with their documents, as large as the daemon lets them be.
    private static let answerBytes = 64 << 20

    /// Mails the same to those of the office who have an address of their own.
    ///
    /// The office was told, which alone counts: a clerk's address that is wrong stops nothing.
    private func tellPeople(_ message: V1.LeasedMessage) async {
        let handOver = HandOver(settings: self.settings)
        for mail in message.toPeople {
            do {
                try await handOver(mail)
            } catch {
                // An address is personal: the log has none.
                self.logger.warning(
                    "somebody of the office could not be told by mail",
                    metadata: [
                        "message": "\(mail.messageId)", "office": "\(mail.office)",
                        "why": "\(error.reason.replacing(mail.address, with: "…"))",
                    ])
            }
        }
    }

    private func carry(
        _ message: V1.LeasedMessage, _ work: WorkClient<HTTP2ClientTransport.Posix>
    ) async {
        var report = V1.ReportMessageRequest(jobId: message.jobId, token: message.token)
        do {
            try await HandOver(settings: self.settings)(message)
            FaultPoint.pass("handed over \(message.channel)")
        } catch {
            report.error = error.reason
            report.final = error.isFinal
        }
        let about: Logger.Metadata = [
            "message": "\(message.messageId)", "to": "\(message.address)",
            "attempt": "\(message.attempt)",
        ]
        do {
            let answer = try await self.told(report, work)
            FaultPoint.pass("reported \(message.channel)")
            if !answer.accepted, report.error.isEmpty {
                self.logger.warning("handed over twice, or in vain", metadata: about)
            } else if report.error.isEmpty {
                self.logger.info("handed over", metadata: about)
                await self.tellPeople(message)
            } else {
                self.logger.warning(
                    "not handed over", metadata: about.merging(["why": "\(report.error)"]) { $1 })
            }
        } catch {
            // Its lease lapses, and it is handed over again with the same Message-ID.
            self.logger.warning(
                "handed over, but the daemon could not be told",
                metadata: about.merging(["error": "\(error)"]) { $1 })
        }
    }

    /// Tells the daemon what became of a message, again while it is being started anew: as long as the
    /// message is this courier's.
    private func told(
        _ report: V1.ReportMessageRequest, _ work: WorkClient<HTTP2ClientTransport.Posix>
    ) async throws -> V1.ReportMessageResponse {
        var options = CallOptions.defaults
        options.timeout = .seconds(30)
        let began = ContinuousClock.now
        while true {
            do {
                return try await work.reportMessage(report, options: options)
            } catch let error as RPCError where error.code == .unavailable {
                let isOver = began.duration(to: .now) > .seconds(self.settings.timeLimit)
                guard !isOver, !Task.isShuttingDownGracefully else { throw error }
                try await Task.sleep(for: .milliseconds(500))
            }
        }
    }
}
