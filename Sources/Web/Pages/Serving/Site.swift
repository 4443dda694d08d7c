// SPDX-License-Identifier: Apache-2.0
internal import CaseProto
internal import CaseadmText
internal import HTTPTypes
package import Hummingbird
package import Logging
internal import NIOCore

/// The pages, by their addresses.
package struct Site: Sendable {
    let link: DaemonLink
    let settings: PageSettings
    let templates: Templates
    let logger: Logger
    let signIns = SignInCounter()

    /// The pages over a daemon.
    package init(_ link: DaemonLink, _ settings: PageSettings, _ logger: Logger) throws {
        self.link = link
        self.settings = settings
        self.templates = try Templates()
        self.logger = logger
    }

    /// What answers.
    package var router: Router<PageContext> {
        let router = Router(context: PageContext.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: NoSuchPage(site: self))
        self.addAssets(to: router)
        self.addSignIn(to: router)
        self.addCases(to: router)
        self.addLists(to: router)
        self.addClocks(to: router)
        self.addPapers(to: router)
        self.addDrafts(to: router)
        self.addUndo(to: router)
        self.addParticipants(to: router)
        self.addBoard(to: router)
        self.addSupervision(to: router)
        self.addImports(to: router)
        self.addLetters(to: router)
        self.addRules(to: router)
        self.addAdministration(to: router)
        self.addJobs(to: router)
        return router
    }

    /// Reads a page.
    func get(
        _ path: RouterPath, on router: Router<PageContext>,
        _ body: @escaping @Sendable (Visit) async throws -> Response
    ) {
        router.get(path) { request, context in
            await self.answer(request, context, body)
        }
    }

    /// Takes what a form without a file sends.
    ///
    /// - Parameters:
    ///   - isOpen: it comes before anybody is signed in, so that nobody can have a form's token.
    ///   - isTold: what was sent is shown again where it has to be confirmed; passwords are not.
    func post(
        _ path: RouterPath, on router: Router<PageContext>, isOpen: Bool = false,
        isTold: Bool = true, _ body: @escaping @Sendable (Visit) async throws -> Response
    ) {
        router.post(path) { request, context in
            await self.answer(request, context) { visit in
                try visit.requireOwnPage()
                var visit = visit
                visit.form = try await visit.readForm()
                guard isOpen || visit.form["form_token"] == visit.formToken else {
                    return isTold
                        ? await self.again(visit) : Answers.go(to: visit.request.uri.path)
                }
                return try await body(visit)
            }
        }
    }

    /// Takes what a form with a file sends: its fields, then the file as it comes.
    func upload(
        _ path: RouterPath, on router: Router<PageContext>,
        _ body: @escaping @Sendable (Visit, MultipartReader) async throws -> Response
    ) {
        router.post(path) { request, context in
            await self.answer(request, context) { visit in
                try visit.requireOwnPage()
                let length = request.headers[.contentLength].flatMap { Int64($0) } ?? 0
                guard length <= PageLimits.fileBytes + Int64(PageLimits.formBytes) else {
                    throw PageError.fileTooLarge(Int(PageLimits.fileBytes))
                }
                guard let reader = MultipartReader(request) else {
                    throw PageError.bad(
                        Text(zh: "上传内容不是表单", en: "what was sent is no form"))
                }
                // First, before anything is taken.
                guard let head = try await reader.next(), head.name == "form_token",
                    try await reader.text() == visit.formToken
                else {
                    throw PageError.bad(
                        Text(
                            zh: "页面已过期:请返回重新打开后再上传。",
                            en: "This page is out of date. Go back, open it again, and upload then."
                        ))
                }
                return try await body(visit, reader)
            }
        }
    }

    /// Answers, whatever happens.
    fileprivate func answer(
        _ request: Request, _ context: PageContext,
        _ body: @Sendable (Visit) async throws -> Response
    ) async -> Response {
        var parameters: [String: String] = [:]
        for (name, value) in context.parameters {
            parameters[String(name)] = FormBody.unescaped(value)
        }
        do {
            let visit = try Visit(
                request, parameters: parameters, from: context.address, self.link, self.settings)
            do {
                return try await body(visit)
            } catch {
                return await self.told(PageError(error), visit, error)
            }
        } catch {
            let told = PageError(error)
            return Answers.page(
                "<p>\(told.sentence(.zh))</p><p>\(told.sentence(.en))</p>", status: told.status)
        }
    }

    /// The page that tells why there is none.
    private func told(_ error: PageError, _ visit: Visit, _ thrown: any Error) async -> Response {
        switch error {
        case .failed:
            self.logger.error(
                "a page could not be shown",
                metadata: ["path": "\(visit.request.uri.path)", "error": "\(thrown)"])
        case .signedOut where visit.request.method == .get:
            let asked = visit.request.uri.string
            return Answers.go(
                to: "/sign-in" + FormBody.query([("next", asked == "/" ? "" : Answers.own(asked))]))
        case .signedOut where !visit.form.pairs.isEmpty: return await self.again(visit)
        case .refused where error.isFirstPassword: return Answers.go(to: "/password")
        default: break
        }
        var model = visit.words
        model["sentence"] = error.sentence(visit.language)
        if case .refused(let refusal) = error { model["refusal"] = visit.refusal(refusal) }
        return await self.page(
            "error", model, visit, title: visit.say("未能完成", "It could not be done"),
            status: error.status)
    }

    /// What somebody sent who was signed out meanwhile, to be sent again: nothing he wrote is lost.
    private func again(_ visit: Visit) async -> Response {
        var model = visit.words
        model["action"] = visit.request.uri.string
        let sent = visit.form.pairs.filter { $0.name != "form_token" }
        model["fields"] = sent.map { ["name": $0.name, "value": $0.value] as Model }
        // What the form itself brought along tells nobody anything.
        model["shown"] = sent.filter {
            !$0.value.isEmpty && !["version", "request", "back", "do"].contains($0.name)
        }.map {
            [
                "name": $0.name.replacing("f.", with: "").replacing("r.", with: ""),
                "value": $0.value,
            ]
                as Model
        }
        // By whom it would be done now: it may be another than who wrote it.
        let user = try? await visit.reader.user()
        model["signedOut"] = user == nil
        model["now"] = user?.name ?? ""
        model["body"] = self.templates.render(model, "again")
        model["title"] = visit.say("请再次确认", "Please confirm")
        return Answers.page(self.templates.render(model, "layout"), status: 401)
    }

    /// A page of a template, within the frame of all pages.
    func page(
        _ template: String, _ model: Model, _ visit: Visit, title: String, status: Int = 200
    ) async -> Response {
        var model = model
        // Who is signed in; a page is shown whether or not he is.
        if !visit.token.isEmpty, let user = try? await visit.reader.user() {
            model["user"] = user.name
            model["isInside"] = !user.rights.isEmpty
            model["isAdmin"] = user.admin
            model["isErrand"] = !visit.errand.isEmpty
        }
        model["heading"] = title
        model["body"] = self.templates.render(model, template)
        model["title"] = title
        return Answers.page(self.templates.render(model, "layout"), status: status)
    }

    private func addAssets(to router: Router<PageContext>) {
        router.get("/static/:name") { _, context in
            guard let name = context.parameters.get("name"), let asset = Templates.assets[name]
            else { throw HTTPError(.notFound) }
            var headers = Answers.headers(asset.type)
            headers[.cacheControl] = "public, max-age=31536000, immutable"
            return Response(
                status: .ok, headers: headers,
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: asset.bytes)))
        }
        self.get("/language/:language", on: router) { visit in
            var response = Answers.go(to: Answers.own(visit.query["back"]))
            if let language = Language(rawValue: visit.part("language")) {
                response.setCookie(
                    Cookie(
                        name: Visit.languageCookie, value: language.rawValue, maxAge: 31_536_000,
                        path: "/", secure: visit.settings.isSecure, httpOnly: true,
                        sameSite: .lax))
            }
            return response
        }
        self.get("/", on: router) { visit in
            Answers.go(to: visit.token.isEmpty ? "/sign-in" : "/desk")
        }
    }
}

