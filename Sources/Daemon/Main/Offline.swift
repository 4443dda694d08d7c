// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import ArgumentParser
internal import Casework
internal import FileStore
internal import Foundation
internal import Rulebook
internal import Storage
internal import StorageSQLite

/// Checks settings and rulebook without starting.
enum ConfigurationCheck {
    static func run(_ settings: Settings) throws(StartError) {
        try settings.check()
        try ConfigurationCheck.checkFolder(settings.spoolFolder)
        do {
            _ = try Rulebook.load(ShippedRulebook.files)
        } catch {
            throw StartError.rulebook("the shipped rulebook is refused:\n\(error)")
        }
        Output.line("settings: ok (data_dir \(settings.dataFolder), socket \(settings.socketPath))")
        Output.line("rulebook: ok")
    }

    /// A folder that is named is one that this user may write, or can be made.
    private static func checkFolder(_ path: String?) throws(StartError) {
        guard let path else { return }
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        guard !exists || isFolder.boolValue else {
            throw StartError.data("spool_dir \(path) is a file; name a folder")
        }
        var there = path
        while !there.isEmpty, !FileManager.default.fileExists(atPath: there) {
            there = (there as NSString).deletingLastPathComponent
        }
        guard access(there.isEmpty ? "." : there, W_OK | X_OK) == 0 else {
            let reason = String(cString: strerror(errno))
            throw StartError.data(
                "spool_dir \(path) cannot be \(exists ? "written" : "made") by this user (uid \(getuid())): \(reason)"
            )
        }
    }
}

/// Standard output, for commands that answer people.
enum Output {
    static func line(_ text: String) {
        FileHandle.standardOutput.write(Data((text + "\n").utf8))
    }
}

/// `cased verify DATA`: proves the history without a daemon.
struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check the history's chain and the documents of a data folder. / 校验历史链与文书")

    @Argument(help: "Data folder.") var data: String

    func run() async throws {
        let path = DataFolder.database(self.data)
        guard FileManager.default.fileExists(atPath: path) else {
            throw StartError.data("\(path) does not exist; name a data folder of cased")
        }
        let store: SQLiteStore
        do {
            store = try SQLiteStore(path: path)
        } catch StoreError.unusable(let reason) {
            throw StartError.data("\(path): \(reason)")
        }
        let check = try await store.read { try ChainCheck.run($0) }
        let missing = try await self.missingDocuments(store)
        for problem in check.problems + missing { Output.line("BAD  \(problem)") }
        guard check.problems.isEmpty, missing.isEmpty else {
            throw ExitCode(1)
        }
        Output.line("ok   \(check.lines) lines, head \(Chain.hex(check.head.hash))")
    }

    /// Documents whose content is gone or changed.
    private func missingDocuments(_ store: SQLiteStore) async throws -> [String] {
        let folder = try DocumentFolder(path: DataFolder.documents(self.data))
        return try await store.read { reader in
            var problems: [String] = []
            var query = CaseQuery(limit: CaseworkLimits.listed)
            while true {
                let cases = try reader.cases(query)
                for row in cases {
                    for document in try reader.documents(of: row.id) {
                        guard let sha256 = document.sha256 else { continue }
                        let fault = try folder.fault(sha256)
                        if let fault { problems.append("\(row.id) \(document.kind): \(fault)") }
                    }
                }
                guard let last = cases.last, cases.count == CaseworkLimits.listed else {
                    return problems
                }
                query.after = last.id
            }
        }
    }
}

/// `cased check-rulebook DIR`: checks files without a daemon.
struct CheckRulebook: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check-rulebook",
        abstract: "Check the rulebook in a folder, laid over the shipped one. / 检查规则文件")

    @Argument(help: "Folder with rulebook.yaml, workflows/, profiles/, calendars/.")
    var folder: String

    func run() throws {
        var files = ShippedRulebook.files
        guard let walker = FileManager.default.enumerator(atPath: self.folder) else {
            throw StartError.rulebook("\(self.folder) cannot be read; name a folder")
        }
        var found = 0
        while let path = walker.nextObject() as? String {
            guard path.hasSuffix(".yaml") || path.hasSuffix(".csv") else { continue }
            guard let data = FileManager.default.contents(atPath: self.folder + "/" + path) else {
                throw StartError.rulebook("\(self.folder)/\(path) cannot be read")
            }
            files[path] = String(decoding: data, as: UTF8.self)
            found += 1
        }
        guard found > 0 else {
            throw StartError.rulebook(
                "\(self.folder) holds no .yaml or .csv file; name a rulebook's folder")
        }
        let findings = Rulebook.check(files)
        for finding in findings {
            Output.line("\(finding.severity == .error ? "error " : "remark") \(finding)")
        }
        if findings.contains(where: { $0.severity == .error }) { throw ExitCode(1) }
        Output.line("ok")
    }
}
