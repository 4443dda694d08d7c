// SPDX-License-Identifier: Apache-2.0
package import Storage
package import WorkCalendar
package import Workflow

extension CaseworkReader {
    /// In what roles outside a user takes part in a case on a day.
    ///
    /// Only as long as the case names whom he is: a name that was corrected takes nobody along.
    package func parts(
        of user: Int64, in row: CaseRow, by definition: WorkflowDefinition, on day: Day
    ) throws -> [ParticipantRow] {
        try self.participants(of: row.id).filter { part in
            part.user == user && part.holds(on: day)
                && definition.named(outside: part.role, in: row.fields).contains(part.name)
        }
    }
}

extension UserRow {
    /// The offices that know him as somebody outside in a role.
    package func offices(knowingAs role: String) -> Set<String> {
        Set(
            self.memberships.filter { $0.kind == .outside && $0.role == role }.map(\.office))
    }

    /// Whether any office knows him as somebody outside.
    package var isKnownOutside: Bool { self.memberships.contains { $0.kind == .outside } }
}

extension Transaction {
    /// In what roles outside whoever speaks takes part in a case.
    package func parts(in loaded: LoadedCase) throws -> [ParticipantRow] {
        guard let principal else { return [] }
        return try self.book.parts(
            of: principal.number, in: loaded.row, by: loaded.definition,
            on: self.today(loaded.definition))
    }

    /// What somebody outside does himself he does today, in nobody else's name.
    package func requireToday(_ day: Day?, isRecord: Bool, _ definition: WorkflowDefinition) throws
    {
        guard isRecord || day.map({ $0 != self.today(definition) }) ?? false else { return }
        throw CaseworkError.invalid(
            "on", "本人办理的事项以提交当日为准,不能补记日期",
            "what you do yourself counts from the day on which you do it; it cannot be dated otherwise"
        )
    }
}
