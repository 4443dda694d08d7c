// SPDX-License-Identifier: Apache-2.0
internal import CaseadmText
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

/// Answers, with what every one of them tells the browser.
enum Answers {
    /// Nothing of another host, nothing inline, in nobody's frame.
    static let policy =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    /// A file that is nobody's page: nothing in it runs.
    static let filePolicy = "default-src 'none'; sandbox"
    /// A paper: it brings its own style, and nothing runs.
    static let paperPolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox"

    /// A header that the library has no name for.
    static func name(_ text: StaticString) -> HTTPField.Name {
        guard let name = HTTPField.Name("\(text)") else {
            // Each is written in this program.
            preconditionFailure("\(text) is no header's name")
        }
        return name
    }

    static func headers(_ type: String, policy: String = Answers.policy) -> HTTPFields {
        var headers = HTTPFields()
        headers[.contentType] = type
        headers[.contentSecurityPolicy] = policy
        headers[.xContentTypeOptions] = "nosniff"
        headers[Answers.name("referrer-policy")] = "same-origin"
        headers[Answers.name("cross-origin-opener-policy")] = "same-origin"
        headers[Answers.name("cross-origin-resource-policy")] = "same-origin"
        headers[Answers.name("permissions-policy")] = "camera=(), microphone=(), geolocation=()"
        // What is shown is of cases: no proxy and no back button keeps it.
        headers[.cacheControl] = "no-store"
        return headers
    }

    static func page(_ html: String, status: Int = 200) -> Response {
        Response(
            status: HTTPResponse.Status(code: status),
            headers: Answers.headers("text/html; charset=utf-8"),
            body: ResponseBody(byteBuffer: ByteBuffer(string: html)))
    }

    /// Goes on at another address of the page, by GET.
    static func go(to path: String) -> Response {
        var headers = Answers.headers("text/plain; charset=utf-8")
        headers[.location] = path
        return Response(status: .seeOther, headers: headers)
    }

    /// A file to be kept.
    static func file(
        _ bytes: [UInt8], _ type: String, called name: String
    ) -> Response {
        var headers = Answers.headers(type, policy: Answers.filePolicy)
        headers[.contentDisposition] = Answers.disposition(name)
        return Response(
            status: .ok, headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// Under which name a browser keeps a file (RFC 6266): a plain one for old programs, the whole in UTF-8.
    static func disposition(_ name: String) -> String {
        let plain = String(
            name.unicodeScalars.map {
                (0x20..<0x7F).contains($0.value) && !"\"\\/%".unicodeScalars.contains($0)
                    ? Character($0) : "_"
            })
        return "attachment; filename=\"\(plain)\"; filename*=UTF-8''\(FormBody.encoded(name))"
    }

    /// A path of the page itself that somebody wanted to see: nothing that a stranger's link could send him to.
    static func own(_ path: String) -> String {
        let isOwn =
            path.hasPrefix("/") && !path.hasPrefix("//") && !path.contains("\\")
            && path.utf8.allSatisfy { (0x21...0x7E).contains($0) }
        return isOwn ? path : "/"
    }
}
