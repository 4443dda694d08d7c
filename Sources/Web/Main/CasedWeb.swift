// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Glibc
internal import HTTPTypes
internal import Logging
internal import ServiceLifecycle
internal import UnixSignals
internal import WebPages

/// `cased-web`: the pages in the browser.
@main
struct CasedWeb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cased-web",
        abstract: "Serves cased's pages to browsers. / 浏览器页面服务",
        discussion: """
            A client of the daemon's socket like any other: it keeps nothing, and may do what the person may \
            who is signed in. Its user must be in the group cased-web.
            """)

    @Option(help: "The daemon's socket. / 守护进程的套接字")
    var socket = PageSettings().daemonSocket
    @Option(help: "HOST:PORT, or the path of a Unix socket, where systemd passes none. / 监听地址")
    var listen = PageSettings().listen
    @Option(help: "The file of certificates (PEM) for HTTPS; read again on SIGHUP. / 证书文件")
    var certificate: String?
    @Option(help: "The file of its key (PEM). / 私钥文件")
    var key: String?
    @Flag(help: "Browsers reach it over HTTPS, by a proxy in front of it. / 前置代理已启用 HTTPS")
    var behindHttps = false
    @Option(
        help: "A name under which browsers reach it; repeat it. Without any: every name. / 网页主机名")
    var host: [String] = []
    @Option(
        help:
            "The header in which a trusted proxy says who somebody is; only on loopback or a Unix socket. / 统一身份认证的请求头"
    )
    var subjectHeader: String?
    @Option(help: "trace, debug, info, notice, warning, error. / 日志级别")
    var logLevel = "notice"

    func validate() throws {
        guard (self.certificate == nil) == (self.key == nil) else {
            throw ValidationError("give --certificate and --key together")
        }
        guard Logger.Level(rawValue: self.logLevel) != nil else {
            throw ValidationError(
                "--log-level must be trace, debug, info, notice, warning or error")
        }
        guard let place = ListeningPlace(self.listen) else {
            throw ValidationError("--listen must be HOST:PORT or the path of a Unix socket")
        }
        // Of a socket that is passed `run` finds out.
        try self.requireNear(ListeningPlace.isPassed ? nil : place)
        if let subjectHeader, HTTPField.Name(subjectHeader) == nil {
            throw ValidationError("--subject-header must be the name of a header")
        }
    }

    /// Refuses to believe a header where not only this computer sends one.
    private func requireNear(_ place: ListeningPlace?) throws {
        guard self.subjectHeader == nil || place?.isNear ?? true else {
            throw ValidationError(
                "--subject-header needs a Unix socket or loopback: anybody else could say who he is"
            )
        }
    }

    func run() async throws {
        LoggingSystem.bootstrap(StreamLogHandler.standardError)
        var logger = Logger(label: "cased-web")
        logger.logLevel = Logger.Level(rawValue: self.logLevel) ?? .notice
        let place = try self.place(logger)
        var settings = PageSettings()
        settings.daemonSocket = self.socket
        settings.isSecure = self.certificate != nil || self.behindHttps
        settings.subjectHeader = self.subjectHeader.flatMap { HTTPField.Name($0) }
        settings.hosts = self.host.map { $0.lowercased() }
        let link = try DaemonLink(socket: self.socket)
        let site = try Site(link, settings, logger)
        var services: [any Service] = [LinkService(link: link)]
        var keeper: CertificateKeeper?
        if let certificate, let key {
            let made = try CertificateKeeper(certificate, key, logger)
            services.append(made)
            keeper = made
        } else {
            // Without a certificate there is nothing to read again, and no reason to end.
            signal(SIGHUP, SIG_IGN)
        }
        services.append(
            PageServer(
                site: site, place: place, tls: keeper?.configuration, isSecure: settings.isSecure,
                logger: logger))
        // Ended from the last to the first: what is being answered still has its daemon.
        let group = ServiceGroup(
            configuration: .init(
                services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
        try await group.run()
    }

    /// The passed socket when there is one, else what `--listen` says.
    private func place(_ logger: Logger) throws -> ListeningPlace {
        if let passed = try ListeningPlace.passed() {
            try self.requireNear(passed)
            logger.notice(
                "systemd passed a socket; --listen is ignored",
                metadata: ["listen": "\(self.listen)"])
            return passed
        }
        guard let place = ListeningPlace(self.listen) else {
            throw ValidationError("--listen must be HOST:PORT or the path of a Unix socket")
        }
        return place
    }
}

/// Keeps the connection to the daemon while the pages are served.
private struct LinkService: Service {
    let link: DaemonLink

    func run() async throws {
        try await withGracefulShutdownHandler {
            try await self.link.run()
        } onGracefulShutdown: {
            self.link.stop()
        }
    }
}
