// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Rulebook
internal import Storage
internal import WorkCalendar
internal import Workflow

// The words of an opening, before it is decided which place's rules hold: names are the same in all of them.
extension Opening {
    /// The command with names in place of words.
    func named(
        _ asked: OpenCaseCommand, _ parent: LoadedCase?
    ) throws(CaseworkError) -> OpenCaseCommand {
        let rulebook = self.rules.rulebook
        var command = asked
        command.parent = parent?.row.id ?? asked.parent
        command.workflow = try rulebook.workflow(called: asked.workflow)
        let definition = rulebook.workflow(
            command.workflow, profile: parent?.row.profile ?? self.rules.nationalProfile,
            parent: parent?.definition.name)?.definition
        guard let definition else { return command }
        let wording = Wording(definition, today: self.today(definition))
        command.roles = try wording.roles(asked.roles)
        command.at = try asked.at.map { (word) throws(CaseworkError) in try wording.state(word) }
        command.fields = try wording.fields(asked.fields, of: nil)
        for role in wording.openedRoles where !definition.fields.contains(role) {
            if let office = command.fields.removeValue(forKey: role)?.text {
                command.roles[role] = office
            }
        }
        command.facts = try asked.facts.map { (fact) throws(CaseworkError) in
            let event = try wording.event(fact.event)
            return OpenCaseCommand.GivenFact(
                event: event, happenedOn: fact.happenedOn,
                fields: try wording.fields(fact.fields, of: event))
        }
        return command
    }

    /// Puts its values into the form of their fields, by the rules of its place.
    ///
    /// - Returns: what was taken for granted.
    func readValues(
        of command: inout OpenCaseCommand, _ definition: WorkflowDefinition
    ) throws -> [Label] {
        let wording = Wording(definition, today: self.today(definition))
        let read = try wording.values(command.fields)
        command.fields = try self.withCases(read.fields, definition)
        var remarks = read.remarks
        for index in command.facts.indices {
            let read = try wording.values(command.facts[index].fields)
            command.facts[index].fields = read.fields
            remarks += read.remarks
        }
        return remarks
    }
}
