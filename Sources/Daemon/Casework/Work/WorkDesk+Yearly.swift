// SPDX-License-Identifier: Apache-2.0
internal import Rulebook
internal import Storage
internal import WorkCalendar
internal import Workflow

// Duties that nobody's act begins: opened each year for every office that has them.
extension WorkDesk {
    /// Opens this year's cases whose day has come, once for each office.
    ///
    /// Harmless to repeat: the natural key lets a second one of the year not be.
    func openYearly() async throws {
        let (rules, now) = (self.rules, self.clock.now)
        let rulebook = rules.rulebook
        guard !rulebook.yearlyWorkflows.isEmpty else { return }
        let offices = try await self.store.read { try $0.offices() }
        for name in rulebook.yearlyWorkflows {
            for office in offices {
                let profile = office.profile.isEmpty ? Transactor.nationalProfile : office.profile
                let today = CivilZone(Transactor.nationalZone).day(of: now)
                guard let head = rulebook.profile(profile, on: today),
                    let resolved = rulebook.workflow(name, profile: head.name, on: today),
                    let yearly = resolved.definition.yearly,
                    office.duties.contains(yearly.duty),
                    let day = Day(today.year, yearly.month, yearly.day), day <= today
                else { continue }
                let fields = yearly.fields(for: office, on: day)
                guard let key = NaturalKey.of(fields, resolved.definition, parent: nil),
                    try await self.store.read({ try $0.caseID(naturalKey: key) == nil })
                else { continue }
                try await self.write { writer in
                    try Transactor(writer, rules: rules, now: now, principal: nil, requestID: "")
                        .open(yearly, resolved, for: office, on: day)
                }
            }
        }
    }
}

extension Transactor {
    fileprivate func open(
        _ yearly: YearlyOpening, _ resolved: ResolvedWorkflow, for office: OfficeRow, on day: Day
    ) throws -> CommandResult {
        let definition = resolved.definition
        let fields = yearly.fields(for: office, on: day)
        var result = CommandResult()
        guard let key = NaturalKey.of(fields, definition, parent: nil),
            try self.writer.caseID(naturalKey: key) == nil
        else { return result }
        let command = OpenCommand(
            id: "", fields: fields,
            roles: [yearly.role: Party(office: office.code, name: office.name)], happenedOn: day,
            actor: .system, cause: .consequence)
        let loaded = try self.create(
            resolved, command, LineHead(event: "open", happenedOn: day, mode: .live),
            inherited: [:], depth: 0)
        result.take(loaded)
        result.consequences = [
            .init(caseID: loaded.row.id, event: "open", state: loaded.row.state)
        ]
        return result
    }
}

extension YearlyOpening {
    /// The fields of this year's case of an office.
    fileprivate func fields(for office: OfficeRow, on day: Day) -> [String: Value] {
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
