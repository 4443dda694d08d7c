// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Storage
internal import Workflow

extension LoadedCase {
    /// Why an event is possible or not, for whoever acts or takes part.
    ///
    /// What names who puts it is known of somebody who takes part himself: he is asked for nothing of it.
    func why(
        _ command: StepCommand, at moment: StepMoment, by parts: [ParticipantRow]
    ) -> WhyAnswer {
        let spoken = self.definition.spoken(command.event, by: parts).mapValues(Value.text)
        var (asked, command) = (self, command)
        asked.facts.fields.merge(spoken) { $1 }
        if !command.fields.isEmpty { command.fields.merge(spoken) { $1 } }
        var answer = self.machine.why(asked.attempt(command, at: moment))
        answer.takes.removeAll { spoken[$0] != nil }
        answer.mayTake.removeAll { spoken[$0] != nil }
        return answer
    }
}
