// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Foundation
internal import Rulebook

/// `cased check-rulebook DIR`: checks files without a daemon.
struct CheckRulebook: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check-rulebook",
        abstract: "Check the rulebook in a folder, laid over the shipped one. / 检查规则文件")

    @Argument(
        help: "Folder with rulebook.yaml, workflows/, parts/, profiles/, calendars/, papers/.")
    var folder: String

    func run() throws {
        var files = ShippedRulebook.files
        guard let walker = FileManager.default.enumerator(atPath: self.folder) else {
            throw StartError.rulebook("\(self.folder) cannot be read; name a folder")
        }
        var found = 0
        while let path = walker.nextObject() as? String {
            guard [".yaml", ".csv", ".mustache"].contains(where: path.hasSuffix) else { continue }
            guard let data = FileManager.default.contents(atPath: self.folder + "/" + path) else {
                throw StartError.rulebook("\(self.folder)/\(path) cannot be read")
            }
            files[path] = String(decoding: data, as: UTF8.self)
            found += 1
        }
        guard found > 0 else {
            throw StartError.rulebook(
                "\(self.folder) holds no .yaml, .csv or .mustache file; name a rulebook's folder")
        }
        let findings = Rulebook.check(files)
        let isChinese = CheckRulebook.isChinese(ProcessInfo.processInfo.environment)
        for finding in findings {
            Output.line(
                isChinese
                    ? "\(finding.severity == .error ? "错误" : "提示") \(finding.line(inChinese: true))"
                    : "\(finding.severity == .error ? "error " : "remark") \(finding)")
        }
        if findings.contains(where: { $0.severity == .error }) { throw ExitCode(1) }
        Output.line("ok")
    }

    /// As POSIX has it: the first of these that is set decides.
    static func isChinese(_ environment: [String: String]) -> Bool {
        let named = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }
        return named.first { !$0.isEmpty }?.hasPrefix("zh") ?? false
    }
}
