// SPDX-License-Identifier: Apache-2.0
package import WorkCalendar

/// `clock`: a clock runs, has run out, was extended, was kept, or the place has none.
package struct ClockLeaf: Sendable {
    /// What a clock must be.
    package enum Test: String, Hashable, Sendable {
        /// Started, not stopped, not past due; true where the place has no limit.
        case open
        /// Past due (also if stopped late); false where the place has no limit.
        case runOut = "run_out"
        /// The place has no such limit.
        case none
        /// Never extended in its present run.
        case notExtended = "not_extended"
        /// Stopped on or before the due date.
        case stoppedInTime = "stopped_in_time"
    }

    /// The clock.
    package var clock: String
    /// What it must be.
    package var test: Test
    /// Of an open one: so long before its end at most.
    package var within: Period?

    /// A question about a clock.
    package init(_ clock: String, _ test: Test, within: Period? = nil) {
        self.clock = clock
        self.test = test
        self.within = within
    }
}

extension ClockLeaf: GuardLeaf {
    package static let names = ["clock"]

    package var leaf: Guard.Leaf { .clock(self) }

    package var asksOthers: Bool { false }

    package static func read(_ condition: some ConditionReader) -> ClockLeaf? {
        condition.only(["clock", "is", "within", "basis"])
        let clock = condition.head.word(thatIs: .clock)
        guard let test = Test(rawValue: condition["is"]?.text ?? "") else {
            condition.error(
                "clock needs is: open, run_out, none, not_extended or stopped_in_time")
            return nil
        }
        if let within = condition["within"], test != .open {
            within.atKey.error("within belongs to is: open", mend: "is: open")
        }
        return ClockLeaf(clock, test, within: condition["within"].flatMap(\.period))
    }

    package func unmet(by judge: GuardJudge) -> Unmet? {
        let words = judge.words
        guard judge.definition.clocks[self.clock]?.rule != nil else {
            switch self.test {
            case .open, .none, .notExtended, .stoppedInTime: return nil
            case .runOut:
                return words.clock(
                    self.clock, zh: "本地未设〈%〉", en: "this place has no limit for ‹%›")
            }
        }
        let run = judge.facts.run(of: self.clock)
        switch self.test {
        case .none:
            return words.clock(self.clock, zh: "本地设有〈%〉", en: "this place has a limit for ‹%›")
        case .open:
            return self.notOpen(run, judge)
        case .runOut:
            return self.notRunOut(run, judge)
        case .notExtended:
            guard let run, !run.extensions.isEmpty else { return nil }
            return words.clock(self.clock, zh: "〈%〉已延长", en: "‹%› has been extended already")
        case .stoppedInTime:
            if let run, run.wasInTime { return nil }
            return words.clock(self.clock, zh: "〈%〉未按期完成", en: "‹%› was not kept")
        }
    }

    private func notOpen(_ run: ClockRun?, _ judge: GuardJudge) -> Unmet? {
        let words = judge.words
        guard let run else {
            return words.clock(self.clock, zh: "〈%〉尚未开始", en: "‹%› has not started")
        }
        if run.isOpen {
            guard !run.isPaused, let due = run.due else { return nil }
            if judge.on > due {
                return words.clock(self.clock, zh: "〈%〉已于\(due)届满", en: "‹%› ran out on \(due)")
            }
            guard let within = self.within,
                judge.reckoner.end(of: within, from: judge.on, roll: .none).due < due
            else { return nil }
            return words.clock(
                self.clock, zh: "距〈%〉到期日\(due)超过\(within.chinese)",
                en: "more than \(within) are left until ‹%› is due on \(due)")
        }
        return words.clock(self.clock, zh: "〈%〉已结束", en: "‹%› is over")
    }

    private func notRunOut(_ run: ClockRun?, _ judge: GuardJudge) -> Unmet? {
        let words = judge.words
        if judge.ranOut.contains(self.clock) { return nil }
        guard let run else {
            return words.clock(self.clock, zh: "〈%〉尚未开始", en: "‹%› has not started")
        }
        if run.isPaused {
            return words.clock(
                self.clock, zh: "〈%〉中止计算,尚未届满", en: "‹%› is paused and has not run out")
        }
        guard let due = run.due else {
            return words.clock(self.clock, zh: "〈%〉尚无到期日", en: "‹%› has no due date yet")
        }
        if run.isOpen ? judge.on > due : !run.wasInTime { return nil }
        return words.clock(self.clock, zh: "〈%〉至\(due)尚未届满", en: "‹%› runs until \(due)")
    }

    package func statement(in words: GuardWords) -> Label {
        let label = words.definition.clocks[self.clock]?.labels ?? Label(same: self.clock)
        switch self.test {
        case .open:
            guard let within = self.within else {
                return Label("〈\(label.zh)〉未届满", "‹\(label.en)› still running")
            }
            return Label(
                "〈\(label.zh)〉未届满且距到期不超过\(within.chinese)",
                "‹\(label.en)› still running, with at most \(within) left")
        case .runOut: return Label("〈\(label.zh)〉已届满", "‹\(label.en)› run out")
        case .none: return Label("本地无〈\(label.zh)〉", "no limit for ‹\(label.en)› here")
        case .notExtended: return Label("〈\(label.zh)〉未延长过", "‹\(label.en)› not extended")
        case .stoppedInTime: return Label("〈\(label.zh)〉按期完成", "‹\(label.en)› kept")
        }
    }

    /// `not_extended` can come out either way only if something extends it.
    package func faults(at place: GuardPlace) -> [GuardFault] {
        guard self.test == .notExtended else { return [] }
        let isExtended = place.definition.transitions.contains { transition in
            transition.effects.extends.contains { $0.clock == self.clock }
        }
        return isExtended
            ? []
            : [
                GuardFault(
                    "asks whether \(self.clock) was extended, which nothing does",
                    mend: "extends: [{clock: \(self.clock), to: FIELD}]")
            ]
    }
}
