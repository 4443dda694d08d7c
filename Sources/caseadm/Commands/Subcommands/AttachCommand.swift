// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import CaseProto
internal import CaseadmText
internal import GRPCCore
internal import OfficeFiles

/// `attach`: a document for a case.
struct AttachCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "attach", abstract: "Put a document on a case's file. / 归卷文书")

    @Argument(help: ArgumentHelp("The case. / 件号", valueName: "case"), completion: .cases)
    var caseID: String
    @Argument(help: "The document's file. / 文件", completion: .file())
    var file: String
    @Option(help: "What the document is, such as reply. / 文书种类", completion: .kinds)
    var kind: String
    @Option(help: "Its name; else the file's. / 名称")
    var name: String?
    @Option(help: "The day it came on file; else today. / 归卷日期")
    var on: String?
    @OptionGroup var mutation: MutationOptions
    @OptionGroup var options: GlobalOptions

    func run(in session: Session) async throws(Failure) {
        let head = V1.AttachHead(
            caseId: caseID, kind: kind, name: name ?? FileReading.name(file),
            happenedOn: DayArguments.day(on), forOffice: mutation.forOffice ?? "",
            requestId: mutation.requestID ?? RequestID.fresh(), note: mutation.note ?? "")
        try FileReading.requirePaper(file)
        let path = file
        let words = PaperText.words(path, session)
        let text = PaperReading.searched(in: words)
        let document = try await session.daemon.call { daemon in
            try await daemon.cases.attachDocument { writer in
                let source = try FileReading.File(path)
                defer { source.close() }
                try await writer.write(V1.AttachRequest(kind: .head(head)))
                while let piece = try source.next() {
                    try await writer.write(V1.AttachRequest(kind: .chunk(piece)))
                }
                if !text.isEmpty { try await writer.write(V1.AttachRequest(kind: .text(text))) }
            }
        }
        session.write { Report(document, $0) }
        if let remark = document.remark { session.say(Text(zh: remark.zh, en: remark.en)) }
        let gaps = PaperText.gaps(in: words)
        guard !gaps.isEmpty else { return }
        let shown = gaps.prefix(5).joined()
        session.say(
            Text(
                zh: "文书里有\(gaps.count)处\(shown)\(gaps.count > 5 ? "等" : ""):如是待填写的,请补齐后再归卷,并撤回此件。",
                en:
                    "places in it look unfinished (\(gaps.count)): \(shown); if they are, fill them in, "
                    + "attach it anew and take this one back"))
    }
}
