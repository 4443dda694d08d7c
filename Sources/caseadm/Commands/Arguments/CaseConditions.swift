// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import CaseProto
internal import CaseadmText

/// What lists of cases are asked for: all of it holds.
struct CaseConditions: ParsableArguments {
    @Argument(help: "Text in id, title, a field or a paper. / 关键词,含文书内容")
    var query: String?
    @Flag(help: "Only what waits for me: a duty runs that my office holds. / 仅待我单位办理的")
    var mine = false
    @Option(help: "Only this workflow. / 流程", completion: .workflows)
    var workflow: String?
    @Option(help: "Only in this state. / 状态", completion: .states)
    var state: String?
    @Option(help: "Only cases this office takes part in. / 单位", completion: .offices)
    var office: String?
    @Option(help: "Only where the office has this role. / 角色")
    var role: String?
    @Option(help: "Only where this clock runs. / 时限")
    var clock: String?
    @Option(help: "Only where a clock shows green, yellow, red or paused. / 灯色:绿、黄、红、中止")
    var light: String?
    @Option(help: "Opened on this day or later. / 立件起日")
    var from: String?
    @Option(help: "Opened on this day or earlier. / 立件止日")
    var to: String?
    @Option(help: "Only of this number. / 编号")
    var number: String?
    @Option(help: "Only where a proposer is called so. / 提出人")
    var proposer: String?
    @Option(help: "Only of this session. / 届次")
    var session: String?
    @Option(help: "Only of this category. / 类别")
    var category: String?
    @Option(
        name: .customLong("where"),
        help: "Only where this stands in a field: FIELD=TEXT; may be repeated. / 内容=文字,可重复")
    var fields: [String] = []
    @Flag(name: .customLong("open"), help: "Only cases that are not final. / 仅在办")
    var openOnly = false
    @Option(help: "In the order of this column. / 按此列排序")
    var sort: String?
    @Flag(help: "With --sort, the last first. / 与 --sort 合用:倒序")
    var reverse = false
    @Option(
        help: ArgumentHelp(
            "Only these columns, with commas between; of one workflow also its fields, or all. "
                + "/ 只显示这些列,用逗号分开;指定流程的,可列各项内容或“全部”"))
    var columns: String?

    func validate() throws {
        guard sort != nil || !reverse else {
            throw ValidationError("--reverse goes with --sort. / --reverse 须与 --sort 合用")
        }
    }

    /// What was typed.
    var words: ListWords {
        get throws(Failure) {
            var words = ListWords()
            for (name, value) in [
                ("query", query), ("workflow", workflow), ("state", state), ("office", office),
                ("role", role), ("clock", clock), ("light", light), ("from", from), ("to", to),
                ("number", number), ("sort", sort), ("columns", columns),
                // A short option names the field that most workflows call so.
                ("fields.proposers", proposer), ("fields.session", session),
                ("fields.category", category),
            ] {
                words[name] = value
            }
            for (name, isSet) in [("mine", mine), ("open", openOnly), ("reverse", reverse)]
            where isSet { words[name] = "yes" }
            for condition in fields {
                let (name, value) = try FieldArguments.pair(condition)
                guard words["fields.\(name)"] == nil else {
                    throw .usage(Text(zh: "“\(name)”写了两次。", en: "'\(name)' is given twice"))
                }
                words["fields.\(name)"] = value
            }
            return words
        }
    }
}

/// What a list is asked, name by name, as it is typed and as it is saved.
struct ListWords: Sendable, Hashable {
    /// Name of an option, or `fields.` and a field's → what was typed; `yes` for what only stands there.
    private(set) var all: [String: String] = [:]

    init(_ all: [String: String] = [:]) { self.all = all }

    subscript(name: String) -> String? {
        get { all[name] }
        set { all[name] = newValue }
    }

    /// These, and others that win where both say something.
    func with(_ others: ListWords) -> ListWords {
        ListWords(all.merging(others.all) { $1 })
    }

    /// What the daemon is asked; the order and the columns are the client's.
    var request: V1.ListCasesRequest {
        var fields: [String: String] = [:]
        for (name, value) in all where name.hasPrefix("fields.") {
            fields[String(name.dropFirst("fields.".count))] = value
        }
        func text(_ name: String) -> String { all[name] ?? "" }
        return V1.ListCasesRequest(
            workflow: text("workflow"), state: text("state"), office: text("office"),
            query: text("query"), openOnly: all["open"] != nil, role: text("role"),
            fields: fields, openedFrom: DayArguments.day(all["from"]),
            openedTo: DayArguments.day(all["to"]), mine: all["mine"] != nil,
            clock: text("clock"), light: text("light"), number: text("number"))
    }
}
