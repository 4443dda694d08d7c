// SPDX-License-Identifier: Apache-2.0
internal import Logging
internal import Synchronization

/// From which level on lines are written: one for all loggers, so that it can change while they are in use.
final class LogLevel: Sendable {
    /// The process's.
    static let shared = LogLevel()

    private let level = Mutex(Logger.Level.info)

    /// The level.
    var current: Logger.Level { self.level.withLock { $0 } }

    /// Another level, by its name; one that is none changes nothing.
    func set(_ name: String) {
        guard let level = Logger.Level(rawValue: name) else { return }
        self.level.withLock { $0 = level }
    }
}

/// Writes what another handler writes, from the process's level on.
struct LevelledHandler: LogHandler {
    private var handler: any LogHandler

    init(_ handler: any LogHandler) {
        self.handler = handler
    }

    var logLevel: Logger.Level {
        get { LogLevel.shared.current }
        set { LogLevel.shared.set(newValue.rawValue) }
    }

    var metadata: Logger.Metadata {
        get { self.handler.metadata }
        set { self.handler.metadata = newValue }
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { self.handler[metadataKey: key] }
        set { self.handler[metadataKey: key] = newValue }
    }

    func log(event: LogEvent) {
        self.handler.log(event: event)
    }
}
