// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Rulebook
internal import Storage
internal import WorkCalendar
internal import Workflow

/// Opens this year's case of a duty that nobody's act begins.
struct YearlyOpenings: Decision {
    let transaction: Transaction

    func open(
        _ yearly: YearlyOpening, _ resolved: ResolvedWorkflow, for office: OfficeRow, on day: Day
    ) throws -> CommandResult {
        let definition = resolved.definition
        let fields = yearly.fields(for: office, on: day)
        var result = CommandResult()
        let roles = [yearly.role: Party(office: office.code, name: office.name)]
        guard let key = NaturalKey.of(fields, definition, roles: roles, parent: nil),
            try self.book.caseID(naturalKey: key) == nil
        else { return result }
        let command = OpenCommand(
            id: "", fields: fields, roles: roles, happenedOn: day,
            actor: .system, cause: .consequence)
        let loaded = try self.opening.create(
            resolved, command, LineHead(event: "open", happenedOn: day, mode: .live),
            inherited: [:], depth: 0)
        result.take(loaded)
        result.consequences = [
            Consequence(
                .opened, caseID: loaded.row.id, event: "open", state: loaded.row.state)
        ]
        return result
    }
}

extension YearlyOpening {
    /// The fields of this year's case of an office.
    func fields(for office: OfficeRow, on day: Day) -> [String: Value] {
        self.set.mapValues { value -> Value in
            switch value {
            case .text("$year"): .text(String(day.year))
            case .text("$office"): .text(office.name)
            case .text("$office_code"): .text(office.code)
            default: value
            }
        }
    }
}
