// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import CaseProto
internal import CaseadmText
internal import Glibc

/// `export`: a whole case as a folder or a zip.
struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Export a case or the public file, or verify an export. / 导出与核验案卷",
        subcommands: [Make.self, Verify.self, Public.self], defaultSubcommand: Make.self)
}

extension ExportCommand {
    /// `export CASE TARGET`.
    struct Make: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "make", abstract: "Export a whole case (make may be left out). / 导出案卷")

        @Argument(help: ArgumentHelp("The case. / 件号", valueName: "case"), completion: .cases)
        var caseID: String
        @Argument(
            help: ArgumentHelp(
                "The folder, or a name.zip. / 目录或者 .zip 文件", valueName: "folder-or-zip"),
            completion: .file())
        var target: String
        @Flag(help: "Replace an export that is there. / 替换已有导出")
        var force = false
        @OptionGroup var options: GlobalOptions

        func run(in session: Session) async throws(Failure) {
            var target = target
            while target.count > 1, target.hasSuffix("/") { target.removeLast() }
            let isZip = target.lowercased().hasSuffix(".zip")
            try ExportCommand.requirePlace(target, isZip: isZip, force: force)
            let exported = try await ExportedCase(reading: caseID, from: session.daemon)
            if isZip { try StoredZip.requireRoom(for: exported.papers) }
            let folder = target + ".part-" + RequestID.fresh().prefix(8)
            defer { Folders.remove(folder) }
            let writing = ExportWriting(
                exported: exported, folder: folder, session: session, moment: Make.now)
            let (manifest, seal) = try await writing.write()
            if isZip {
                let archive = try AsideFile(beside: target)
                let names = manifest.files.map(\.path) + [ExportManifest.name]
                try StoredZip.write(names, from: folder, into: archive)
                try archive.keep(as: target, replacing: force)
            } else {
                try ExportCommand.move(folder, to: target, force: force)
            }
            let place = target
            session.write {
                Report(
                    exportOf: manifest.caseID, to: place,
                    files: manifest.files.count + 1, lost: manifest.lost.count,
                    isKept: manifest.isKept, seal: seal, $0)
            }
            guard manifest.lost.isEmpty else { throw .said }
        }

        /// This moment in UTC (RFC 3339).
        private static var now: String {
            var seconds = time(nil)
            var parts = tm()
            gmtime_r(&seconds, &parts)
            func two(_ number: Int32) -> String { (number < 10 ? "0" : "") + String(number) }
            let day = "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))"
            return "\(day)T\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))Z"
        }
    }

    /// Refuses a place that is taken before anything is fetched.
    private static func requirePlace(
        _ target: String, isZip: Bool, force: Bool
    ) throws(Failure) {
        guard Folders.exists(target) else { return }
        guard force else { throw .exists(target) }
        let isExport =
            isZip
            ? !FileReading.isFolder(target)
            : (try? ExportContent(target).bytes(
                ExportManifest.name, upTo: ExportManifest.longest)).flatMap { $0 }
                .flatMap(ExportManifest.init) != nil
        // Only what this command made is taken away.
        guard isExport else {
            throw .failed(
                Text(
                    zh: "\(target) 不是案卷导出,不予替换:请另取名称。",
                    en: "\(target) is no export and is not replaced: give another name"))
        }
    }

    /// Puts a folder in its place; what was there goes when the new one is there.
    private static func move(
        _ folder: String, to target: String, force: Bool
    ) throws(Failure) {
        guard force, Folders.exists(target) else {
            return try Folders.rename(folder, to: target, replacing: false)
        }
        let old = target + ".old-" + RequestID.fresh().prefix(8)
        try Folders.rename(target, to: old, replacing: false)
        do throws(Failure) {
            try Folders.rename(folder, to: target, replacing: false)
        } catch {
            try? Folders.rename(old, to: target, replacing: false)
            throw error
        }
        Folders.remove(old)
    }
}

extension ExportCommand {
    /// `export verify TARGET`: exit code 1 when anything does not fit.
    struct Verify: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "verify",
            abstract: "Verify an export, without the daemon. / 核验案卷导出")

        @Argument(
            help: ArgumentHelp("The folder or zip. / 目录或者 .zip 文件", valueName: "export"),
            completion: .file())
        var path: String
        @Option(help: "The seal that the export printed. / 导出时的封印")
        var seal: String?
        @Option(
            help: ArgumentHelp(
                "A line and its hash, as told elsewhere. / 另有记载的行与散列值",
                valueName: "line:hash"))
        var expect: String?
        @OptionGroup var options: GlobalOptions

        func validate() throws {
            guard expect == nil || expected != nil else {
                throw ValidationError("--expect: give a line and its hash, as 6:0f3a…")
            }
        }

        private var expected: (sequence: Int64, hash: String)? {
            let parts = (expect ?? "").split(separator: ":").map(String.init)
            guard parts.count == 2, let sequence = Int64(parts[0]), parts[1].count == 64 else {
                return nil
            }
            return (sequence, parts[1].lowercased())
        }

        func run(in session: Session) async throws(Failure) {
            var check = try ExportCheck(try ExportContent(path))
            if let seal { check.expect(seal: seal) }
            if let expected { check.expect(expected.sequence, expected.hash) }
            let found = check
            session.write { language in
                Report(
                    exportCheck: found.problems, caseID: found.manifest?.caseID ?? "",
                    lines: found.manifest?.lines.count ?? 0, proved: found.proved,
                    isKept: found.manifest?.isKept ?? false, seal: found.seal, language)
            }
            guard found.problems.isEmpty else { throw .said }
        }
    }
}
