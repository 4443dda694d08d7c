// SPDX-License-Identifier: Apache-2.0
package import Casework
internal import FileStore
internal import Foundation
internal import WorkCalendar

// What the data folder tells of its backups (`backup.json`). Whoever makes them writes it, `status` reads it;
// it is no part of a backup.
extension BackupState {
    /// Bytes of the longest note.
    private static let longest = 64 << 10

    /// What a data folder tells; nothing known where it tells nothing, or nothing readable.
    package init(notedIn data: DataPaths) {
        self.init()
        guard let text = try? Files.text(data.note, atMost: BackupState.longest),
            let noted = try? JSONDecoder().decode(BackupState.self, from: Data(text.utf8))
        else { return }
        self = noted
    }

    /// Takes over a backup that was made.
    package mutating func note(_ backup: Backup, also: Backup?) {
        self.made = Made(
            at: backup.manifest.madeAt, path: backup.path, lines: backup.manifest.lines,
            faults: backup.manifest.faults.count, also: also?.path)
        self.failed = nil
    }

    /// Writes it into a data folder.
    package func write(into data: DataPaths) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let aside = data.note + ".new"
        try Files.remove(aside)
        try DurableFile.write(
            Array(try encoder.encode(self)) + [UInt8(ascii: "\n")], to: aside,
            mode: Files.fileMode)
        Owner(ofData: data.root).give(aside)
        try DurableFile.move(aside, to: data.note)
        try DurableFile.sync(folder: data.root)
    }
}
