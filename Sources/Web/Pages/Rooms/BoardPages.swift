// SPDX-License-Identifier: Apache-2.0
internal import CaseProto
internal import CaseadmText
internal import Hummingbird

// The board: how many show which light, by office and by day, and what is nearest.
extension Site {
    func addBoard(to router: Router<PageContext>) {
        self.get("/board", on: router) { try await self.board($0) }
        self.get("/board/watch", on: router) { try await self.follow($0) }
    }

    private func board(_ visit: Visit) async throws -> Response {
        var query = visit.query
        let views = try await self.addView(to: &query, visit)
        var asked = V1.DueRequest(
            office: query["office"], limit: PageLimits.rows, mine: !query["mine"].isEmpty,
            workflow: query["workflow"], clock: query["clock"], state: query["state"],
            light: query["light"])
        // What these words name is chosen among the lines of a page.
        let words = [asked.workflow, asked.clock, asked.state, asked.light]
        if !words.allSatisfy(\.isEmpty) { asked.limit = PageLimits.boardRows }
        let isDay = CivilDay(query["day"]) != nil
        let all = asked
        if isDay { (asked.from, asked.until) = (query["day"], query["day"]) }
        asked.after = query["after"]
        let due = try await self.due(asked, visit)
        // The daemon counts by everything but the state.
        let counts =
            asked.state.isEmpty
            ? BoardCounts(try await self.lights(asked, visit))
            : BoardCounts(
                isDay || !asked.after.isEmpty ? try await self.due(all, visit) : due)
        var model = visit.words
        model["today"] = due.today
        model["total"] = String(counts.all.number)
        model["overdue"] = String(counts.all.red)
        let shown = due.items.dropFirst(Self.passedOver(visit))
        model["items"] = shown.prefix(Int(PageLimits.rows)).map(visit.dueItem)
        model["areItems"] = !shown.isEmpty
        (model["isDay"], model["day"]) = (isDay, query["day"])
        for name in ["office", "clock", "state"] { model[name] = query[name] }
        model["isMine"] = asked.mine
        model["lights"] = ["red", "yellow", "green", "paused"].map {
            visit.choice($0, Words.light($0)(visit.language), query["light"])
        }
        model["workflows"] = try await visit.ask {
            try await $0.rules.listWorkflows(V1.ListWorkflowsRequest(), metadata: $0.metadata)
        }.workflows.map {
            visit.choice($0.workflow, visit.say($0.label), query["workflow"])
        }
        model["views"] = views.map {
            visit.view($0, on: "/board", isChosen: $0.name == query["view"])
        }
        model["areViews"] = !views.isEmpty
        if let further = Self.further(due, visit) {
            (model["areMore"], model["morePath"]) = (true, "/board" + FormBody.query(further))
        }
        let passing: Set = ["view", "month", "day", "big", "after", "skip"]
        let told = visit.query.pairs.filter { !passing.contains($0.name) }
        model["kept"] = told.map { ["name": $0.name, "value": $0.value] as Model }
        model["isAsked"] = told.contains { !$0.value.isEmpty }
        // Whatever is asked for, the months beside it and the wall show the same.
        let own = visit.query.pairs.filter { $0.name == "view" || !passing.contains($0.name) }
            .map { ($0.name, $0.value) }
        model["bigPath"] = "/board" + FormBody.query(own + [("big", "1")])
        model["offices"] = counts.offices.map { visit.office($0) }
        model["areOffices"] = !counts.offices.isEmpty
        model["isPart"] = counts.isPart
        model["part"] = visit.say(
            "只计最早到期的\(PageLimits.boardRows)项", "of the \(PageLimits.boardRows) earliest dates")
        let month = CivilDay(query["month"] + "-01") == nil ? due.today : query["month"]
        model["month"] = Self.month(month, counts, today: due.today, asking: own, visit)
        model["isBig"] = !query["big"].isEmpty
        return await self.page("board", model, visit, title: visit.say("期限看板", "Board"))
    }

    /// How many of the lines that were asked for stood on pages before: whatever else is said is none.
    private static func passedOver(_ visit: Visit) -> Int { Int(UInt16(visit.query["skip"]) ?? 0) }

    /// What asks for the lines after those that are shown; nil after the last one.
    private static func further(_ due: V1.DueResponse, _ visit: Visit) -> [(String, String)]? {
        let same = visit.query.pairs.filter { $0.name != "after" && $0.name != "skip" }
            .map { ($0.name, $0.value) }
        let end = Self.passedOver(visit) + Int(PageLimits.rows)
        if end < due.items.count {
            return same + [("after", visit.query["after"]), ("skip", String(end))]
        }
        return due.next.isEmpty ? nil : same + [("after", due.next)]
    }

    private func due(_ asked: V1.DueRequest, _ visit: Visit) async throws -> V1.DueResponse {
        try await visit.ask { try await $0.deadlines.due(asked, metadata: $0.metadata) }
    }

