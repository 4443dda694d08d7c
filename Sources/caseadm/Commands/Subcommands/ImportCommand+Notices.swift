// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import CaseProto
internal import CaseadmText

extension ImportCommand {
    /// `import notices`: exit code 1 if any file is no notice.
    struct Notices: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "notices",
            abstract: "Read penalties, listings, bans and their service from notices. / 读取处罚与公告文书")

        @Argument(help: ArgumentHelp("Text files. / 文件", valueName: "file"), completion: .file())
        var files: [String]
        @OptionGroup var options: GlobalOptions

        func run(in session: Session) async throws(Failure) {
            var answers: [V1.ReadNoticeResponse] = []
            for file in files {
                let request = V1.ReadNoticeRequest(
                    file: file, content: try PaperText.bytes(file, session))
                answers.append(
                    try await session.daemon.call { try await $0.cases.readNotice(request) })
            }
            session.write { Report(answers, $0) }
            guard answers.allSatisfy(\.notice) else { throw .said }
        }
    }
}
