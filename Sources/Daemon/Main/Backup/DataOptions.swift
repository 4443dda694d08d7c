// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Backups
internal import CaseworkCore
internal import Foundation
internal import Storage
internal import WorkCalendar

/// Which data folder a command without a daemon works on: that of the settings, unless it is given.
///
/// The installed settings hold where no others are named and no other folder is.
struct DataOptions: ParsableArguments {
    /// Settings that hold where nothing else is said.
    private static let installed = "/etc/cased/cased.yaml"

    @Option(help: "Settings file; else the installed one, for its folder. / 配置文件")
    var config: String?
    @Option(help: "Data folder. / 数据目录")
    var dataDir: String?

    /// The settings.
    func settings() throws(StartError) -> Settings {
        var settings = Settings()
        if let config {
            try settings.read(file: config)
        } else if FileManager.default.fileExists(atPath: DataOptions.installed) {
            var installed = Settings()
            try installed.read(file: DataOptions.installed)
            // They are about their own folder.
            let isTheirs =
                self.dataDir.map {
                    DataOptions.absolute($0) == DataOptions.absolute(installed.dataFolder)
                } ?? true
            if isTheirs { settings = installed }
        }
        if let dataDir { settings.dataFolder = dataDir }
        return settings
    }

    /// A path from the root, as it is noted and told to others.
    static func absolute(_ path: String) -> String {
        URL(fileURLWithPath: path, isDirectory: false).standardizedFileURL.path
    }

    /// The moment by the machine's clock.
    static var now: Instant { DaemonClock.machine }
}

extension Settings {
    /// The parts of the data folder.
    var data: DataPaths { DataPaths(self.dataFolder, spool: self.spoolFolder) }
}

extension StartError {
    /// What the work on backups says, with what to do about it in the words of this program.
    init(_ error: BackupError) {
        let mend: String? =
            switch error.mend {
            case nil: nil
            case .nameDataFolder: "give the data folder with --data-dir"
            case .giveKey: "give the file with the secret key with --key"
            case .insist:
                "add --even-so to put the backup in its place all the same; what is there is kept beside it"
            case .askDaemon: "ask the daemon: caseadm audit verify"
            }
        self = .data([error.description, mend].compactMap { $0 }.joined(separator: "; "))
    }

    /// Runs what works on backups; whatever it says becomes one sentence.
    static func told<R>(_ body: () async throws -> R) async throws -> R {
        do {
            return try await body()
        } catch let error as BackupError {
            throw StartError(error)
        } catch let error as StoreError {
            throw StartError.data("\(error)")
        }
    }
}