    /// All that are asked for, on whatever day they fall due.
    private func lights(
        _ asked: V1.DueRequest, _ visit: Visit
    ) async throws -> V1.LightsResponse {
        let request = V1.LightsRequest(
            office: asked.office, mine: asked.mine, workflow: asked.workflow, clock: asked.clock,
            light: asked.light)
        return try await visit.ask {
            try await $0.deadlines.lights(request, metadata: $0.metadata)
        }
    }

    /// The month of a day as weeks, with how much falls due on each.
    private static func month(
        _ day: String, _ counts: BoardCounts, today: String, asking own: [(String, String)],
        _ visit: Visit
    ) -> Model {
        guard let first = CivilDay(String(day.prefix(7)) + "-01") else { return [:] }
        let start = first.advanced(days: -first.daysSinceMonday)
        let name = String(day.prefix(7))
        let weeks = (0..<6).compactMap { week -> Model? in
            let days = (0..<7).map { start.advanced(days: week * 7 + $0) }
            guard days.contains(where: { "\($0)".prefix(7) == name }) else { return nil }
            return [
                "days": days.map { date -> Model in
                    let lights = counts.days["\(date)"] ?? V1.LightCount()
                    let isIn = "\(date)".prefix(7) == name
                    return [
                        "day": String("\(date)".suffix(2)), "isIn": isIn,
                        "isToday": "\(date)" == today, "count": String(lights.number),
                        "are": isIn && lights.number > 0, "light": lights.worst,
                        "path": "/board"
                            + FormBody.query(own + [("month", name), ("day", "\(date)")]),
                        "told": "\(date) \(Words.light(lights.worst)(visit.language))",
                    ]
                }
            ]
        }
        let (next, before) = (first.advanced(days: 32), first.advanced(days: -1))
        func path(_ day: CivilDay) -> String {
            "/board" + FormBody.query(own + [("month", String("\(day)".prefix(7)))])
        }
        return [
            "name": name, "weeks": weeks, "nextPath": path(next),
            "nextName": String("\(next)".prefix(7)),
            "beforePath": path(before),
            "beforeName": String("\(before)".prefix(7)),
            "names":
                (visit.language == .zh
                ? ["一", "二", "三", "四", "五", "六", "日"]
                : ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]).map { ["name": $0] as Model },
        ]
    }
}

/// What a board counts.
struct BoardCounts {
    /// All of them.
    private(set) var all = V1.LightCount()
    /// By office, the latest first.
    private(set) var offices: [V1.OfficeLights] = []
    /// By day.
    private(set) var days: [String: V1.LightCount] = [:]
    /// Only the first lines were counted, and there are more.
    private(set) var isPart = false

    /// What the daemon counted.
    init(_ told: V1.LightsResponse) {
        self.all = told.all ?? V1.LightCount()
        self.offices = Self.sorted(told.offices)
        self.days = told.days.reduce(into: [:]) { $0[$1.due] = $1.lights }
    }

    /// What these lines come to.
    init(_ due: V1.DueResponse) {
        var offices: [String: V1.OfficeLights] = [:]
        for item in due.items {
            let name = item.officeName.isEmpty ? item.office : item.officeName
            var office = offices[name] ?? V1.OfficeLights(office: item.office, officeName: name)
            office.lights = (office.lights ?? V1.LightCount()).adding(item.light)
            offices[name] = office
            self.days[item.due] = (self.days[item.due] ?? V1.LightCount()).adding(item.light)
            self.all = self.all.adding(item.light)
        }
        self.offices = Self.sorted(Array(offices.values))
        self.isPart = !due.next.isEmpty
    }

    private static func sorted(_ offices: [V1.OfficeLights]) -> [V1.OfficeLights] {
        func place(_ office: V1.OfficeLights) -> (Int32, Int32, String) {
            (-(office.lights?.red ?? 0), -(office.lights?.yellow ?? 0), office.officeName)
        }
        return offices.sorted { place($0) < place($1) }
    }
}

extension V1.LightCount {
    /// How many they are.
    var number: Int32 { self.red + self.yellow + self.green + self.paused }

    /// The first thing that somebody must know.
    var worst: String {
        self.red > 0
            ? "red" : self.yellow > 0 ? "yellow" : self.green > 0 ? "green" : "paused"
    }

    /// With one more.
    fileprivate func adding(_ light: String) -> V1.LightCount {
        var sum = self
        switch light {
        case "red": sum.red += 1
        case "yellow": sum.yellow += 1
        case "green": sum.green += 1
        default: sum.paused += 1
        }
        return sum
    }
}

extension Visit {
    /// A row of the board's offices; whoever is no office has no board of his own.
    fileprivate func office(_ row: V1.OfficeLights) -> Model {
        let lights = row.lights ?? V1.LightCount()
        let name = row.officeName.isEmpty ? row.office : row.officeName
        return [
            "name": name.isEmpty ? self.say("(非单位)", "(no office)") : name,
            "isOffice": !row.office.isEmpty,
            "path": "/board" + FormBody.query([("office", row.office)]),
            "red": String(lights.red), "yellow": String(lights.yellow),
            "green": String(lights.green), "paused": String(lights.paused),
        ]
    }
}
