// SPDX-License-Identifier: Apache-2.0
internal import CaseProto
internal import CaseadmText
internal import Hummingbird

// Dates and their days: the clocks of a case, each day by day, and any day by itself.
extension Site {
    func addClocks(to router: Router<PageContext>) {
        self.get("/cases/:id/clocks/:clock", on: router) { try await self.clock($0) }
        self.get("/days/:day", on: router) { try await self.day($0) }
    }

    /// The clocks of a case: those that run each with its days, those that have ended in a table.
    func addClocks(to model: inout Model, of row: V1.Case, _ visit: Visit) async throws {
        let running = try await visit.ask {
            try await $0.deadlines.explain(
                V1.ExplainRequest(caseId: row.caseId, openOnly: true), metadata: $0.metadata)
        }.clocks
        model["clocks"] = running.map(visit.clock)
        model["areClocks"] = !running.isEmpty
        model["legend"] = ["counted", "rest", "holiday", "makeup", "paused"].map {
            ["kind": $0, "word": Words.dayKind($0)(visit.language)] as Model
        }
        let ended = row.clocks.filter { $0.status == "stopped" }
        model["ended"] = ended.map(visit.run)
        model["areEnded"] = !ended.isEmpty
    }

    /// The clocks of a case as they stand.
    func clocks(of id: String, _ visit: Visit) async throws -> [V1.ClockRun] {
        try await visit.ask {
            try await $0.cases.get(V1.GetCaseRequest(caseId: id), metadata: $0.metadata)
        }.clocks
    }

    private func clock(_ visit: Visit) async throws -> Response {
        let (id, clock) = (visit.part("id"), visit.part("clock"))
        let told = try await visit.ask {
            try await $0.deadlines.explain(
                V1.ExplainRequest(caseId: id, clock: clock), metadata: $0.metadata)
        }
        var model = visit.words
        model["backPath"] = Visit.path(of: told.caseId)
        model["runs"] = told.clocks.map { explained -> Model in
            var run = explained.run.map(visit.run) ?? [:]
            if !explained.dueIfResumed.isEmpty { run["resumed"] = explained.dueIfResumed }
            run["limits"] = explained.limits.map { limit -> Model in
                var shown: Model = [
                    "rule": visit.say(limit.rule), "isBinding": limit.binding,
                ]
                if let reckoned = limit.calculation {
                    shown.merge(visit.days(of: reckoned)) { $1 }
                    shown["isReckoned"] = true
                } else {
                    shown["pending"] = visit.say(limit.pending)
                }
                return shown
            }
            return run
        }
        return await self.page(
            "clock", model, visit, title: visit.say("期限逐日说明", "A date, day by day"))
    }

    /// What day it is, in one line of text: which day of the week, and whether people work on it.
    private func day(_ visit: Visit) async throws -> Response {
        guard let day = CivilDay(visit.part("day")) else { throw PageError.missing }
        // The second of some working days from the day before: it is told as it is, not as the end of anything.
        let asked = V1.CalculateRequest(rule: "5 workdays", from: "\(day.advanced(days: -1))")
        let told = try await visit.ask {
            try await $0.deadlines.calculate(asked, metadata: $0.metadata)
        }.days.first { $0.date == "\(day)" }
        guard let told else { throw PageError.missing }
        var headers = Answers.headers("text/plain; charset=utf-8")
        headers[.cacheControl] = "private, max-age=3600"
        return Response(
            status: .ok, headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(string: visit.told(told, on: day))))
    }
}

extension Visit {
    /// A day in words: Friday, holiday, May Day.
    fileprivate func told(_ day: V1.CountedDay, on date: CivilDay) -> String {
        let kind =
            switch day.kind {
            case "rest", "holiday", "makeup": Words.dayKind(day.kind)(self.language)
            default: self.say("工作日", "a working day")
            }
        let note =
            day.provisional
            ? self.say("该年放假安排尚未公布", "that year's holidays are not announced") : ""
        return [date.weekday(self.language), kind, day.holiday, note].filter { !$0.isEmpty }
            .joined(separator: " · ")
    }

    /// A clock that runs: its light, its date, and its days as a strip.
    fileprivate func clock(_ explained: V1.ClockExplanation) -> Model {
        var model = explained.run.map(self.run) ?? [:]
        model["light"] = explained.light
        if let accrued = explained.accrued { model["accrued"] = self.grown(accrued) }
        model["lightWord"] = Words.light(explained.light)(self.language)
        if let left = explained.daysLeft, explained.light != "paused" {
            model["left"] = self.left(left)
        }
        if !explained.dueIfResumed.isEmpty { model["resumed"] = explained.dueIfResumed }
        let limits = explained.limits
        if let binding = limits.first(where: \.binding), let reckoned = binding.calculation,
            reckoned.days.count <= PageLimits.listedDays
        {
            let today = explained.daysLeft.flatMap { left in
                CivilDay(explained.run?.due ?? "").map { "\($0.advanced(days: -Int(left)))" }
            }
            model["rule"] = self.say(binding.rule)
            model["strip"] =
                StripDrawing(reckoned.days, until: reckoned.due, today: today, self.language).svg
        } else if let pending = limits.compactMap(\.pending).first {
            model["rule"] = self.say(pending)
        }
        return model
    }

    /// How many days are left, in words.
    func left(_ days: Int32) -> String {
        days < 0
            ? self.say("逾期\(-days)天", "\(-days) days late")
            : days == 0 ? self.say("今天", "today") : self.say("\(days)天", "\(days) days")
    }
}
