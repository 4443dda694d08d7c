// SPDX-License-Identifier: Apache-2.0
internal import WorkCalendar
internal import Workflow

/// Limits of clocks in words.
struct RuleWords {
    let definition: WorkflowDefinition

    init(_ definition: WorkflowDefinition) {
        self.definition = definition
    }

    func limit(_ limit: Limit) -> Label {
        switch limit.measure {
        case .open:
            let from = self.start(limit.start)
            return Label("自\(from.zh)起逐日计算", "from \(from.en), day by day")
        case .yearDay(let month, let day):
            let from = self.start(limit.start)
            return Label(
                "\(from.zh)后首个\(month)月\(day)日",
                "the first \(day)/\(month) (day/month) after \(from.en)")
        case .until(let field):
            let label = self.field(field)
            return Label("至〈\(label.zh)〉", "until ‹\(label.en)›")
        case .before(let field, let period):
            let label = self.field(field)
            return Label("〈\(label.zh)〉前\(period.chinese)", "\(period) before ‹\(label.en)›")
        case .length(let period):
            let from = self.start(limit.start)
            return Label("自\(from.zh)起\(period.chinese)", "\(period) from \(from.en)")
        }
    }

    private func start(_ start: Limit.Start) -> Label {
        switch start {
        case .run: return Label("起算事实", "the starting fact")
        case .field(let field):
            let label = self.field(field)
            return Label("〈\(label.zh)〉", "‹\(label.en)›")
        case .events(let events):
            let labels = events.map { self.definition.events[$0]?.labels ?? Label(same: $0) }
            return Label(
                "〈\(labels.map(\.zh).joined(separator: "或"))〉",
                "‹\(labels.map(\.en).joined(separator: " or "))›")
        case .parentEvents(let events):
            let names = events.joined(separator: ", ")
            return Label("主件〈\(names)〉", "the parent's ‹\(names)›")
        }
    }

    private func field(_ name: String) -> Label {
        self.definition.fields[name]?.labels ?? Label(same: name)
    }
}
