// SPDX-License-Identifier: Apache-2.0
package import CaseworkCore
internal import Rulebook
internal import Storage
internal import WorkCalendar
internal import Workflow

/// When what is personal of a case is no longer kept.
struct RetentionEnd {
    /// The last day on which it is kept.
    let day: Day
    /// What the place laid down.
    let rule: RetentionRule

    /// Nil for a case that has not ended, or nobody knows when, and of a place that lays down nothing.
    init?(
        _ row: CaseRow, _ facts: [Fact], _ definition: WorkflowDefinition, _ rulebook: Rulebook,
        today: Day
    ) {
        guard row.isFinal, let rule = rulebook.retention(row.profile, on: today) else { return nil }
        let end = definition.standing(facts).last { fact in
            fact.to.map { definition.states[$0]?.isFinal ?? false } ?? false
        }
        guard let day = end?.happenedOn else { return nil }
        (self.day, self.rule) = (day.adding(months: 12 * rule.years), rule)
    }
}

extension CaseworkReader {
    /// How many personal values and contents of documents of a case there are to be erased.
    func erasable(_ row: CaseRow, _ rule: RetentionRule) throws -> (values: Int, papers: Int) {
        let values = try self.personalValues(of: row.id).values.reduce(0) { $0 + $1.count }
        guard rule.erasesDocuments else { return (values, 0) }
        return (values, try self.documents(of: row.id).count { $0.hasContent })
    }
}

/// Erases what is personal of cases whose time is over.
struct Erasing: Decision {
    let transaction: Transaction

    /// Erases it in one case: in its lines, in the case itself, and contents of documents where the place says so.
    ///
    /// - Throws: ``CaseworkError`` when its time is not over, or the caller may not.
    func erase(_ item: BulkItem, _ action: BulkRow) throws -> BulkItem {
        let loaded = try self.named(item.caseID ?? "")
        try self.undoing.requireUndo(loaded, action.reason, action.given("for_office"))
        let today = self.today(loaded.definition)
        let end = RetentionEnd(
            loaded.row, try self.book.facts(of: loaded.row.id), loaded.definition,
            self.rules.rulebook, today: today)
        guard let end, end.day < today else {
            let until = end.map { Label("保存到\($0.day)", "kept until \($0.day)") }
            throw CaseworkError(
                .refused,
                Label(
                    "\(loaded.row.id)的保存期未满\(until.map { ":\($0.zh)" } ?? "")",
                    "what is personal of \(loaded.row.id) is still kept\(until.map { ": \($0.en)" } ?? "")"
                ))
        }
        let (values, papers) = try self.book.erasable(loaded.row, end.rule)
        guard values + papers > 0 else {
            return item.went(.unchanged, Label("没有要删除的", "there is nothing to erase"))
        }
        let line = try self.lines.line(
            about: loaded,
            LineHead(
                event: HistoryLine.erase, happenedOn: today, mode: .live, note: action.reason,
                forOffice: action.given("for_office")))
        try self.ledger.append(line)
        let personal = Set(loaded.definition.fields.items.filter(\.isPersonal).map(\.name))
        try self.ledger.erase(personal, of: loaded.row.id)
        if end.rule.erasesDocuments {
            for document in try self.book.documents(of: loaded.row.id) where document.hasContent {
                try self.ledger.papers.erase(document, by: line.sequence)
            }
        }
        return item.went(
            .done,
            Label(
                "删除个人信息\(values)处、文书内容\(papers)件(保存到\(end.day))",
                "\(values) personal values and \(papers) contents of documents erased (kept until \(end.day))"
            ))
    }
}

extension BulkActions {
    /// Says of which ended cases what is personal is no longer to be kept; nothing is erased before it is run.
    ///
    /// At most ``CaseworkLimits/bulkItems`` cases: the others come with the next plan.
    ///
    /// - Returns: the number of the bulk action.
    package func planErasure(
        workflow: String?, reason: String, forOffice: String?, _ request: Engine.Request
    ) async throws(CaseworkError) -> Int64 {
        let (rules, now) = (self.rules, self.clock.now)
        let due = try await self.look { reader, visibility in
            var query = CaseQuery(limit: CaseworkLimits.listed)
            query.workflow = try workflow.map { try rules.rulebook.workflow(called: $0) }
            query.sight = try visibility.sight()
            var due: [String] = []
            while due.count < CaseworkLimits.bulkItems {
                let rows = try reader.cases(query)
                for row in rows where row.isFinal && !row.isQuarantined {
                    let definition = try visibility.definition(of: row)
                    let today = CivilZone(definition.timeZone).day(of: now)
                    let end = RetentionEnd(
                        row, try reader.facts(of: row.id), definition, rules.rulebook, today: today)
                    guard let end, end.day < today else { continue }
                    let found = try reader.erasable(row, end.rule)
                    if found.values + found.papers > 0 { due.append(row.id) }
                }
                guard rows.count == query.limit, let last = rows.last else { break }
                query.after = last.id
            }
            return Array(due.prefix(CaseworkLimits.bulkItems))
        }
        return try await self.made(request) { transaction in
            guard !reason.isEmpty else {
                throw CaseworkError.invalid(
                    "reason", "删除个人信息须说明理由", "to erase needs a reason",
                    remedy: .supply(.reason))
            }
            guard !due.isEmpty else {
                throw CaseworkError(
                    .refused,
                    Label(
                        "没有保存期已满、还有个人信息的案件(保存期由地方规则的 retention 规定)",
                        "there is no ended case whose personal data are to be erased (a place's profile lays down how long they are kept: retention)"
                    ))
            }
            let row = BulkRow(
                kind: .erase, parameters: ["for_office": forOffice ?? ""],
                reason: reason.isEmpty ? "-" : reason, uid: transaction.principal?.number,
                userName: transaction.principal?.name ?? "cased", startedAt: transaction.now)
            let planning = BulkPlanning(transaction: transaction)
            let items = try transaction.bulkBeginning.items(due).map { try planning.tried(row, $0) }
            return try transaction.bulkBeginning.begin(
                .erase, items: items, reason: row.reason, parameters: row.parameters, isPlan: true)
        }
    }
}
