// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Backups
internal import Casework
internal import Foundation

/// `cased backup`: copies the data folder, also while the daemon works on it.
struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Back up the data folder, also while the daemon runs. / 备份数据目录(可在运行中)",
        discussion: """
            Below FOLDER a folder such as cased-20260102T020000Z is made: the database, the documents, the \
            spooled messages, manifest.json and SHA256SUMS (sha256sum -c checks it too). The chain and the \
            tables are gone through on the copy. Only who may read the data folder can make one: root, or the \
            daemon's user.
            """)

    @Argument(help: "Where; without it backup.dir of the settings. / 备份到何处")
    var folder: String?
    @OptionGroup var data: DataOptions
    @Option(help: "A second folder, on another disk. / 另存一份")
    var also: String?
    @Option(help: "Seal it to this public key (cased backup-key makes one). / 用此公钥加密")
    var key: String?
    @Flag(help: "Remove what the settings no longer keep. / 按保留规则清理旧备份")
    var tidy = false
    @Flag(help: "Then lay it down beside the others and go through it (cased drill). / 随后做恢复演练")
    var drill = false

    func run() async throws {
        let settings = try self.data.settings()
        let folder = self.folder ?? settings.backup.folder
        let backup = try await StartError.told {
            try await self.make(in: DataOptions.absolute(folder), settings)
        }
        let manifest = backup.manifest
        for fault in manifest.faults { Output.line("BAD  \(fault)") }
        Output.line(
            "ok   \(backup.path): \(manifest.lines) lines, head \(manifest.head), \(manifest.documents) documents, \(manifest.bytes) bytes"
        )
        if self.drill {
            // The key at hand only seals.
            try await DrillCommand.run(backup, key: nil, data: settings.data)
        }
        // It is kept, and said: who restores it must know.
        guard manifest.faults.isEmpty else { throw ExitCode(1) }
    }

    private func make(in folder: String, _ settings: Settings) async throws -> Backup {
        let data = settings.data
        var note = BackupState(notedIn: data)
        do {
            let backup = try await BackupMaker(of: data, version: Daemon.version)
                .make(in: folder, at: DataOptions.now, key: self.key ?? settings.backup.key)
            let also = (self.also ?? settings.backup.also).map(DataOptions.absolute)
            let second = try also.map { try backup.copy(to: $0) }
            note.note(backup, also: second)
            try note.write(into: data)
            guard self.tidy else { return backup }
            for place in [folder, also].compactMap({ $0 }) {
                for name in try settings.backup.retention.tidy(place) {
                    Output.line("     removed \(place)/\(name)")
                }
            }
            return backup
        } catch {
            note.failed = .init(at: DataOptions.now, path: folder, failure: "\(error)")
            try? note.write(into: data)
            throw error
        }
    }
}

/// `cased backup-key`: the pair of keys that backups are sealed to.
struct BackupKeyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup-key",
        abstract: "Make a key to seal backups to. / 生成备份密钥",
        discussion: """
            FILE.pub stays on the server: backup.key of the settings names it. FILE opens what is sealed; keep \
            it elsewhere, twice. Nobody can restore a sealed backup without it.
            """)

    @Argument(help: "The file for the secret half; the public half is FILE.pub. / 私钥文件")
    var file: String

    func run() throws {
        do {
            try BackupKey.make(self.file)
        } catch let error as BackupError {
            throw StartError(error)
        }
        Output.line("ok   \(self.file) (secret: keep it elsewhere), \(self.file).pub")
    }
}
