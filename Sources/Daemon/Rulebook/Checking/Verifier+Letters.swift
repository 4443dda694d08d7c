// SPDX-License-Identifier: Apache-2.0
internal import Workflow

// Clocks under which letters must go out: letters begin and end them, and their office must send.
extension Verifier {
    func verifyLetters(_ clock: ClockDefinition) {
        let place = Place("clocks", clock.name)
        if clock.kind != .duty {
            self.error(
                place, "letters go out under \(clock.name), which is a window",
                mend: "kind: duty, or leave it out")
        }
        for transition in self.definition.transitions {
            let effects = transition.effects
            let named =
                (effects.starts + effects.restarts + effects.stops).compactMap(\.clock)
                + (effects.pauses + effects.resumes).map(\.clock)
                + effects.extends.map(\.clock)
            if named.contains(clock.name) {
                self.error(
                    self.place(of: transition),
                    "letters begin and end \(clock.name); \(transition.id) may not",
                    mend: "leave \(clock.name) out there, or clock out of the delivery")
            }
        }
        for delivery in self.definition.deliveries.items where delivery.clocks.contains(clock.name)
        {
            self.verifySender(of: delivery, clock)
        }
    }

    /// What a letter's clock is a duty of, sends the letter: the role it names, or who may do the acts that
    /// make it; what the daemon does is for the office that answers for the case.
    private func verifySender(of delivery: DeliveryDefinition, _ clock: ClockDefinition) {
        let place = Place("deliveries", delivery.name, "clock")
        var making = self.definition.transitions.filter { transition in
            transition.effects.emits.contains { $0.delivery == delivery.name }
        }.map(\.by)
        let opening = self.definition.opening
        if opening.effects.emits.contains(where: { $0.delivery == delivery.name }) {
            making.append(opening.by)
        }
        if making.isEmpty {
            self.error(
                place, "\(delivery.name) has a clock, and nothing sends it",
                mend: "emits: [{delivery: \(delivery.name), to: …}]")
        }
        let home = self.definition.roles.items.first {
            $0.binding == .ofCase || $0.binding == .ofParent
        }
        let senders =
            delivery.sender.map { [$0] }
            ?? making.joined().map { $0 == "system" ? home?.name ?? $0 : $0 }
        let office = self.definition.holderRole(of: clock.whose)
        if delivery.clocks.count > 1 {
            // Of several each is one sender's; who sends may be the place's choice.
            let offices = delivery.clocks.map { self.definition.roleHolding(clock: $0) }
            if Set(senders.map(self.definition.holderRole)).isDisjoint(with: offices) {
                self.error(
                    place, "no clock of \(delivery.name) is a duty of who sends it",
                    mend: "a clock whose whose is of that office")
            }
            return
        }
        for sender in senders.unique where self.definition.holderRole(of: sender) != office {
            self.error(
                place,
                "\(clock.name) is a duty of \(clock.whose), but \(sender) sends \(delivery.name)",
                mend: "sender: \(office), or another clock")
        }
    }
}
