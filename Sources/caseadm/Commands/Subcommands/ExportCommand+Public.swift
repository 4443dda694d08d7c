// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import CaseProto
internal import CaseadmText

extension ExportCommand {
    /// `export public FOLDER`: exit code 1 when a text is missing or was held back.
    struct Public: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "public",
            abstract: "Bring the folder of published texts up to date. / 更新公开目录")

        @Argument(help: "The folder, empty or made by this. / 目录", completion: .directory)
        var folder: String
        @Flag(
            name: .customLong("even-so"),
            help: "What would be held back, too. / 不予写入的也公开")
        var evenSo = false
        @OptionGroup var options: GlobalOptions

        func run(in session: Session) async throws(Failure) {
            var path = folder
            while path.count > 1, path.hasSuffix("/") { path.removeLast() }
            let target = try PublicFolder(path, session, evenSo: evenSo)
            var (texts, missing, ended, today) = ([V1.PublicText](), [String](), 0, "")
            var gone: Set<String> = []
            var request = V1.PublicFileRequest(known: target.known)
            repeat {
                let asked = request
                let page = try await session.daemon.call { try await $0.reports.publicFile(asked) }
                texts += page.texts
                missing += page.missing
                ended += Int(page.ended)
                gone.formUnion(page.gone)
                today = page.today
                request.known = []
                request.after = page.next == request.after ? "" : page.next
            } while !request.after.isEmpty
            let outcome = try await target.update(texts, gone: gone, on: today)
            let (lost, over) = (missing, ended)
            session.write { Report(publicFile: outcome, missing: lost, ended: over, $0) }
            guard lost.isEmpty, (outcome.held + outcome.unfinished + outcome.unread).isEmpty else {
                throw .said
            }
        }
    }
}

extension Report {
    /// What became of the folder of published texts.
    fileprivate init(
        publicFile outcome: PublicFolder.Outcome, missing: [String], ended: Int,
        _ language: Language
    ) {
        func list(_ ids: [String]) -> JSONValue { .array(ids.map(JSONValue.string)) }
        let counts: [(String, Text, [String])] = [
            ("added", Text(zh: "新增", en: "New"), outcome.added),
            ("changed", Text(zh: "更新", en: "Changed"), outcome.changed),
            ("withdrawn", Text(zh: "撤下", en: "Taken away"), outcome.withdrawn),
            ("held", Text(zh: "未公开:含有个人号码", en: "Held back: numbers of persons"), outcome.held),
            (
                "unfinished", Text(zh: "未公开:还有待填写之处", en: "Held back: gaps to be filled in"),
                outcome.unfinished
            ),
            (
                "unread", Text(zh: "未公开:读不出文字,请人工核对", en: "Held back: no text could be read"),
                outcome.unread
            ),
            (
                "missing", Text(zh: "未公开:没有可读的公开文本", en: "Missing: no text that you can read"),
                missing
            ),
        ]
        let all = [("published", outcome.texts.map(\.caseId))] + counts.map { ($0.0, $0.2) }
        var object = JSONObject(all.map { ($0.0, list($0.1)) })
        object.append("ended", .integer(Int64(ended)))
        self.init(
            json: .object(object),
            csv: CSV(
                ["result", "case_id"],
                rows: all.flatMap { name, ids in ids.map { [name, $0] } }, language))
        line(
            Text(
                zh: "公开目录共\(outcome.texts.count)件;期满不再公示的\(ended)件。",
                en: "Published: \(outcome.texts.count); terms that ended: \(ended).")(language))
        for (_, name, ids) in counts where !ids.isEmpty {
            let shown = ids.prefix(20).joined(separator: language == .zh ? "、" : ", ")
            line("\(name(language)) \(ids.count): \(shown)\(ids.count > 20 ? " …" : "")")
        }
    }
}
