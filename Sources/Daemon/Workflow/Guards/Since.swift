// SPDX-License-Identifier: Apache-2.0

/// The latest of these events, transitions or states entered; from the beginning if none happened.
package struct Since: Hashable, Sendable {
    /// Events or transition ids.
    package var events: [String]
    /// States, by being entered.
    package var states: [String]

    /// A moment in the case's history.
    package init(events: [String], states: [String]) {
        self.events = events
        self.states = states
    }
}

extension ConditionReader {
    /// By the key `since`: an event, a transition id, `state.S`, or a list of them.
    var since: Since? {
        guard let tree = self["since"] else { return nil }
        var since = Since(events: [], states: [])
        for item in tree.items {
            let word = item.word
            if word.hasPrefix("state.") {
                let state = String(word.dropFirst("state.".count))
                item.check(state, is: .state)
                since.states.append(state)
            } else {
                item.check(word, is: .eventOrTransition)
                since.events.append(word)
            }
        }
        return since
    }
}

extension CaseFacts {
    /// The sequence number from which `since` counts; 0 from the beginning.
    package func sequence(of since: Since?) -> Int64 {
        guard let since else { return 0 }
        let last = self.history.last { fact in
            since.events.contains(fact.event) || since.events.contains(fact.transition)
                || (fact.to.map(since.states.contains) ?? false)
        }
        return last?.sequence ?? 0
    }
}

extension GuardWords {
    /// 〔自〈X〉以来〕.
    func since(_ since: Since?) -> Label {
        guard let since else { return Label(same: "") }
        let labels =
            since.events.map { name in
                let event = self.definition.transitions.first { $0.id == name }?.event ?? name
                return self.event(event)
            } + since.states.map(self.state)
        let joined = Label(
            labels.map(\.zh).joined(separator: "或"), labels.map(\.en).joined(separator: " or "))
        return Label("(自〈\(joined.zh)〉以来)", " [since ‹\(joined.en)›]")
    }
}
