// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Rulebook
internal import Storage
internal import WorkCalendar
internal import Workflow

/// Puts a rulebook in force, as a whole.
struct Installing: Decision {
    let transaction: Transaction

    /// Installs a rulebook that passed every check.
    func install(_ rulebook: Rulebook, reason: String, event: String) throws -> CommandResult {
        try self.requireRulesRight()
        guard !reason.isEmpty else {
            throw CaseworkError.invalid(
                "reason", "安装规则须说明理由", "installing needs a reason",
                remedy: .supply(.reason))
        }
        let before = try self.book.wholeStore().installedRulebook(nil)?.hash
        guard before != rulebook.hash else {
            throw CaseworkError(
                .refused, Label("规则没有变化", "these are the rules already in force"))
        }
        try self.requireKept(by: rulebook)
        let id = try self.ledger.install(
            rulebook: rulebook.files, hash: rulebook.hash, at: self.now)
        var result = try self.directoryLine(
            event, about: "hash", before: before.map(Value.text), after: .text(rulebook.hash),
            note: reason)
        result.made = [id]
        return result
    }

    /// What nobody in an office reads stays so: cases of a workflow that would no longer say it could be
    /// read by every office with a role in them.
    private func requireKept(by next: Rulebook) throws {
        let kept = Set(next.workflowsOfParticipants)
        let store = try self.book.wholeStore()
        for name in self.rules.rulebook.workflowsOfParticipants where !kept.contains(name) {
            var query = CaseQuery(limit: 1)
            query.workflow = name
            guard let row = try store.cases(query).first else { continue }
            let label = try self.transaction.visibility.present(row).labels
            throw CaseworkError(
                .refused,
                Label(
                    "已有〈\(label.zh)〉,只有参与人可以查阅;新规则没有“readers: participants”的流程\(name),有关单位就能查阅。请在新规则中保留",
                    "there are cases of ‹\(label.en)›, which only those who take part read; without the workflow \(name) and its “readers: participants” the offices in them could. Keep it in the new rules"
                ))
        }
    }

    func requireRulesRight() throws {
        guard self.principal?.isAdmin ?? true else {
            throw CaseworkError(
                .permission,
                Label(
                    "只有系统管理员可以安装规则、迁移案件", "only administrators may install rules and move cases"))
        }
    }
}
