// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import WorkCalendar

/// Everything an administrator decides.
///
/// Read from a file, then from flags, which win.
struct Settings {
    /// Where the cases live.
    var dataFolder = "/var/lib/cased"
    /// The Unix socket.
    var socketPath = "/run/cased/cased.sock"
    /// The socket's rights.
    var socketMode: mode_t = 0o660
    /// Time stands at this moment and moves only when told; nil for real time.
    var simulatedClock: Instant?
    /// Least grave messages that are logged.
    var logLevel = "info"
    /// Seconds between two looks at what time has brought.
    var tickSeconds = 30
    /// How hard commits press on the disk; anything but `full` is for tests of the tests.
    var durability = "full"

    /// Where messages lie until a document exchange fetches them; nil for `spool` below the data.
    var spoolFolder: String?

    /// Where backups go.
    var backup = BackupSettings()

    /// MiB of the data folder's disk below which no command is taken.
    ///
    /// What must still be written then has room: a document under way (256 MiB at most), the log on its
    /// way to its place (64 MiB and more while somebody reads for long), jobs and reports under way; and
    /// somebody who is called on a Friday has until Monday.
    var reserveMiB = 512

    /// Where the figures for a monitoring system are written; nil for nowhere.
    var metricsFile: String?

    /// Whether the page may say who somebody is, as a proxy in front of it found out (OIDC, CAS, LDAP).
    var trustsProxies = false

    /// How dear it is to try a password: each step doubles time and memory (15: 32 MiB, a quarter of a second).
    ///
    /// Kept passwords stay as they were made.
    var passwordCost = 15

    /// The keys of the file.
    static let keys = [
        "data_dir", "socket", "socket_mode", "log_level", "tick_seconds", "spool_dir", "reserve_mb",
        "metrics_file", "backup", "trust_proxies", "password_cost",
    ]

    /// What holds, by the names of the file.
    var values: [String: String] {
        [
            "data_dir": self.dataFolder, "socket": self.socketPath,
            "socket_mode": String(self.socketMode, radix: 8), "log_level": self.logLevel,
            "tick_seconds": String(self.tickSeconds), "spool_dir": self.spoolFolder ?? "",
            "reserve_mb": String(self.reserveMiB), "metrics_file": self.metricsFile ?? "",
            "trust_proxies": String(self.trustsProxies),
            "password_cost": String(self.passwordCost),
        ].merging(self.backup.values) { $1 }
    }

    /// The reserve in bytes.
    var reserve: Int64 { Int64(self.reserveMiB) << 20 }

    /// Reads a settings file.
    ///
    /// - Throws: ``StartError`` naming the file, the line and the mend.
    mutating func read(file path: String) throws(StartError) {
        for setting in try SettingsFile.settings(of: path) { try self.set(setting) }
    }

    private mutating func set(_ setting: SettingsFile.Setting) throws(StartError) {
        switch setting.name {
        case "data_dir": self.dataFolder = try setting.text()
        case "socket": self.socketPath = try setting.text()
        case "log_level": self.logLevel = try setting.text()
        case "spool_dir": self.spoolFolder = try setting.text()
        case "socket_mode":
            let text = try setting.text()
            guard let mode = mode_t(text, radix: 8), mode <= 0o777 else {
                throw setting.error("socket_mode must be octal such as 660, is \(text)")
            }
            self.socketMode = mode
        case "backup":
            for part in try setting.parts(such: "dir: /var/backups/cased") {
                try self.backup.set(part)
            }
        case "tick_seconds": self.tickSeconds = try setting.number(in: 1...3600)
        case "metrics_file":
            let path = try setting.text()
            guard path.hasPrefix("/"), path.hasSuffix(".prom") else {
                throw setting.error(
                    "metrics_file must be a full path that ends with .prom, is \(path)")
            }
            self.metricsFile = path
        case "trust_proxies":
            let text = try setting.text()
            guard let value = Bool(text) else {
                throw setting.error("trust_proxies must be true or false, is \(text)")
            }
            self.trustsProxies = value
        case "password_cost": self.passwordCost = try setting.number(in: 12...20)
        case "reserve_mb": self.reserveMiB = try setting.number(in: 0...1_048_576)
        default: throw setting.unknown(among: Settings.keys)
        }
    }

    /// Checks what can be checked without touching anything.
    func check() throws(StartError) {
        guard self.socketPath.utf8.count <= SocketAddress.longestPath else {
            throw StartError.socket(
                "the socket path has \(self.socketPath.utf8.count) bytes, the system allows \(SocketAddress.longestPath): \(self.socketPath); choose a shorter one with --socket"
            )
        }
        guard !self.dataFolder.isEmpty else {
            throw StartError.data("the data folder is not named; give --data-dir")
        }
        guard
            ["trace", "debug", "info", "notice", "warning", "error", "critical"]
                .contains(self.logLevel)
        else {
            throw StartError.settings(
                "log_level must be trace, debug, info, notice, warning, error or critical, is \(self.logLevel)"
            )
        }
    }
}
