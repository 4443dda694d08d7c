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

    @OptionGroup var conditions: CaseConditions
    @Option(help: "What was saved under this name, besides. / 筛选方案")
    var view: String?
    @Option(help: "As the cases stood on this day. / 截至某日的情况")
    var asOf: String?
    @Option(help: "What had been recorded by this day. / 某日已登记的内容")
    var knownOn: String?
    @Option(help: "At most so many; 0 for all. / 最多件数")
    var limit = 100
    @OptionGroup var options: GlobalOptions

    func validate() throws {
        guard limit >= 0 else {
            throw ValidationError("--limit must not be negative. / --limit 不能为负数")
        }
    }

    func run(in session: Session) async throws(Failure) {
        var words = try conditions.words
        if let view { words = try await SavedViews.words(of: view, session).with(words) }
        let asked = words
        let order = try asked["sort"].map { word throws(Failure) in
            CaseOrder(column: try Self.column(word), isReversed: asked["reverse"] != nil)
        }
        let shown = try await Self.columns(asked, session)
        let isWhole = shown?.contains { !$0.isOfHead } ?? false
        var request = asked.request
        (request.count, request.whole) = (true, isWhole)
        (request.asOf, request.knownOn) = (DayArguments.day(asOf), DayArguments.day(knownOn))
        var (cases, total): ([V1.Case], Int?) = ([], nil)
        // What is first in another order may be last in the daemon's.
        let limit = order == nil ? limit : 0
        repeat {
            let wanted = limit == 0 ? Self.page : min(Self.page, limit - cases.count)
            request.limit = Int32(wanted)
            let page = request
            let answer = try await session.daemon.call { try await $0.cases.list(page) }
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
        guard isMore, options.output != .table else { return }
        // A table says so itself; who takes a file for complete must hear it.
        session.say(
            Text(
                zh: "只列出了前\(listed.count)件\(known.map { ",共\($0)件" } ?? ""):要全部请加 --limit 0。",
                en: "only the first \(listed.count)\(known.map { " of \($0)" } ?? "") are listed: "
                    + "--limit 0 lists all"))
    }

    /// What is shown of each; nil: the usual.
    static func columns(
        _ asked: ListWords, _ session: Session
    ) async throws(Failure) -> [ListColumn]? {
        guard let columns = asked["columns"] else { return nil }
        let words = columns.split(whereSeparator: { ",，、".contains($0) })
            .map { String($0).trimmed }
        guard !words.isEmpty else { throw noColumn(columns) }
        let heads = words.map { CaseColumn(called: $0) }
        guard let unknown = heads.firstIndex(of: nil) else {
            return heads.compactMap { $0.map(ListColumn.head) }
        }
        guard let name = asked["workflow"] else {
            throw noColumn(words[unknown], hint: true)
        }
        let request = V1.GetWorkflowRequest(workflow: name)
        let known = try await session.daemon.call { try await $0.rules.getWorkflow(request) }
        let all = ListColumn.all(of: known, session.language)
        var chosen: [ListColumn] = []
        for (word, head) in zip(words, heads) {
            if let head {
                chosen.append(.head(head))
            } else if ["all", "全部"].contains(word.lowercased()) {
                chosen += all
            } else if let column = all.first(where: { $0.isCalled(word, session.language) }) {
                chosen.append(column)
            } else {
                throw noColumn(word, amongMore: all.map { $0.heading(session.language) })
            }
        }
        // One that was asked for twice stands where it came first.
        var seen: Set<String> = []
        return chosen.filter { seen.insert($0.heading(session.language)).inserted }
    }

    static func column(_ word: String) throws(Failure) -> CaseColumn {
        guard let column = CaseColumn(called: word) else { throw noColumn(word) }
        return column
    }

    private static func noColumn(
        _ word: String, amongMore more: [String] = [], hint: Bool = false
    ) -> Failure {
        let known = CaseColumn.allCases
        let fields =
            hint
            ? Text(zh: ";各项内容和“全部”须与 --workflow 合用", en: "; fields and all go with --workflow")
            : Text(zh: "", en: "")
        let heads = known.map { $0.text(.zh) }
        let others = more.filter { !heads.contains($0) }
        return .usage(
            Text(
                zh: "没有列“\(word)”;有:" + (heads + others).joined(separator: "、") + fields.zh,
                en: "there is no column '\(word)'; there are: "
                    + (known.map(\.rawValue) + more).joined(separator: ", ") + fields.en))
    }
}
