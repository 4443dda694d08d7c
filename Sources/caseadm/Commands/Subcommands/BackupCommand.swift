// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import CaseProto
internal import CaseadmText

/// `backup`: copies the data of the daemon that answers, while it runs.
///
/// The work is done by `cased backup`, as whoever calls: a backup holds everything, so only who may read the
/// data folder can make one, and no right in the directory gives it.
struct BackupCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Back up everything, while the daemon runs. / 备份全部数据(可在运行中)")

    @Argument(help: "Where; without it backup.dir of the settings. / 备份到何处")
    var folder: String?
    @Option(help: "A second folder, on another disk. / 另存一份")
    var also: String?
    @Option(help: "Seal it to this public key (cased backup-key). / 用此公钥加密")
    var key: String?
    @Flag(help: "Remove what the settings no longer keep. / 按保留规则清理旧备份")
    var tidy = false
    @Flag(help: "Then lay it down and go through it. / 随后做恢复演练")
    var drill = false
    @OptionGroup var options: GlobalOptions

    func run(in session: Session) async throws(Failure) {
        let status = try await session.daemon.call { try await $0.admin.status(V1.StatusRequest()) }
        guard !status.dataFolder.isEmpty else {
            throw .failed(
                Text(
                    zh: "备份包含全部数据,只有 root 或服务所用的用户可以备份。",
                    en: "a backup holds everything: only root and the daemon's user make one"))
        }
        var words = [OtherProgram.beside("cased"), "backup", "--data-dir", status.dataFolder]
        if let folder { words.append(folder) }
        if let also { words += ["--also", also] }
        if let key { words += ["--key", key] }
        if tidy { words.append("--tidy") }
        if drill { words.append("--drill") }
        guard let code = OtherProgram.run(words) else {
            throw .failed(
                Text(
                    zh: "找不到程序 cased;它与 caseadm 装在一起,请检查安装。",
                    en:
                        "the program cased is not found; it is installed beside caseadm: check the installation"
                ))
        }
        guard code == 0 else { throw .said }
    }
}
