// SPDX-License-Identifier: Apache-2.0

/// `deliveries`: deliveries of a kind are out.
package struct DeliveriesLeaf: Sendable {
    /// How far they must be.
    package enum Test: String, Hashable, Sendable {
        /// Every one sent (true for none).
        case sent
        /// Every one acknowledged (true for none).
        case acknowledged

        fileprivate var words: Label {
            switch self {
            case .sent: Label("送出", "sent")
            case .acknowledged: Label("送达", "acknowledged")
            }
        }
    }

    /// The kind.
    package var kind: String
    /// How far they must be.
    package var test: Test
    /// Only those after this.
    package var since: Since?

    /// A question about the case's deliveries.
    package init(kind: String, _ test: Test, since: Since?) {
        self.kind = kind
        self.test = test
        self.since = since
    }
}

extension DeliveriesLeaf: GuardLeaf {
    package static let names = ["deliveries"]

    package var leaf: Guard.Leaf { .deliveries(self) }

    package var asksOthers: Bool { true }

    package static func read(_ condition: some ConditionReader) -> DeliveriesLeaf? {
        condition.only(["deliveries", "all", "since", "basis"])
        let kind = condition.head.word(thatIs: .delivery)
        guard let test = Test(rawValue: condition["all"]?.text ?? "") else {
            condition.error("deliveries needs all: sent or acknowledged")
            return nil
        }
        return DeliveriesLeaf(kind: kind, test, since: condition.since)
    }

    package func unmet(by judge: GuardJudge) -> Unmet? {
        let from = judge.facts.sequence(of: self.since)
        let open = judge.facts.deliveries.filter { delivery in
            guard delivery.kind == self.kind, delivery.sequence >= from else { return false }
            switch self.test {
            case .sent: return delivery.status == .pending || delivery.status == .failed
            case .acknowledged:
                return ![.acknowledged, .otherwise, .withdrawn].contains(delivery.status)
            }
        }
        guard !open.isEmpty else { return nil }
        let label = self.label(in: judge.words)
        let names = open.map(\.recipient).joined(separator: "、")
        let how = self.test.words
        return Unmet(
            code: "deliveries", parameters: ["delivery": self.kind],
            sentence: Label(
                "〈\(label.zh)〉尚未全部\(how.zh):\(names)",
                "‹\(label.en)› not yet all \(how.en): \(names)"),
            remedy: .acknowledge(
                Remedy.Term(self.kind, label), of: judge.facts.id,
                asReceived: self.test == .acknowledged))
    }

    package func statement(in words: GuardWords) -> Label {
        let label = self.label(in: words)
        let how = self.test.words
        return Label("〈\(label.zh)〉全部\(how.zh)", "every ‹\(label.en)› \(how.en)")
    }

    private func label(in words: GuardWords) -> Label {
        words.definition.deliveries[self.kind]?.labels ?? Label(same: self.kind)
    }

    package func faults(at place: GuardPlace) -> [GuardFault] {
        let isSent = place.definition.allEffects.contains { effects in
            effects.emits.contains { $0.delivery == self.kind }
        }
        return isSent
            ? []
            : [
                GuardFault(
                    "asks for delivery \(self.kind), which nothing sends",
                    mend: "emits: [{delivery: \(self.kind), to: …}]")
            ]
    }
}
