// SPDX-License-Identifier: Apache-2.0
package import Rulebook
package import Storage
internal import Synchronization
package import WorkCalendar
package import Workflow

/// The rules in force, and every definition that cases have pinned, decoded once.
package final class RuleStore: Sendable {
    private struct State {
        var rulebook: Rulebook
        var pinned: [String: WorkflowDefinition] = [:]
        /// What the rulebook in force says of reading; made when it is first asked for.
        var reading: ReadingRules?
    }

    private let state: Mutex<State>
    private let preparing = Mutex(())

    /// Rules with this rulebook in force.
    package init(_ rulebook: Rulebook) {
        self.state = Mutex(State(rulebook: rulebook))
    }

    /// The rulebook in force.
    package var rulebook: Rulebook {
        self.state.withLock { $0.rulebook }
    }

    /// A definition that is decoded already.
    package func known(_ hash: String) -> WorkflowDefinition? {
        self.state.withLock { $0.pinned[hash] }
    }

    /// The definition a case has pinned.
    ///
    /// - Throws: ``StoreError`` when the store has lost it, or has another content under its hash: no
    ///   date is counted by rules that somebody changed in the file.
    package func definition(
        _ hash: String, _ reader: any CaseworkReader
    ) throws -> WorkflowDefinition {
        if let known = self.known(hash) { return known }
        guard let content = try reader.definitionContent(hash) else {
            throw StoreError.unusable("the store has lost the definition \(hash)")
        }
        guard Rulebook.hash(ofContent: content) == hash else {
            throw StoreError.unusable(
                "the rules \(hash), which cases pin, were changed in the store: restore a backup")
        }
        let definition = try Rulebook.definition(ofContent: content)
        self.state.withLock { state in
            if state.pinned.count >= CaseworkLimits.definitions { state.pinned.removeAll() }
            state.pinned[hash] = definition
        }
        return definition
    }

    /// Puts another rulebook in force.
    ///
    /// Whoever decides must not wait until all its workflows are read: ask for ``prepared(_:)`` before
    /// it is decided upon.
    package func replace(_ rulebook: Rulebook, by prepared: Prepared) {
        self.state.withLock { state in
            state.rulebook = rulebook
            state.reading = prepared.reading
        }
    }

    /// What is worked out of a whole rulebook, which takes a second or two.
    package struct Prepared: Sendable {
        let reading: ReadingRules
    }

    /// Works out what a rulebook says of reading.
    package static func prepared(_ rulebook: Rulebook) -> Prepared {
        Prepared(reading: ReadingRules(rulebook))
    }

    /// Works out what the rulebook in force says of reading, before somebody waits for it.
    package func prepare() { _ = self.reading }

    /// What the rulebook in force says of who may read.
    var reading: ReadingRules {
        if let known = self.state.withLock({ $0.reading }) { return known }
        // Who comes meanwhile waits for the first instead of working it out beside him.
        return self.preparing.withLock { _ in
            let (rulebook, known) = self.state.withLock { ($0.rulebook, $0.reading) }
            if let known { return known }
            let made = ReadingRules(rulebook)
            self.state.withLock { state in
                if state.rulebook.hash == rulebook.hash { state.reading = made }
            }
            return made
        }
    }

    /// The machine of a definition, over its calendar as it is known on a day.
    package func machine(_ definition: WorkflowDefinition, on today: Day) throws -> Machine {
        Machine(definition, try self.calendars(definition.calendar, on: today))
    }

    /// The versions of a calendar, the newest being the one known on a day.
    package func calendars(_ name: String, on today: Day) throws -> CalendarVersions {
        guard let book = self.rulebook.calendars[name] else {
            throw StoreError.unusable("the rulebook has no calendar \(name)")
        }
        return CalendarVersions(newest: book.known(on: today), earlier: book.versions)
    }

    /// The profile of offices whose place names none.
    package var nationalProfile: String { self.rulebook.conventions.nationalProfile }

    /// The zone by which days begin where no place's does.
    package var nationalZone: CivilZone { self.rulebook.conventions.nationalZone }

    /// The calendar by which working days are counted where no place's does, as known on a day.
    package func nationalCalendar(on today: Day) -> HolidayCalendar? {
        let rulebook = self.rulebook
        return rulebook.calendars[rulebook.conventions.nationalCalendar]?.known(on: today)
    }

    /// The profile in force for an office on a day.
    package func profile(_ name: String, on day: Day) -> ProfileHead? {
        self.rulebook.profile(name, on: day)
    }
}
