// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import CaseProto
internal import CaseadmText

/// `list`: cases that match.
struct ListCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List cases that match all that is asked. / 案件列表(各项条件同时满足)",
        aliases: ["search"])

    /// Cases a call: a reply stays well below the longest message.
    private static let page = 500

    @Argument(help: "Text in id, title or a field. / 关键词")
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
    var conditions: [String] = []
    @Flag(name: .customLong("open"), help: "Only cases that are not final. / 仅在办")
    var openOnly = false
    @Option(help: "In the order of this column. / 按此列排序")
    var sort: String?
    @Flag(help: "With --sort, the last first. / 与 --sort 合用:倒序")
    var reverse = false
    @Option(help: "Only these columns, with commas between. / 只显示这些列,用逗号分开")
    var columns: String?
    @Option(help: "At most so many; 0 for all. / 最多件数")
    var limit = 100
    @OptionGroup var options: GlobalOptions

    func validate() throws {
        guard limit >= 0 else {
            throw ValidationError("--limit must not be negative. / --limit 不能为负数")
        }
        guard sort != nil || !reverse else {
            throw ValidationError("--reverse goes with --sort. / --reverse 须与 --sort 合用")
        }
    }

    func run(in session: Session) async throws(Failure) {
        let order = try sort.map { word throws(Failure) in
            CaseOrder(column: try Self.column(word), isReversed: reverse)
        }
        let shown = try columns.map(Self.columns)
        var request = V1.ListCasesRequest(
            workflow: workflow ?? "", state: state ?? "", office: office ?? "",
            query: query ?? "", openOnly: openOnly, role: role ?? "", fields: try fields(),
            openedFrom: DayArguments.day(from), openedTo: DayArguments.day(to), mine: mine,
            clock: clock ?? "", light: light ?? "", count: true, number: number ?? "")
        var (cases, total): ([V1.Case], Int?) = ([], nil)
        // What is first in another order may be last in the daemon's.
        let limit = order == nil ? limit : 0
        repeat {
            let wanted = limit == 0 ? Self.page : min(Self.page, limit - cases.count)
            request.limit = Int32(wanted)
            let asked = request
            let answer = try await session.daemon.call { try await $0.cases.list(asked) }
            cases += answer.cases
            total = answer.total.map { Int($0) } ?? total
            request.count = false
            let isStuck = answer.next == request.after || answer.cases.isEmpty
            request.after = isStuck ? "" : answer.next
        } while !request.after.isEmpty && (limit == 0 || cases.count < limit)
        if request.after.isEmpty { total = cases.count }
        if let order { cases = order.sorted(cases, session.language) }
        let listed = self.limit == 0 ? cases : Array(cases.prefix(self.limit))
        let (known, isMore) = (total, !request.after.isEmpty || listed.count < cases.count)
        session.write { Report(listed, showing: shown, more: isMore, total: known, $0) }
    }

    /// What must stand in fields: a short option names the field that most workflows call so.
    private func fields() throws(Failure) -> [String: String] {
        var fields: [String: String] = [:]
        for (name, value) in [
            ("proposers", proposer), ("session", session), ("category", category),
        ] {
            if let value { fields[name] = value }
        }
        for condition in conditions {
            let (name, value) = try FieldArguments.pair(condition)
            guard fields.updateValue(value, forKey: name) == nil else {
                throw .usage(
                    Text(zh: "“\(name)”写了两次。", en: "'\(name)' is given twice"))
            }
        }
        return fields
    }

    private static func columns(_ text: String) throws(Failure) -> [CaseColumn] {
        var columns: [CaseColumn] = []
        for word in text.split(whereSeparator: { ",，、".contains($0) }) {
            columns.append(try column(String(word).trimmed))
        }
        guard !columns.isEmpty else { throw noColumn(text) }
        return columns
    }

    private static func column(_ word: String) throws(Failure) -> CaseColumn {
        guard let column = CaseColumn(called: word) else { throw noColumn(word) }
        return column
    }

    private static func noColumn(_ word: String) -> Failure {
        let known = CaseColumn.allCases
        return .usage(
            Text(
                zh: "没有列“\(word)”;有:" + known.map { $0.text(.zh) }.joined(separator: "、"),
                en: "there is no column '\(word)'; there are: "
                    + known.map(\.rawValue).joined(separator: ", ")))
    }
}
