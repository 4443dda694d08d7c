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
        let id = try self.ledger.install(
            rulebook: rulebook.files, hash: rulebook.hash, at: self.now)
        var result = try self.directoryLine(
            event, about: "hash", before: before.map(Value.text), after: .text(rulebook.hash),
            note: reason)
        result.made = [id]
        return result
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
