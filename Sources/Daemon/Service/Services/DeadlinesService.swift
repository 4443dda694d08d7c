// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
package import CaseProto
internal import Casework
package import GRPCCore
internal import Storage
internal import WorkCalendar
internal import Workflow

/// Serves `cased.v1.Deadlines`.
package struct DeadlinesService: DeadlinesServing {
    private let engine: ServedEngine

    /// A service over an engine.
    package init(_ engine: ServedEngine) {
        self.engine = engine
    }

    package func due(
        _ request: ServerRequest<V1.DueRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.DueResponse> {
        try await self.engine.serve(request) { asked, caller in
            var words = DueWords()
            words.workflow = asked.workflow.given
            words.clock = asked.clock.given
            words.state = asked.state.given
            words.light = asked.light.given
            words.vantage = try caller.vantage(asOf: asked.asOf, knownOn: asked.knownOn)
            let (deadlines, said) = (caller.engine.deadlines, words)
            let from = try caller.day(asked.from, "from")
            let until = try caller.day(asked.until, "until")
            let after = try asked.after.given.map(Self.place)
            func page() async throws -> DueBoard {
                try await deadlines.due(
                    from: from, until: until, office: asked.office.given, isMine: asked.mine,
                    words: said, overdueOnly: asked.overdueOnly, windows: asked.windows,
                    after: after, skip: Int(asked.skip), limit: Int(asked.limit))
            }
            // Each case is gone through: such questions are answered one after the other.
            let board =
                said.vantage == Vantage()
                ? try await page() : try await caller.inTurn { try await page() }
            return V1.DueResponse(
                today: board.today.description,
                items: board.rows.map { Render.due($0, board.today) }, total: Int32(board.total),
                totalOverdue: Int32(board.overdue),
                next: board.next.map { "\($0.due) \($0.caseID) \($0.clock)" } ?? "")
        }
    }

    package func lights(
        _ request: ServerRequest<V1.LightsRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.LightsResponse> {
        try await self.engine.serve(request) { asked, caller in
            var query = LightsQuery()
            (query.office, query.isMine) = (asked.office.given, asked.mine)
            (query.workflow, query.clock) = (asked.workflow.given, asked.clock.given)
            query.light = asked.light.given
            return Render.lights(try await caller.engine.deadlines.lights(query))
        }
    }

    /// The place where a page ended, as its answer said.
    private static func place(_ text: String) throws -> DuePlace {
        let parts = text.split(separator: " ").map(String.init)
        guard parts.count == 3, let due = Day(parts[0]) else {
            throw CaseworkError.invalid(
                "after", "“\(text)”不是一页的终点;请原样传回上一页的 next",
                "“\(text)” is no end of a page; give back the `next` of the page before as it is")
        }
        return DuePlace(due: due, caseID: parts[1], clock: parts[2])
    }

    package func explain(
        _ request: ServerRequest<V1.ExplainRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.ExplainResponse> {
        try await self.engine.serve(request) { asked, caller in
            let (view, clocks) = try await caller.engine.deadlines.explain(
                asked.caseId, clock: asked.clock.given, openOnly: asked.openOnly)
            return Render.explanation(view, clocks)
        }
    }

    package func calculate(
        _ request: ServerRequest<V1.CalculateRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Calculation> {
        try await self.engine.serve(request) { asked, caller in
            guard let from = try caller.day(asked.from, "from") else {
                throw WireValues.badDay("from", "")
            }
            var pauses: [DayInterval] = []
            for (index, pause) in asked.pauses.enumerated() {
                guard let start = try caller.day(pause.from, "pauses[\(index)].from"),
                    let end = try caller.day(pause.to, "pauses[\(index)].to"), start < end
                else { throw WireValues.badDay("pauses[\(index)]", "\(pause.from)..\(pause.to)") }
                pauses.append(DayInterval(from: start, to: end))
            }
            let view = try caller.engine.deadlines.calculate(
                asked.rule, from: from, profile: asked.profile.given, pauses: pauses,
                roll: !asked.noRoll)
            let render = Render(laws: view.laws, day: from)
            return V1.Calculation(
                due: view.end.due.description, unrolled: view.end.unrolled.description,
                provisional: view.end.isProvisional,
                days: view.days.map { Render.day($0, monthEnd: view.monthEnd) },
                basis: view.basis.map(render.basis), rule: view.rule,
                from: view.from.description, calendar: view.calendar)
        }
    }
}
