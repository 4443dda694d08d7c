// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import CaseProto
internal import CaseadmText

/// `view`: what lists are asked for again and again, under a name.
struct ViewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "view",
        abstract: "Keep what you ask lists for under a name. / 筛选方案",
        subcommands: [Save.self, List.self, Remove.self])
}

extension ViewCommand {
    /// `view save`.
    struct Save: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "save", abstract: "Keep conditions of a list under a name. / 保存筛选方案")

        @Argument(help: "What it is called. / 名称")
        var name: String
        @Option(
            name: .customLong("share"),
            help: "The office whose people use it too. / 共用的单位", completion: .offices)
        var sharedWith: String?
        @OptionGroup var conditions: CaseConditions
        @OptionGroup var options: GlobalOptions

        func run(in session: Session) async throws(Failure) {
            let words = try conditions.words
            if let sort = words["sort"] { _ = try ListCommand.column(sort) }
            _ = try await ListCommand.columns(words, session)
            // What cannot be asked is not kept.
            if !words.all.isEmpty {
                var trial = words.request
                trial.limit = 1
                let asked = trial
                _ = try await session.daemon.call { try await $0.cases.list(asked) }
            }
            let request = V1.SaveViewRequest(
                name: name, office: sharedWith ?? "", words: words.all,
                requestId: RequestID.fresh())
            _ = try await session.daemon.call { try await $0.cases.saveView(request) }
            session.say(
                Text(
                    zh: "已保存筛选方案“\(name)”:caseadm list --view \(name)",
                    en: "kept the view '\(name)': caseadm list --view '\(name)'"))
        }
    }

    /// `view list`.
    struct List: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "Saved views: mine, and those shared with me. / 筛选方案列表")

        @OptionGroup var options: GlobalOptions

        func run(in session: Session) async throws(Failure) {
            let answer = try await session.daemon.call {
                try await $0.cases.listViews(V1.ListViewsRequest())
            }
            session.write { Report(views: answer.views, $0) }
        }
    }

    /// `view remove`.
    struct Remove: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "remove", abstract: "Keep a saved view no longer. / 删去筛选方案")

        @Argument(help: "What it is called. / 名称")
        var name: String
        @OptionGroup var options: GlobalOptions

        func run(in session: Session) async throws(Failure) {
            let request = V1.RemoveViewRequest(name: name, requestId: RequestID.fresh())
            _ = try await session.daemon.call { try await $0.cases.removeView(request) }
            session.say(
                Text(zh: "已删去筛选方案“\(name)”", en: "the view '\(name)' is kept no longer"))
        }
    }
}
