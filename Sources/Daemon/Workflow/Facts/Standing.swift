// SPDX-License-Identifier: Apache-2.0
internal import WorkCalendar

/// The lines by which the history speaks of itself: what is taken back, corrected, or moved over.
///
/// They carry a version like acts, but are no facts of the case.
package enum HistoryLine {
    /// Takes acts back.
    package static let annul = "annul"
    /// Corrects what an act said.
    package static let correct = "correct"
    /// Moves due dates after a calendar changed.
    package static let recount = "recount"
    /// Moves the case to another version of its rules.
    package static let migrate = "migrate"
    /// Files a document.
    package static let attach = "attach"
    /// Lets somebody outside take part, or ends it.
    package static let participant = "participant"
    /// Erases what is personal when its time is over.
    package static let erase = "erase"
    /// Tells of an office, as it is from then on.
    package static let office = "office"
    /// Tells of a person of the directory, as he is from then on.
    package static let user = "user"
    /// Tells that somebody was given a first password, or his was taken away.
    package static let password = "password"
    /// Sends somebody outside a link for one act.
    package static let link = "link"

    /// What every line is called that is no event of a workflow.
    package static let terms: [Remedy.Term] = [
        Remedy.Term("open", Label("立件", "Open")),
        Remedy.Term("import", Label("导入", "Import")),
        Remedy.Term(HistoryLine.attach, Label("登记材料", "Attach")),
        Remedy.Term(HistoryLine.erase, Label("删除个人信息", "Erase personal data")),
        Remedy.Term(HistoryLine.participant, Label("登记参加人", "Participant")),
        Remedy.Term("deliver", Label("送达登记", "Tick off deliveries")),
        Remedy.Term("quarantine", Label("隔离", "Quarantine")),
        Remedy.Term(HistoryLine.office, Label("登记单位", "Office")),
        Remedy.Term(HistoryLine.user, Label("登记用户", "User")),
        Remedy.Term(HistoryLine.password, Label("登记密码", "Password")),
        Remedy.Term(HistoryLine.link, Label("发送一次性链接", "One-time link")),
        Remedy.Term("delegate", Label("授权代办", "Delegation")),
        Remedy.Term("rulebook", Label("施行规则", "Rules in force")),
        Remedy.Term("install", Label("施行规则", "Rules in force")),
        Remedy.Term("rollback", Label("退回旧规则", "Earlier rules")),
        Remedy.Term("bulk", Label("批量办理", "Bulk action")),
        Remedy.Term(HistoryLine.annul, Label("撤销", "Annul")),
        Remedy.Term(HistoryLine.correct, Label("更正", "Correct")),
        Remedy.Term(HistoryLine.recount, Label("重算期限", "Recount dates")),
        Remedy.Term(HistoryLine.migrate, Label("换用新规则", "Move to other rules")),
    ]

    /// Whether an event is such a line.
    package static func isOwn(_ event: String) -> Bool {
        [annul, correct, recount, migrate].contains(event)
    }
}

extension WorkflowDefinition {
    /// The facts that stand: without what was annulled, with what was corrected.
    ///
    /// - Parameter lines: every line of the case that carries a version, in order.
    package func standing(_ lines: [Fact]) -> [Fact] {
        let own = lines.filter { HistoryLine.isOwn($0.event) }
        guard !own.isEmpty else { return lines }
        var annulled: Set<Int64> = []
        for line in own where line.event == HistoryLine.annul {
            annulled.formUnion(line.undo.lines)
        }
        var facts = lines.filter { !HistoryLine.isOwn($0.event) }
        var parts = self.parts(of: facts)
        for line in own {
            for (number, day) in line.undo.redated {
                if let index = facts.firstIndex(where: { $0.sequence == number }) {
                    facts[index].happenedOn = day
                }
            }
            guard line.event == HistoryLine.correct,
                let number = line.undo.lines.first,
                let index = facts.firstIndex(where: { $0.sequence == number })
            else { continue }
            if let day = line.undo.happenedOn { facts[index].happenedOn = day }
            for (field, value) in line.changes where self.fields.contains(field) {
                facts[index].changes[field] = value
                let part = value?.text.flatMap { ExactNumber($0) }
                parts[number, default: [:]][field] = part
                if let whole = self.fields[field]?.restrictions.backFrom {
                    parts[number, default: [:]][whole] = part.map { .zero - $0 }
                }
            }
        }
        facts.removeAll { annulled.contains($0.sequence) }
        return self.totalled(facts, parts)
    }

    /// What each act added to amounts that accumulate: line → field → amount.
    private func parts(of facts: [Fact]) -> [Int64: [String: ExactNumber]] {
        var totals: [String: ExactNumber] = [:]
        var parts: [Int64: [String: ExactNumber]] = [:]
        for fact in facts {
            for field in self.fields.items where field.accumulates {
                guard let change = fact.changes[field.name] else { continue }
                let total = change?.text.flatMap { ExactNumber($0) } ?? .zero
                parts[fact.sequence, default: [:]][field.name] =
                    total - (totals[field.name] ?? .zero)
                totals[field.name] = total
            }
        }
        return parts
    }

    /// The totals of amounts that accumulate, over the acts that stand.
    private func totalled(
        _ facts: [Fact], _ parts: [Int64: [String: ExactNumber]]
    ) -> [Fact] {
        var totals: [String: ExactNumber] = [:]
        return facts.map { fact in
            var fact = fact
            for (field, part) in parts[fact.sequence] ?? [:]
            where self.fields[field]?.accumulates ?? false {
                let total = (totals[field] ?? .zero) + part
                totals[field] = total
                fact.changes[field] = .some(.text(total.description))
            }
            return fact
        }
    }
}
