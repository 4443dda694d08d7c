// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import CaseProto
internal import CaseadmText

extension ImportCommand {
    /// `import notices`: exit code 1 if any file is no notice.
    struct Notices: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "notices",
            abstract: "Read penalties, listings, bans and their service from notices. / 读取处罚与公告文书",
            discussion: """
                Tells the form, party and code, ground, penalties, provisions, authority, number and day of each \
                notice; opens no case. --output csv gives a row for each party, to be looked over in a \
                spreadsheet and entered. News, digests, scales of penalties and the like are refused.

                读取每份文书的种类、当事人及代码、事由、处罚内容、依据条款、机关、文号、日期;不立件。
                --output csv 每个当事人一行,可在表格中核对后录入。新闻、总结、裁量基准等不予读取。

                Examples / 示例:
                  caseadm import notices decision.txt
                  caseadm --output csv import notices *.txt
                """)

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