/// A request, and where it comes from.
package struct PageContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    /// The address of the other end; empty of a Unix socket.
    let address: String

    package init(source: ApplicationRequestContextSource) {
        self.coreContext = CoreRequestContextStorage(source: source)
        self.address = source.channel.remoteAddress?.ipAddress ?? ""
    }
}

/// Whatever is asked that is not there is told so by a page like the others.
private struct NoSuchPage: RouterMiddleware {
    let site: Site

    func handle(
        _ request: Request, context: PageContext,
        next: (Request, PageContext) async throws -> Response
    ) async throws -> Response {
        let hosts = self.site.settings.hosts
        let host = request.head.authority.map { $0.prefix { $0 != ":" }.lowercased() } ?? ""
        guard hosts.isEmpty || hosts.contains(host) else {
            return Response(status: .misdirectedRequest)
        }
        do {
            return try await next(request, context)
        } catch is HTTPError {
            return await self.site.answer(request, context) { _ in throw PageError.missing }
        }
    }
}

extension Visit {
    /// Refuses what another site's page sends.
    ///
    /// Every browser of today says with a form where it comes from (Fetch Standard, 3.1).
    func requireOwnPage() throws(PageError) {
        let host = self.request.head.authority ?? ""
        let origin = self.request.headers[.origin] ?? ""
        let isOwn = origin == "http://\(host)" || origin == "https://\(host)"
        guard isOwn, !host.isEmpty else {
            throw .bad(
                Text(
                    zh: "请求不是从本页面发出的,未受理。",
                    en: "This was not sent by a page of ours, and was not taken."))
        }
    }

    fileprivate func readForm() async throws -> FormBody {
        let buffer: ByteBuffer
        do {
            buffer = try await self.request.body.collect(upTo: PageLimits.formBytes)
        } catch {
            throw PageError.tooLong(
                Text(
                    zh: "表单过长,最多\(PageLimits.formBytes >> 20) MiB。",
                    en: "The form is too long; it may have \(PageLimits.formBytes >> 20) MiB."))
        }
        return try FormBody(encoded: buffer.readableBytesView)
    }
}
