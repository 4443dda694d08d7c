// SPDX-License-Identifier: Apache-2.0
internal import Logging

/// Writes lines to systemd's journal with their fields; where it is not, or takes none, as text to
/// standard error.
struct JournalHandler: LogHandler {
    var logLevel = Logger.Level.info
    var metadata: Logger.Metadata = [:]
    private let journal: JournalSocket
    private let text: StreamLogHandler

    /// What writes the lines of a logger.
    static func make(_ label: String) -> any LogHandler {
        let text = StreamLogHandler.standardError(label: label)
        guard let journal = JournalSocket() else { return text }
        return JournalHandler(journal: journal, text: text)
    }

    private init(journal: JournalSocket, text: StreamLogHandler) {
        self.journal = journal
        self.text = text
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { self.metadata[key] }
        set { self.metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let all = self.metadata.merging(event.metadata ?? [:]) { $1 }
            .sorted { $0.key < $1.key }.map { (name: $0.key, value: "\($0.value)") }
        let told = ["\(event.message)"] + all.map { "\($0.name)=\($0.value)" }
        var fields = [
            (name: "MESSAGE", value: told.joined(separator: " ")),
            (name: "PRIORITY", value: JournalHandler.priority(event.level)),
            (name: "SYSLOG_IDENTIFIER", value: "cased"),
        ]
        fields += all.map { (name: JournalHandler.field($0.name), value: $0.value) }
        if !self.journal.send(fields) { self.text.log(event: event) }
    }

    /// Fields have capitals: `case` is CASE_ID, so that it is called as on the wire.
    private static func field(_ key: String) -> String {
        switch key {
        case "case": return "CASE_ID"
        case "request": return "REQUEST_ID"
        default:
            let name = key.uppercased().map {
                $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_"
            }
            return String(name)
        }
    }

    /// As syslog counts (syslog(3)).
    private static func priority(_ level: Logger.Level) -> String {
        switch level {
        case .trace, .debug: "7"
        case .info: "6"
        case .notice: "5"
        case .warning: "4"
        case .error: "3"
        case .critical: "2"
        }
    }
}
