// SPDX-License-Identifier: Apache-2.0
internal import WorkCalendar
internal import Foundation
internal import Storage
internal import Yams

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

    /// The keys of the file.
    static let keys = [
        "data_dir", "socket", "socket_mode", "log_level", "tick_seconds", "spool_dir",
    ]

    /// Reads a settings file.
    ///
    /// - Throws: ``StartError`` naming the file, the line and the mend.
    mutating func read(file path: String) throws(StartError) {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw StartError.settings(
                "\(path): the settings file cannot be read; check the path and its rights")
        }
        let node: Node?
        do {
            node = try Yams.compose(yaml: String(decoding: data, as: UTF8.self), .basic)
        } catch {
            throw StartError.settings("\(path): \(error)")
        }
        guard let node else { return }
        guard let mapping = node.mapping else {
            throw StartError.settings("\(path): must hold lines such as data_dir: /var/lib/cased")
        }
        for (key, value) in mapping {
            let place = "\(path):\(key.mark?.line ?? 1)"
            guard let name = key.scalar?.string, let text = value.scalar?.string else {
                throw StartError.settings(
                    "\(place): must be a line such as data_dir: /var/lib/cased")
            }
            try self.set(name, to: text, place)
        }
    }

    private mutating func set(
        _ name: String, to text: String, _ place: String
    ) throws(StartError) {
        switch name {
        case "data_dir": self.dataFolder = text
        case "socket": self.socketPath = text
        case "log_level": self.logLevel = text
        case "spool_dir": self.spoolFolder = text
        case "socket_mode":
            guard let mode = mode_t(text, radix: 8), mode <= 0o777 else {
                throw StartError.settings(
                    "\(place): socket_mode must be octal such as 660, is \(text)")
            }
            self.socketMode = mode
        case "tick_seconds":
            guard let seconds = Int(text), (1...3600).contains(seconds) else {
                throw StartError.settings(
                    "\(place): tick_seconds must be from 1 to 3600, is \(text)")
            }
            self.tickSeconds = seconds
        default:
            throw StartError.settings(
                "\(place): there is no setting \(name); settings: \(Settings.keys.joined(separator: ", "))"
            )
        }
    }

    /// The longest path a Unix socket can have (`sun_path` less its NUL).
    static let longestSocketPath = 107

    /// Checks what can be checked without touching anything.
    func check() throws(StartError) {
        guard self.socketPath.utf8.count <= Settings.longestSocketPath else {
            throw StartError.socket(
                "the socket path has \(self.socketPath.utf8.count) bytes, the system allows \(Settings.longestSocketPath): \(self.socketPath); choose a shorter one with --socket"
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

/// Why the daemon does not start: one clear sentence and an exit code each.
enum StartError: Error {
    /// The settings are wrong. Exit code 2.
    case settings(String)
    /// The data folder cannot be used. Exit code 3.
    case data(String)
    /// Another daemon works on the same data. Exit code 4.
    case locked(String)
    /// The socket cannot be opened. Exit code 5.
    case socket(String)
    /// The rulebook in the program or the data is refused. Exit code 6.
    case rulebook(String)

    /// The sentence.
    var sentence: String {
        switch self {
        case .settings(let text), .data(let text), .locked(let text), .socket(let text),
            .rulebook(let text):
            text
        }
    }

    /// The exit code.
    var exitCode: Int32 {
        switch self {
        case .settings: 2
        case .data: 3
        case .locked: 4
        case .socket: 5
        case .rulebook: 6
        }
    }
}
