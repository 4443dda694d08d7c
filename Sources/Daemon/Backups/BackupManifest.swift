// SPDX-License-Identifier: Apache-2.0
internal import Foundation
package import WorkCalendar

/// What a backup says of itself (`manifest.json`): when it was made, where its history ends, what it holds.
///
/// Nothing in it is personal, so that it stands open beside what is sealed.
package struct BackupManifest: Codable, Equatable, Sendable {
    /// Its name in a backup.
    package static let name = "manifest.json"
    /// The form that this program writes.
    private static let form = 1
    /// Bytes of the longest: a sentence for each fault that is told, and figures.
    private static let longest = 1 << 20

    /// The form of the backup.
    package var form = BackupManifest.form
    /// The version of the program that made it.
    package var version: String
    /// When the database was copied.
    package var madeAt: Instant
    /// Lines of the history.
    package var lines: Int64 = 0
    /// The last line's hash, in hexadecimal.
    package var head = ""
    /// When the last line was recorded; nil where there is none.
    package var recordedAt: Instant?
    /// Readings of what is restricted, and the last one's hash.
    package var reads: Int64 = 0
    /// The last reading's hash.
    package var readsHead = ""
    /// How many documents it holds.
    package var documents = 0
    /// Bytes of everything, before sealing.
    package var bytes: Int64 = 0
    /// Whether its content is sealed to a key.
    package var isSealed = false
    /// What was wrong with the data when it was made; a backup with faults is kept, and told.
    package var faults: [String] = []

    private enum CodingKeys: String, CodingKey {
        case form, version, lines, head, reads, documents, bytes, faults
        case madeAt = "made_at"
        case recordedAt = "recorded_at"
        case readsHead = "reads_head"
        case isSealed = "sealed"
    }

    init(version: String, madeAt: Instant) {
        self.version = version
        self.madeAt = madeAt
    }

    /// Reads the manifest of a backup.
    ///
    /// - Throws: ``BackupError`` when there is none, or this program does not know its form.
    package init(of folder: String) throws {
        let path = "\(folder)/\(BackupManifest.name)"
        guard let text = try Files.text(path, atMost: BackupManifest.longest) else {
            throw BackupError("\(path) is not there: \(folder) is no backup, or not a whole one")
        }
        do {
            self = try JSONDecoder().decode(BackupManifest.self, from: Data(text.utf8))
        } catch {
            throw BackupError("\(path) is no manifest of a backup")
        }
        guard self.form == BackupManifest.form else {
            throw BackupError(
                "\(path) has form \(self.form), this program knows form \(BackupManifest.form); install the version that made it (\(self.version)) or newer"
            )
        }
    }

    /// As it is written.
    var text: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
        }
    }
}
