// SPDX-License-Identifier: Apache-2.0
import Casework
import CaseworkCore
import Storage
import TownHall
import WorkCalendar
import Workflow

// What reports say of time kept and letters not sent, counted here again.
extension TruthWitness {
    /// A figure, and which cases it is about.
    private struct Rate: Sendable {
        var workflow: String
        var figure: String
        var among: @Sendable (CaseView) -> Bool
        var of: @Sendable (CaseView) -> Bool
    }

    func compareReports() async throws {
        for rate in TruthWitness.rates {
            let view = try await self.town.engine.reports.figures(FiguresQuery(rate.workflow))
            guard let figure = view.figures.first(where: { $0.name == rate.figure }) else {
                self.note("report \(rate.workflow)", "has no \(rate.figure)")
                continue
            }
            let among = self.counted.filter { $0.row.workflow == rate.workflow && rate.among($0) }
            let of = among.filter(rate.of)
            self.count("\(rate.workflow) \(rate.figure)", among.count)
            if (figure.denominator, figure.numerator ?? -1) != (among.count, of.count) {
                self.note(
                    "report \(rate.workflow) \(rate.figure)",
                    "\(figure.numerator ?? -1)/\(figure.denominator), not \(of.count)/\(among.count)"
                )
            }
        }
    }

    private static let rates: [Rate] =
        ["proposal", "motion"].flatMap { workflow in
            [
                Rate(
                    workflow: workflow, figure: "in_time", among: TruthWitness.isAssigned,
                    of: { $0.has("answer", "answered_with") && $0.keptTime("reply") }),
                Rate(
                    workflow: workflow, figure: "unsent",
                    among: { $0.has("answer", "answered_with") },
                    of: { view in
                        view.deliveries.contains {
                            ["reply", "copy"].contains($0.kind)
                                && [.pending, .failed].contains($0.status)
                        }
                    }),
            ]
        } + [
            Rate(
                workflow: "penalty", figure: "decided_in_time",
                among: { $0.has("decide", "decide_no_penalty") }, of: { $0.keptTime("decision") }),
            Rate(
                workflow: "tip", figure: "answered_in_time", among: { $0.has("accept") },
                of: { $0.keptTime("answer") }),
            Rate(
                workflow: "rectification", figure: "on_time", among: { $0.has("order") },
                of: { $0.keptTime("term") }),
        ]

    @Sendable private static func isAssigned(_ view: CaseView) -> Bool {
        let before = [
            "submitted", "accepted", "merged", "handed_over", "divided", "declined", "withdrawn",
        ]
        return !before.contains(view.row.state) && view.row.fields["mode"]?.text != "separate"
    }
}

extension CaseView {
    /// Whether one of these events stands in its history.
    fileprivate func has(_ events: String...) -> Bool {
        self.facts.history.contains { events.contains($0.event) }
    }

    /// Whether a clock's last run ended on its last day or before.
    fileprivate func keptTime(_ clock: String) -> Bool {
        guard let run = self.facts.clocks.last(where: { $0.clock == clock }),
            run.stopSequence != nil
        else { return false }
        guard let due = run.due, let stopped = run.stoppedOn else { return true }
        return stopped <= due
    }
}
