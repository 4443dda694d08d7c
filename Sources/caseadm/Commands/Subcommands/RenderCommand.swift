// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import CaseProto
internal import CaseadmText
internal import PaperForm

/// `render`: a paper made of a case, as a file.
struct RenderCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "render", abstract: "Make a paper of a case from its template. / 生成文书")

    @Argument(help: ArgumentHelp("The case. / 件号", valueName: "case"), completion: .cases)
    var caseID: String
    @Argument(
        help: ArgumentHelp(
            "The kind of document (its code or label). / 文书种类", valueName: "kind"))
    var kind: String
    @Option(
        name: .customLong("as"),
        help: "What it becomes: docx, html, pdf, txt; else as --to ends. / 文件格式")
    var format: String?
    @Option(
        help: "The file; - for standard output; else a name of its own, here. / 存为",
        completion: .file())
    var to: String?
    @Flag(
        name: .customLong("public"),
        help: "Leave out what is personal or secret. / 公开文本(隐去个人信息和保密内容)")
    var isPublic = false
    @Flag(help: "Replace a file that is there. / 替换已有文件")
    var force = false
    @OptionGroup var options: GlobalOptions

    func run(in session: Session) async throws(Failure) {
        let kind = try asked()
        guard to != "-" || !session.hasTerminal else {
            throw .usage(
                Text(
                    zh: "--to - 用于管道或者重定向,不直接输出到终端。",
                    en: "--to - is for a pipe or a file, not for a terminal"))
        }
        let request = V1.MakePaperRequest(caseId: caseID, kind: self.kind, public: isPublic)
        let made = try await session.daemon.call { try await $0.cases.makePaper(request) }
        let paper = try PaperFile.paper(made.text)
        let bytes = try kind.bytes(paper, session)
        if to == "-" { return session.write(bytes: bytes) }
        let label = made.label.map { $0.text(session.language) } ?? made.kind
        let version = isPublic ? Text(zh: "(公开文本)", en: " (public)")(session.language) : ""
        let own = SafeName.safe("\(made.caseId)\(label)\(version).\(kind.rawValue)")
        var target = to ?? own
        if FileReading.isFolder(target) { target += "/" + own }
        try AsideFile.write(bytes, to: target, replacing: force)
        let path = target
        session.write { Report(made: made, gaps: paper.gaps, to: path, $0) }
    }

    private func asked() throws(Failure) -> PaperFile {
        guard let format else {
            guard let to, to != "-", !FileReading.isFolder(to) else { return .docx }
            return try PaperFile.named(to)
        }
        guard let kind = PaperFile(rawValue: format.lowercased()) else {
            let known = PaperFile.allCases.map(\.rawValue).joined(separator: " ")
            throw .usage(
                Text(
                    zh: "没有文件格式“\(format)”;有:\(known)。",
                    en: "there is no format “\(format)”; there are: \(known)"))
        }
        return kind
    }
}
