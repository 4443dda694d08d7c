// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import CaseProto
internal import CaseadmText

/// `doctor`: everything is gone through, and what takes nobody's decision is mended when asked to.
///
/// Exit code 1 when anything is amiss that was not mended.
struct DoctorCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Go through everything: database, history, documents, jobs. / 全面体检",
        discussion: """
            Reads all there is: the pages of the database, the chain and the tables against it, the content of \
            every document on file, files that no case names, jobs. For administrators. --repair removes such \
            files when they are two days old, and makes or ends jobs; whatever else is amiss is restored from \
            a backup. Exit code 1 when anything is amiss that was not mended.
            Where the daemon does not start: cased verify FOLDER.

            逐项检查数据库页、历史链与各表、每份归档文书的内容、无任何案件引用的文件、任务。供系统管理员使用。
            --repair 清除两天前留下的此类文件,补建或结束任务;其余问题须从备份恢复。有未修复的问题时退出码为1。
            服务无法启动时用 cased verify 目录。

            Examples / 示例:
              caseadm doctor
              caseadm doctor --repair
            """)

    @Flag(help: "Mend what takes nobody's decision, and say what was done. / 修复可自动修复的问题")
    var repair = false
    @OptionGroup var options: GlobalOptions

    func run(in session: Session) async throws(Failure) {
        let request = V1.ExamineRequest(mend: repair)
        let answer = try await session.daemon.call { try await $0.admin.examine(request) }
        session.write { Report(answer, $0) }
        guard answer.faults.allSatisfy(\.mended) else { throw .said }
    }
}
