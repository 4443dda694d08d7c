// SPDX-License-Identifier: Apache-2.0
internal import FileStore
internal import Foundation
package import WorkCalendar

/// What the data folder tells of its backups (`backup.json`): the last one, and the last drill.
///
/// Whoever makes them writes it, `status` reads it. It is no part of a backup.
package struct BackupNote: Codable, Equatable, Sendable {
    /// A backup that was made.
    package struct Made: Codable, Equatable, Sendable {
        /// When, ISO 8601 in UTC.
        package var at: String
        /// Its folder.
        package var path: String
        /// Lines of the history that it holds.
        package var lines: Int64
        /// What was wrong with the data.
        package var faults: Int
        /// Where a second one lies.
        package var also: String?
    }

    /// Something that was tried: a backup that was not made, or a drill.
    package struct Outcome: Codable, Equatable, Sendable {
        /// When, ISO 8601 in UTC.
        package var at: String
        /// What it was tried on.
        package var path: String
        /// What came of it, in a sentence; nil when all was well.
        package var failure: String?
    }

    /// The last backup.
    package var made: Made?
    /// The last attempt that failed, when no backup was made since.
    package var failed: Outcome?
    /// The last restore drill.
    package var drill: Outcome?

    /// Bytes of the longest note.
    private static let longest = 64 << 10

    /// Nothing known.
    package init() {}

    /// What a data folder tells; nothing known where it tells nothing, or nothing readable.
    package init(in data: DataPaths) {
        guard let text = try? Files.text(data.note, atMost: BackupNote.longest),
            let note = try? JSONDecoder().decode(BackupNote.self, from: Data(text.utf8))
        else { return }
        self = note
    }

    /// Notes a backup.
    package mutating func note(_ backup: Backup, also: String?) {
        self.made = Made(
            at: backup.manifest.madeAt, path: backup.path, lines: backup.manifest.lines,
            faults: backup.manifest.faults.count, also: also)
        self.failed = nil
    }

    /// Notes that none was made.
    package mutating func note(failure: String, of destination: String, at now: Instant) {
        self.failed = Outcome(at: now.description, path: destination, failure: failure)
    }

    /// Notes a drill.
    package mutating func note(drillOf path: String, failure: String?, at now: Instant) {
        self.drill = Outcome(at: now.description, path: path, failure: failure)
    }

    /// Writes it into a data folder.
    package func write(into data: DataPaths) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let aside = data.note + ".new"
        try Files.remove(aside)
        try DurableFile.write(Array(try encoder.encode(self)), to: aside, mode: Files.fileMode)
        Owner(of: data.root).give(aside)
        try DurableFile.move(aside, to: data.note)
        try DurableFile.sync(folder: data.root)
    }
}
