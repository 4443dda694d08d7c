// SPDX-License-Identifier: Apache-2.0

/// What an administrator decides about handing messages over.
struct CourierSettings {
    /// The daemon's socket.
    var socketPath = "/run/cased/cased.sock"
    /// The command that takes mail on standard input; the recipient's address is added to it.
    var sendmail = ["/usr/sbin/sendmail", "-i"]
    /// Who sends.
    var from = "cased@localhost"
    /// Name → command and arguments, for offices with the channel `hook`.
    var hooks: [String: [String]] = [:]
    /// Seconds that one hand-over may take.
    var timeLimit = 60
    /// Seconds between two looks for messages.
    var pollSeconds = 5
    /// Which language messages go out in.
    var language = CourierLanguage.both

    /// The keys of the file.
    static let keys = [
        "socket", "sendmail", "from", "hooks", "time_limit_seconds", "poll_seconds", "language",
    ]

    /// Reads a settings file.
    ///
    /// - Throws: ``StartError`` naming the file, the line and the mend.
    mutating func read(file path: String) throws(StartError) {
        for setting in try SettingsFile.settings(of: path) { try self.set(setting) }
    }

    private mutating func set(_ setting: SettingsFile.Setting) throws(StartError) {
        switch setting.name {
        case "socket": self.socketPath = try setting.text()
        case "from": self.from = try CourierSettings.sender(setting)
        case "sendmail": self.sendmail = try setting.command()
        case "hooks":
            for hook in try setting.parts(such: "oa: [/usr/bin/to-oa]") {
                self.hooks[hook.name] = try hook.command()
            }
        case "time_limit_seconds": self.timeLimit = try setting.number(in: 1...290)
        case "poll_seconds": self.pollSeconds = try setting.number(in: 1...600)
        case "language":
            let text = try setting.text()
            guard let language = CourierLanguage(rawValue: text) else {
                throw setting.error("language must be zh, en or both, is \(text)")
            }
            self.language = language
        default: throw setting.unknown(among: CourierSettings.keys)
        }
    }

    private static func sender(_ setting: SettingsFile.Setting) throws(StartError) -> String {
        let from = try setting.text()
        let address = MailWriter.parts(from).address
        let isClean = address.allSatisfy {
            $0.isASCII && !$0.isWhitespace && !"<>,;\"".contains($0)
        }
        guard isClean, address.split(separator: "@").count == 2 else {
            throw setting.error("from must be a mail address, is \(from)")
        }
        return from
    }
}
