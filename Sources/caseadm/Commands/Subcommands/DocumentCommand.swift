// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import CaseProto
internal import CaseadmText

/// `document`: the papers of a case, to be read.
struct DocumentCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "document", abstract: "List, fetch and open a case's documents. / 查阅文书",
        subcommands: [List.self, Get.self, Open.self])
}

/// Which paper of which case is meant.
struct DocumentArguments: ParsableArguments {
    @Argument(help: ArgumentHelp("The case. / 件号", valueName: "case"), completion: .cases)
    var caseID: String
    @Argument(
        help: ArgumentHelp(
            "The number, the kind (its code or label) or the file's name. / 编号、文书种类或者文件名",
            valueName: "document"), completion: .documents)
    var name: String
    @Option(help: "Which version of several; else the newest. / 第几稿;未写则为最新")
    var version: Int?

    /// The paper that is meant; of several the newest, and it is said that there are others.
    func chosen(in session: Session) async throws(Failure) -> V1.Document {
        let request = V1.GetCaseRequest(caseId: caseID)
        let item = try await session.daemon.call { try await $0.cases.get(request) }
        let choice = DocumentChoice(item.documents)
        let meant = choice.named(name)
        let picked = version.map { number in meant.last { $0.version == number } }
        guard let found = picked ?? DocumentChoice.newest(of: meant) else {
            throw .failed(DocumentArguments.none(name, version, choice, item))
        }
        guard !found.document.kept else { throw .failed(DocumentArguments.kept(found.document)) }
        if version == nil, meant.count > 1 {
            session.say(DocumentArguments.older(meant, found))
        }
        if found.document.withdrawn { session.say(DocumentArguments.withdrawn(found.document)) }
        return found.document
    }

    private static func none(
        _ name: String, _ version: Int?, _ choice: DocumentChoice, _ item: V1.Case
    ) -> Text {
        if let expected = item.documents.first(where: {
            $0.expected && [$0.kind, $0.label?.zh, $0.label?.en].contains(name)
        }), choice.named(name).isEmpty {
            let label = expected.label ?? V1.Label(zh: expected.kind, en: expected.kind)
            return Text(
                zh: "〈\(label.zh)〉应有未有:尚未归卷。", en: "‹\(label.en)› is called for and not on file yet"
            )
        }
        let which = version.map { Text(zh: "的第\($0)稿", en: ", version \($0)") }
        return Text(
            zh: "\(item.caseId)没有文书“\(name)”\(which?.zh ?? "");请看 document list \(item.caseId)。",
            en: "\(item.caseId) has no document “\(name)”\(which?.en ?? ""); "
                + "see caseadm document list \(item.caseId)")
    }

    private static func kept(_ document: V1.Document) -> Text {
        let label = document.label ?? V1.Label(zh: document.kind, en: document.kind)
        return Text(
            zh: "〈\(label.zh)〉对您保密,不能查阅。", en: "‹\(label.en)› is kept from you and cannot be read")
    }

    private static func older(
        _ meant: [DocumentChoice.Version], _ found: DocumentChoice.Version
    ) -> Text {
        let others = meant.filter { $0 != found }.map { "\($0.document.id)" }
        return Text(
            zh: "有\(meant.count)份,取第\(found.version)稿(编号\(found.document.id));"
                + "其余编号:\(others.joined(separator: "、")),可用 --version 指定。",
            en: "there are \(meant.count); this is version \(found.version) "
                + "(no. \(found.document.id)); the others are \(others.joined(separator: ", ")), "
                + "or give --version")
    }

    private static func withdrawn(_ document: V1.Document) -> Text {
        Text(
            zh: "注意:此件已于\(document.withdrawnOn)撤回(\(document.withdrawnReason)),不再作数。",
            en: "note: it was taken back on \(document.withdrawnOn) "
                + "(\(document.withdrawnReason)) and counts no more")
    }
}

extension DocumentCommand {
    /// `document list`: all papers with their versions.
    struct List: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "A case's documents with all versions. / 文书清单(含各稿)")

        @Argument(help: ArgumentHelp("The case. / 件号", valueName: "case"), completion: .cases)
        var caseID: String
        @OptionGroup var options: GlobalOptions

        func run(in session: Session) async throws(Failure) {
            let request = V1.GetCaseRequest(caseId: caseID)
            let item = try await session.daemon.call { try await $0.cases.get(request) }
            session.write { Report(documentsOf: item, $0) }
        }
    }

    /// `document get`: a paper into a file.
    struct Get: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "get", abstract: "Fetch a document into a file. / 取出文书")

        @OptionGroup var which: DocumentArguments
        @Option(
            help: "The file; - for standard output; else its own name, here. / 存为",
            completion: .file())
        var to: String?
        @Flag(help: "Replace a file that is there. / 替换已有文件")
        var force = false
        @OptionGroup var options: GlobalOptions

        func run(in session: Session) async throws(Failure) {
            let document = try await which.chosen(in: session)
            if to == "-" { return try await print(document, session) }
            var target = to ?? SafeName.safe(document.name)
            if FileReading.isFolder(target) { target += "/" + SafeName.safe(document.name) }
            guard force || !Folders.exists(target) else { throw .exists(target) }
            let fetched = try await DocumentFetching.fetch(
                document, to: target, from: session.daemon)
            try fetched.file.keep(as: target, replacing: force)
            let path = target
            session.write { Report(fetched: fetched.document, to: path, $0) }
        }

        /// Nothing is printed before all of it is there and fits: what is printed cannot be unsaid.
        private func print(_ document: V1.Document, _ session: Session) async throws(Failure) {
            guard !session.hasTerminal else {
                throw .usage(
                    Text(
                        zh: "--to - 用于管道或者重定向,不直接输出到终端;查看请用 document open。",
                        en:
                            "--to - is for a pipe or a file, not for a terminal; to look at it, use "
                            + "document open"))
            }
            let folder = try Folders.temporary(session.environment)
            defer { Folders.remove(folder) }
            let fetched = try await DocumentFetching.fetch(
                document, to: folder + "/content", from: session.daemon)
            let source = try FileReading.File(fetched.file.path)
            defer { source.close() }
            while let piece = try source.next() { session.write(bytes: piece) }
        }
    }

    /// `document open`: a paper in the program for it.
    struct Open: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "open", abstract: "Fetch a document and show it. / 打开文书")

        @OptionGroup var which: DocumentArguments
        @OptionGroup var options: GlobalOptions

        func run(in session: Session) async throws(Failure) {
            let document = try await which.chosen(in: session)
            let folder = try Folders.temporary(session.environment)
            let target = folder + "/" + SafeName.safe(document.name)
            let fetched: DocumentFetching.Fetched
            do {
                fetched = try await DocumentFetching.fetch(
                    document, to: target, from: session.daemon)
                try fetched.file.keep(as: target, replacing: false)
            } catch {
                Folders.remove(folder)
                throw error
            }
            let isText = fetched.document.mediaType.hasPrefix("text/")
            if Viewing.show(target, isText: isText, session.environment) { return }
            session.write { Report(fetched: fetched.document, to: target, $0) }
        }
    }
}
