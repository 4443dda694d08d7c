// SPDX-License-Identifier: Apache-2.0
package import CaseProto

/// Which lines of what falls due are shown, each named by its code or by what people read.
package struct DueFilter: Sendable, Hashable {
    /// Of this workflow.
    package var workflow: String?
    /// This clock.
    package var clock: String?
    /// In this state.
    package var state: String?
    /// With this light.
    package var light: String?

    /// Which lines are shown; nil: whatever stands there.
    package init(workflow: String?, clock: String?, state: String?, light: String?) {
        self.workflow = workflow
        self.clock = clock
        self.state = state
        self.light = light
    }

    /// Whether all are.
    package var isEmpty: Bool { [workflow, clock, state, light].allSatisfy { $0 == nil } }

    /// Whether a line is.
    package func takes(_ item: V1.DueItem) -> Bool {
        Self.fits(workflow, item.workflow, item.workflowLabel)
            && Self.fits(clock, item.clock, item.clockLabel)
            && Self.fits(state, item.state, item.stateLabel)
            && Self.fits(light, item.light, Self.label(ofLight: item.light))
    }

    private static func fits(_ asked: String?, _ code: String, _ label: V1.Label?) -> Bool {
        guard let asked = asked.map(folded) else { return true }
        return [code, label?.zh ?? "", label?.en ?? ""].map(folded).contains(asked)
    }

    /// Case, blanks and the word 灯 do not matter.
    private static func folded(_ text: String) -> String {
        let plain = text.lowercased().filter { $0 != " " }
        return plain.count > 1 && plain.hasSuffix("灯") ? String(plain.dropLast()) : plain
    }

    private static func label(ofLight light: String) -> V1.Label {
        let text = Words.light(light)
        return V1.Label(zh: text(.zh), en: text(.en))
    }
}
