// SPDX-License-Identifier: Apache-2.0
internal import CaseProto
internal import CaseadmText
internal import Crypto
internal import Hummingbird
internal import NIOCore

/// One request of somebody: what he asks for, in which language, and the daemon as it answers him.
struct Visit: Sendable {
    let request: Request
    let language: Language
    /// The token of his session; empty when he is not signed in.
    let token: String
    let daemon: Daemon
    /// Who that is.
    let reader: Reader
    /// What the address asks.
    let query: FormBody
    /// What a form sent, of a form without a file.
    var form = FormBody()
    /// Parts of the address that a route names.
    let parameters: [String: String]
    /// Where he is: of who comes by a proxy on this computer, as that says.
    let address: String
    let settings: PageSettings

    /// The name of the cookie that bears the session's token.
    ///
    /// With its prefix a browser takes it only from this host, over an encrypted connection (RFC 6265bis).
    static func cookie(_ settings: PageSettings) -> String {
        settings.isSecure ? "__Host-cased" : "cased"
    }

    /// The name of the cookie that bears the language.
    static let languageCookie = "lang"

    init(
        _ request: Request, parameters: [String: String], from peer: String, _ link: DaemonLink,
        _ settings: PageSettings
    ) throws(PageError) {
        let isNear = ["", "127.0.0.1", "::1"].contains(peer)
        let told = request.headers[Answers.name("x-forwarded-for")]?.split(separator: ",").last
        self.address = isNear ? told.map { String($0.trimmed) } ?? peer : peer
        self.request = request
        self.parameters = parameters
        self.settings = settings
        self.query = try FormBody(encoded: (request.uri.query ?? "").utf8)
        self.language = Visit.language(of: request)
        let shown = request.cookies[Visit.cookie(settings)]?.value ?? ""
        let isToken = shown.utf8.allSatisfy {
            (0x30...0x39).contains($0) || (0x61...0x66).contains($0)
        }
        self.token = isToken && shown.utf8.count == 64 ? shown : ""
        self.daemon = Daemon(link: link, token: self.token)
        self.reader = Reader(self.daemon)
    }

    /// As he chose, else as his browser asks (RFC 9110, 12.5.4), Chinese first.
    private static func language(of request: Request) -> Language {
        if let chosen = request.cookies[Visit.languageCookie].flatMap({
            Language(rawValue: $0.value)
        }) {
            return chosen
        }
        let wanted = (request.headers[.acceptLanguage] ?? "").lowercased().split(separator: ",")
            .map { $0.prefix { $0 != ";" }.trimmed }
        let first = wanted.first { $0.hasPrefix("zh") || $0.hasPrefix("en") }
        return first?.hasPrefix("en") ?? false ? .en : .zh
    }

    /// What alone he came for by a link: the case; empty for everybody else.
    ///
    /// Only for what the page shows him: the daemon bounds what he may do.
    var errand: String { self.request.cookies[Visit.errandCookie]?.value ?? "" }

    /// The name of the cookie that says so.
    static let errandCookie = "errand"

    /// What stands between the words of a row.
    var comma: String { self.language == .zh ? "、" : ", " }

    /// A part of the address that the route names.
    func part(_ name: String) -> String { self.parameters[name] ?? "" }

    /// What a form must bring back: only who can read the page knows it.
    var formToken: String { Visit.formToken(self.token) }

    static func formToken(_ token: String) -> String {
        SHA256.hash(data: Array("form \(token)".utf8)).map { byte in
            let digits = Array("0123456789abcdef")
            return "\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
        }.joined()
    }

    /// In which language.
    func say(_ zh: String, _ en: String) -> String { self.language == .zh ? zh : en }

    /// A label in his language.
    func say(_ label: V1.Label?, else fallback: String = "") -> String {
        label.text(self.language, else: fallback)
    }

    /// Asks the daemon.
    func ask<Answer: Sendable>(
        _ body: (Daemon) async throws -> Answer
    ) async throws(PageError) -> Answer {
        try await self.daemon.ask(body)
    }
}

extension Substring {
    /// Without spaces at its ends.
    var trimmed: Substring {
        var text = self
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return text
    }
}
