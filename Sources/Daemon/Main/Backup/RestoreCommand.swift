// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Backups
internal import Casework
internal import Foundation

/// `cased restore`: puts a backup in the place of the data folder.
struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Put a backup in the place of the data folder. / 用备份恢复数据目录",
        discussion: """
            Stop the daemon first. The backup is laid down beside what is there and gone through before \
            anything is moved; what it replaces is kept in replaced-…. Lines that only the present folder has \
            are counted, and not given up without --even-so.
            """)

    @Argument(help: "The backup: the folder that holds manifest.json. / 备份目录")
    var backup: String
    @OptionGroup var data: DataOptions
    @Option(help: "The secret key that opens a sealed backup. / 私钥文件")
    var key: String?
    @Flag(help: "Although lines of the present history would be lost. / 即使会丢失现有记录")
    var evenSo = false

    func run() async throws {
        let settings = try self.data.settings()
        let data = settings.data
        let backup = try await StartError.told { try Backup(self.backup) }
        let folder = try DataFolder(path: data.root, restoring: true)
        let outcome = try await StartError.told {
            try await Restoring(backup, key: self.key)
                .putInForce(in: data, evenSo: self.evenSo, at: DataOptions.now)
        }
        _ = folder.path
        for fault in backup.manifest.faults {
            Output.line("BAD  \(fault) (so it was when the backup was made)")
        }
        Output.line("ok   \(data.root): \(outcome.lines) lines, head \(outcome.head)")
        if let replaced = outcome.replaced {
            Output.line("     what was there is in \(replaced)")
        }
    }
}

/// `cased drill`: shows that the last backup can be restored.
struct DrillCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drill",
        abstract: "Lay the last backup down and go through it. / 恢复演练",
        discussion: "What came of it is noted in the data folder; caseadm status tells it.")

    @Argument(help: "The folder of the backups; without it backup.dir of the settings. / 备份目录")
    var folder: String?
    @OptionGroup var data: DataOptions
    @Option(help: "The secret key that opens a sealed backup. / 私钥文件")
    var key: String?

    func run() async throws {
        let settings = try self.data.settings()
        let folder = self.folder ?? settings.backup.folder
        let last = try await StartError.told {
            try Backup.all(in: DataOptions.absolute(folder)).last
        }
        guard let last else {
            throw StartError.data("\(folder) holds no backup; make one with cased backup")
        }
        try await DrillCommand.run(last, key: self.key, data: settings.data)
    }

    /// Tries a backup and notes what came of it.
    ///
    /// Of a sealed one without its key only the hashes can be compared, and that is said.
    static func run(_ backup: Backup, key: String?, data: DataPaths) async throws {
        var failure: String?
        let isOpened = !backup.manifest.isSealed || key != nil
        do {
            if isOpened {
                try await Restoring(backup, key: key).drill()
            } else {
                failure = try backup.faults().first
            }
        } catch {
            failure = "\(error)"
        }
        var note = BackupState(notedIn: data)
        note.drill = .init(at: DataOptions.now, path: backup.path, failure: failure)
        if FileManager.default.fileExists(atPath: data.root) {
            try await StartError.told { try note.write(into: data) }
        }
        if let failure { throw StartError.data("the drill failed: \(failure)") }
        Output.line(
            isOpened
                ? "ok   \(backup.name) was restored and gone through"
                : "ok   \(backup.name) is as it was written; it is sealed: what is in it was not looked at, which needs --key"
        )
    }
}
