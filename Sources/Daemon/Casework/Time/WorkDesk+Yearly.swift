// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Rulebook
internal import Storage
internal import WorkCalendar
internal import Workflow

// Duties that nobody's act begins: opened each year for every office that has them.
extension WorkDesk {
    /// Opens this year's cases whose day has come, once for each office.
    ///
    /// An office that was entered after the day has nothing to make up for: its first case comes the
    /// next year. Harmless to repeat: the natural key lets a second one of the year not be.
    func openYearly() async throws {
        let (rules, now) = (self.rules, self.clock.now)
        let rulebook = rules.rulebook
        guard !rulebook.yearlyWorkflows.isEmpty else { return }
        let offices = try await self.store.read { try $0.offices() }
        for name in rulebook.yearlyWorkflows {
            for office in offices where office.closing == nil {
                let profile = office.profile.isEmpty ? rules.nationalProfile : office.profile
                let today = rules.nationalZone.day(of: now)
                guard let head = rulebook.profile(profile, on: today),
                    let resolved = rulebook.workflow(name, profile: head.name, on: today),
                    let yearly = resolved.definition.yearly,
                    office.duties.contains(yearly.duty),
                    let day = Day(year: today.year, month: yearly.month, day: yearly.day),
                    day <= today, office.since.map({ $0 <= day }) ?? true
                else { continue }
                let fields = yearly.fields(for: office, on: day)
                let roles = [yearly.role: Party(office: office.code, name: office.name)]
                guard
                    let key = NaturalKey.of(fields, resolved.definition, roles: roles, parent: nil),
                    try await self.store.read({ try $0.caseID(naturalKey: key) == nil })
                else { continue }
                try await self.write {
                    try YearlyOpenings(transaction: $0).open(yearly, resolved, for: office, on: day)
                }
            }
        }
    }
}
