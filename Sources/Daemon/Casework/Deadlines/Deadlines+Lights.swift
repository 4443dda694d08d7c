// SPDX-License-Identifier: Apache-2.0
package import CaseworkCore
internal import Rulebook
internal import Storage
package import WorkCalendar
internal import Workflow

/// How many running duties show which light.
package struct LightCounts: Sendable {
    /// Number of each light; none where there is none.
    package typealias Lights = [Light: Int]

    /// The day for which it is told.
    package var today: Day
    /// All of them.
    package var all: Lights = [:]
    /// Of each office that holds any, by its code; of whoever is no office under the empty name.
    package var offices: [String: Lights] = [:]
    /// What the offices are called.
    package var names: [String: String] = [:]
    /// Of each day on which any falls due.
    package var days: [Day: Lights] = [:]
}

/// Whose duties are counted; the words are read as those of a list.
package struct LightsQuery: Sendable {
    /// Only what this office holds, or one did that it carries on.
    package var office: String?
    /// Only what an office of the asking person holds.
    package var isMine = false
    /// Only of this workflow.
    package var workflow: String?
    /// Only this clock.
    package var clock: String?
    /// Only what shows this light.
    package var light: String?

    /// All that he sees.
    package init() {}
}

/// A clock by the rules that cases have pinned.
private struct ClockRules: Hashable {
    let hash: String
    let clock: String
}

extension Deadlines {
    /// How many duties that run show which light, by who holds them and by day.
    ///
    /// It costs more with more offices and days, not with more cases: what is alike is counted once. A run that
    /// an earlier calendar still counts shows the light of today's.
    package func lights(_ asked: LightsQuery) async throws(CaseworkError) -> LightCounts {
        let (rules, now) = (self.rules, self.clock.now)
        return try await self.look(admittingParticipants: true) { reader, visibility in
            let due = DueReading(reader, visibility, rules, now)
            var query = DueQuery(limit: 0)
            query.sight = try visibility.sight()
            query.holding = try due.holding(
                office: asked.office, own: asked.isMine ? visibility.person?.offices : nil)
            let workflow = try asked.workflow.map(rules.rulebook.workflow(called:))
            let condition = try CaseWordsReading(rules.rulebook, reader, of: workflow)
                .condition(clock: asked.clock, light: asked.light)
            var counts = LightCounts(today: rules.nationalZone.day(of: now))
            var lights: [ClockRules: [DueTally.Count: Light]] = [:]
            for tally in try visibility.dueTallies(query, reader) {
                let definition = try rules.definition(tally.definitionHash, reader)
                guard workflow ?? definition.name == definition.name,
                    condition.clocks?.contains(tally.clock) ?? true
                else { continue }
                let office = tally.office(definition.roleHolding(clock: tally.clock)) ?? ""
                let clock = ClockRules(hash: tally.definitionHash, clock: tally.clock)
                var (known, held) = (lights[clock] ?? [:], LightCounts.Lights())
                for count in tally.counts {
                    // How many there are changes nothing in their light.
                    var alike = count
                    alike.number = 0
                    let light = try known[alike] ?? due.light(of: alike, clock.clock, definition)
                    known[alike] = light
                    guard condition.light ?? light == light else { continue }
                    held[light, default: 0] += count.number
                    counts.days[count.due, default: [:]][light, default: 0] += count.number
                }
                lights[clock] = known
                guard !held.isEmpty else { continue }
                counts.all.merge(held, uniquingKeysWith: +)
                counts.offices[office, default: [:]].merge(held, uniquingKeysWith: +)
            }
            for code in counts.offices.keys {
                counts.names[code] = try reader.office(code)?.name ?? code
            }
            return counts
        }
    }
}
