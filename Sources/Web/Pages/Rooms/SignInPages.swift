// SPDX-License-Identifier: Apache-2.0
internal import CaseProto
internal import CaseadmText
internal import Hummingbird

// Coming in, and going out.
extension Site {
    func addSignIn(to router: Router<PageContext>) {
        self.get("/sign-in", on: router) { visit in
            if let subject = visit.trustedSubject { return try await self.enter(subject, visit) }
            return await self.signIn(visit, next: visit.query["next"])
        }
        self.post("/sign-in", on: router, isOpen: true) { try await self.signIn($0) }
        self.post("/sign-out", on: router) { visit in
            let everywhere = !visit.form["everywhere"].isEmpty
            _ = try? await visit.ask {
                try await $0.sessions.signOut(
                    V1.SignOutRequest(everywhere: everywhere), metadata: $0.metadata)
            }
            var response = Answers.go(to: "/sign-in")
            response.setCookie(visit.sessionCookie("", age: 0))
            return response
        }
        self.get("/password", on: router) { await self.password($0) }
        self.post("/password", on: router, isTold: false) { try await self.changePassword($0) }
        self.get("/link/:token", on: router) { try await self.link($0) }
        self.post("/link/:token", on: router, isOpen: true) { try await self.followLink($0) }
    }

    private func signIn(
        _ visit: Visit, next: String, error: String = "", name: String = ""
    ) async -> Response {
        var model = visit.words
        (model["next"], model["name"]) = (next, name)
        if !error.isEmpty { model["error"] = error }
        model["body"] = self.templates.render(model, "sign_in")
        model["title"] = visit.say("登录", "Sign in")
        return Answers.page(
            self.templates.render(model, "layout"), status: error.isEmpty ? 200 : 401)
    }

    private func signIn(_ visit: Visit) async throws -> Response {
        let (name, password) = (visit.form["name"], visit.form["password"])
        guard self.signIns.enter(visit.address) else {
            return await self.signIn(
                visit, next: visit.form["next"],
                error: visit.say(
                    "从您所在地址登录的次数过多,请稍后再试。", "Too many tries from your address; try again later."),
                name: name)
        }
        var failed = false
        defer { self.signIns.leave(visit.address, failed: failed) }
        do throws(PageError) {
            let session = try await visit.ask {
                try await $0.sessions.signIn(V1.SignInRequest(name: name, password: password))
            }
            return await self.entered(session, visit, at: visit.form["next"])
        } catch {
            guard case .signedOut(let refusal) = error else { throw error }
            failed = true
            let sentence = visit.say(refusal?.sentence)
            return await self.signIn(
                visit, next: visit.form["next"], error: sentence, name: name)
        }
    }

    /// The browser gets a new token, whatever it showed before: nobody signs in into a session that another made.
    private func entered(
        _ session: V1.Session, _ visit: Visit, at next: String
    ) async -> Response {
        let path =
            session.mustChange
            ? "/password"
            : session.caseId.isEmpty
                ? (next.isEmpty ? "/desk" : Answers.own(next))
                : Visit.path(of: session.caseId, act: session.event)
        // Whoever was signed in here is so no more.
        if !visit.token.isEmpty {
            _ = try? await visit.ask {
                try await $0.sessions.signOut(V1.SignOutRequest(), metadata: $0.metadata)
            }
        }
        var response = Answers.go(to: path)
        response.setCookie(visit.sessionCookie(session.token, age: nil))
        response.setCookie(
            Cookie(
                name: Visit.errandCookie, value: session.caseId,
                maxAge: session.caseId.isEmpty ? 0 : nil, path: "/",
                secure: visit.settings.isSecure, httpOnly: true, sameSite: .lax))
        return response
    }

    private func enter(_ subject: String, _ visit: Visit) async throws -> Response {
        let session = try await visit.ask {
            try await $0.sessions.signInTrusted(V1.SignInTrustedRequest(subject: subject))
        }
        return await self.entered(session, visit, at: visit.query["next"])
    }

    private func password(_ visit: Visit, error: String = "") async -> Response {
        var model = visit.words
        if !error.isEmpty { model["error"] = error }
        do { _ = try await visit.reader.user() } catch {
            model["isDue"] = error.isFirstPassword
        }
        return await self.page(
            "password", model, visit, title: visit.say("修改密码", "Change password"),
            status: error.isEmpty ? 200 : 422)
    }

    private func changePassword(_ visit: Visit) async throws -> Response {
        let form = visit.form
        guard form["password"] == form["again"] else {
            return await self.password(
                visit, error: visit.say("两次输入的新密码不同。", "The two new passwords differ."))
        }
        let asked = V1.ChangePasswordRequest(old: form["old"], password: form["password"])
        do throws(PageError) {
            _ = try await visit.ask {
                try await $0.sessions.changePassword(asked, metadata: $0.metadata)
            }
            return Answers.go(to: "/desk")
        } catch {
            guard case .refused(let refusal) = error else { throw error }
            return await self.password(visit, error: visit.say(refusal.sentence))
        }
    }

    // Looked at first: mail programs follow links, but press no buttons.

    private func link(_ visit: Visit) async throws -> Response {
        let asked = V1.LinkRequest(token: visit.part("token"))
        let link: V1.Link
        do throws(PageError) {
            link = try await visit.ask { try await $0.sessions.getLink(asked) }
        } catch {
            throw Self.ofLink(error)
        }
        var model = visit.words
        model["person"] = link.userName
        model["what"] = "\(visit.say(link.workflowLabel)):\(visit.say(link.eventLabel))"
        model["until"] = Moment.local(link.until)
        let user = try? await visit.reader.user()
        model["instead"] = user?.name ?? ""
        if link.usedAt.isEmpty {
            model["isGood"] = true
        } else {
            model["used"] = Moment.local(link.usedAt)
        }
        model["body"] = self.templates.render(model, "link")
        model["title"] = visit.say("一次性链接", "One-time link")
        return Answers.page(self.templates.render(model, "layout"))
    }

    private func followLink(_ visit: Visit) async throws -> Response {
        let asked = V1.LinkRequest(token: visit.part("token"))
        let session: V1.Session
        do throws(PageError) {
            session = try await visit.ask { try await $0.sessions.followLink(asked) }
        } catch {
            throw Self.ofLink(error)
        }
        return await self.entered(session, visit, at: "")
    }

    /// Of a link that is no good there is nothing to sign in for.
    private static func ofLink(_ error: PageError) -> PageError {
        guard case .signedOut(let refusal?) = error else { return error }
        return .bad(Text(zh: refusal.sentence?.zh ?? "", en: refusal.sentence?.en ?? ""))
    }
}

extension Visit {
    /// Who a trusted proxy says it is; nil where none is trusted, or it says nothing.
    fileprivate var trustedSubject: String? {
        guard let header = self.settings.subjectHeader else { return nil }
        let subject = self.request.headers[header] ?? ""
        return subject.isEmpty ? nil : subject
    }

    /// The cookie that bears a token; until the browser is closed where no age is said.
    fileprivate func sessionCookie(_ token: String, age: Int?) -> Cookie {
        Cookie(
            name: Visit.cookie(self.settings), value: token, maxAge: age, path: "/",
            secure: self.settings.isSecure, httpOnly: true, sameSite: .lax)
    }
}
