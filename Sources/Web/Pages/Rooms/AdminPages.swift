// SPDX-License-Identifier: Apache-2.0
internal import CaseProto
internal import CaseadmText
internal import Hummingbird

// People, offices, sessions, jobs, health.
extension Site {
    func addAdministration(to router: Router<PageContext>) {
        self.get("/people", on: router) { try await self.people($0) }
        self.post("/people", on: router) { try await self.addPerson($0) }
        self.post("/people/password", on: router) { try await self.givePassword($0) }
        self.post("/people/sign-out", on: router) { visit in
            let asked = V1.EndSessionsRequest(who: visit.form["who"])
            _ = try await visit.ask {
                try await $0.sessions.endSessions(asked, metadata: $0.metadata)
            }
            return Answers.go(to: "/people")
        }
        self.get("/health", on: router) { try await self.health($0) }
    }

    private func people(_ visit: Visit, told: Model = [:], status: Int = 200) async throws
        -> Response
    {
        let users = try await visit.ask {
            try await $0.directory.listUsers(V1.ListUsersRequest(), metadata: $0.metadata)
        }.users
        let offices = try await visit.ask {
            try await $0.directory.listOffices(V1.ListOfficesRequest(), metadata: $0.metadata)
        }.offices
        let names = offices.reduce(into: [String: String]()) { $0[$1.code] = $1.name }
        let sessions = try await visit.ask {
            try await $0.sessions.listSessions(V1.ListSessionsRequest(), metadata: $0.metadata)
        }.sessions
        var model = visit.words
        model["people"] = users.map { user in
            [
                "number": String(user.uid), "name": user.name,
                "signIn": user.signIn.isEmpty ? user.login : user.signIn,
                "maySignIn": !user.signIn.isEmpty || !user.login.isEmpty,
                "rights": user.memberships.map {
                    "\(names[$0.office] ?? $0.office) \(visit.say($0.roleLabel, else: $0.role))"
                }.joined(separator: "、"),
                "isActive": user.status == "active" || user.status.isEmpty,
            ] as Model
        }
        model["offices"] = offices.map {
            [
                "code": $0.code, "name": $0.name, "place": $0.place, "closed": $0.closedOn,
            ] as Model
        }
        model["sessions"] = sessions.map {
            [
                "name": $0.userName,
                "door": $0.link
                    ? visit.say("链接,未使用", "a link, not used yet")
                    : visit.say($0.doorLabel, else: $0.door), "since": Moment.local($0.since),
                "until": Moment.local($0.until), "case": $0.caseId,
            ] as Model
        }
        model["areSessions"] = !sessions.isEmpty
        model["request"] = RequestName.fresh()
        model.merge(told) { $1 }
        return await self.page(
            "people", model, visit, title: visit.say("人员与单位", "People"), status: status)
    }

    private func addPerson(_ visit: Visit) async throws -> Response {
        let form = visit.form
        var memberships: [V1.Membership] = []
        if !form["right"].isEmpty {
            let halves = form["right"].replacing(":", with: ":").split(
                separator: ":", maxSplits: 1)
            guard halves.count == 2 else {
                throw PageError.bad(
                    Text(zh: "角色应写作“单位:角色”。", en: "Write a role as OFFICE:ROLE."))
            }
            let office = String(halves[0])
            let found = try await visit.ask {
                try await $0.directory.listOffices(V1.ListOfficesRequest(), metadata: $0.metadata)
            }.offices.first { $0.code == office || $0.name == office }
            memberships = [
                V1.Membership(office: found?.code ?? office, role: String(halves[1]))
            ]
        }
        let asked = V1.AddUserRequest(
            name: form["name"], memberships: memberships, requestId: form["request"],
            nameOnly: true, signIn: form["sign_in"], mail: form["mail"])
        do throws(PageError) {
            _ = try await visit.ask { try await $0.directory.addUser(asked, metadata: $0.metadata) }
            return Answers.go(to: "/people")
        } catch {
            guard case .refused(let refusal) = error else { throw error }
            return try await self.people(
                visit, told: ["refusal": visit.refusal(refusal), "isRefused": true],
                status: PageError.refused(refusal).status)
        }
    }

    /// The password stands on this page and nowhere else.
    private func givePassword(_ visit: Visit) async throws -> Response {
        let asked = V1.GivePasswordRequest(who: visit.form["who"])
        let given = try await visit.ask {
            try await $0.sessions.givePassword(asked, metadata: $0.metadata)
        }
        return try await self.people(
            visit,
            told: [
                "isGiven": true, "givenTo": given.userName, "givenSignIn": given.signIn,
                "given": given.password, "givenUntil": Moment.local(given.until),
            ])
    }

    private func health(_ visit: Visit) async throws -> Response {
        let told = try await visit.ask {
            try await $0.admin.status(V1.StatusRequest(), metadata: $0.metadata)
        }
        var model = visit.words
        (model["version"], model["now"]) = (told.version, Moment.local(told.now))
        model["warnings"] = told.warnings.map { ["text": visit.say($0)] as Model }
        model["areWarnings"] = !told.warnings.isEmpty
        if told.counted {
            model["counts"] = [
                (visit.say("案件", "Cases"), told.cases), (visit.say("在办", "Open"), told.openCases),
                (visit.say("逾期", "Overdue"), told.overdue),
                (visit.say("待送函件", "Letters to send"), told.pendingDeliveries),
                (visit.say("未送达", "Failed letters"), told.failedDeliveries),
                (visit.say("历史行数", "Lines of history"), told.historyLines),
                (visit.say("待办作业", "Jobs"), told.jobsLive),
                (visit.say("失败作业", "Jobs given up"), told.jobsDiscarded),
            ].map { ["label": $0.0, "count": String($0.1)] as Model }
            model["areCounts"] = true
        }
        return await self.page("health", model, visit, title: visit.say("运行状况", "Health"))
    }
}
