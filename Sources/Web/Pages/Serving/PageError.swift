// SPDX-License-Identifier: Apache-2.0
internal import CaseProto
internal import CaseadmText
internal import GRPCCore

/// Why a page cannot be shown, or a command was not carried out.
enum PageError: Error {
    /// The daemon refused it, with its reasons.
    case refused(V1.Refusal)
    /// Nobody is signed in by what the browser shows, or the way of signing in is no good.
    case signedOut(V1.Refusal?)
    /// The daemon does not answer.
    case away
    /// It is not known whether it was done.
    case uncertain
    /// There is no such page.
    case missing
    /// What the browser sent is no request of ours.
    case bad(Text)
    /// Too much is asked at once.
    case tooMany(Text)
    /// It is too long.
    case tooLong(Text)
    /// The daemon failed.
    case failed

    /// A file has more bytes than it may have.
    static func fileTooLarge(_ most: Int) -> PageError {
        .tooLong(
            Text(
                zh: "文件过大,最多\(most >> 20) MiB。",
                en: "The file is too large; it may have \(most >> 20) MiB."))
    }

    /// What a call ended with.
    init(_ error: any Error) {
        if let error = error as? PageError {
            self = error
            return
        }
        guard let error = error as? RPCError else {
            self = .failed
            return
        }
        let refusal = V1.Refusal(in: error.metadata)
        switch (error.code, refusal) {
        case (.unauthenticated, _): self = .signedOut(refusal)
        case (.unknown, nil), (.deadlineExceeded, _): self = .uncertain
        case (.unavailable, _): self = .away
        case (_, let refusal?): self = .refused(refusal)
        default: self = .failed
        }
    }

    /// Whether a first password must be changed before anything else.
    var isFirstPassword: Bool {
        guard case .refused(let refusal) = self else { return false }
        return refusal.code == "password_due"
    }

    /// The status of the page that tells it.
    var status: Int {
        switch self {
        case .refused(let refusal):
            switch refusal.code {
            case "not_found": 404
            case "permission": 403
            case "busy", "read_only": 503
            case "version", "exists": 409
            case "internal": 500
            default: 422
            }
        case .signedOut: 401
        case .away: 503
        case .uncertain: 504
        case .missing: 404
        case .bad: 400
        case .tooMany: 429
        case .tooLong: 413
        case .failed: 500
        }
    }

    /// What it says.
    func sentence(_ language: Language) -> String {
        switch self {
        case .refused(let refusal), .signedOut(let refusal?):
            refusal.sentence.text(language)
        case .signedOut(nil):
            Text(zh: "登录已失效,请重新登录。", en: "You are signed out. Sign in again.")(language)
        case .away:
            Text(
                zh: "办件服务没有应答,可能正在重启。稍等片刻再试;没有办理的不会丢。",
                en: "The daemon does not answer; it may be starting. Try again in a moment.")(
                    language)
        case .uncertain:
            Text(
                zh: "没有及时得到答复:事情可能已经办好,请先打开案件查看,不要重办。",
                en:
                    "No answer came in time: it may have been done. Look at the case before you do it again."
            )(language)
        case .missing: Text(zh: "没有这个页面。", en: "There is no such page.")(language)
        case .bad(let text), .tooLong(let text), .tooMany(let text): text(language)
        case .failed:
            Text(zh: "服务出错,已记录,请告知系统管理员。", en: "The service failed. Tell an administrator.")(
                language)
        }
    }
}
