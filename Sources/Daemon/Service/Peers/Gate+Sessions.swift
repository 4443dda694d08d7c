// SPDX-License-Identifier: Apache-2.0
internal import CaseProto
internal import Casework
internal import CaseworkCore
internal import GRPCCore
internal import Storage
internal import Synchronization
internal import WorkCalendar
internal import Workflow

/// Who is signed in at the page, by the token that the page sends with his calls.
///
/// A session that nobody used for an hour is over: whoever left his desk is not impersonated by the next at it.
final class SignedIn: Sendable {
    private struct Cached {
        var generation: Int
        var today: Day
        var visitor: SignIns.Visitor?
    }

    /// The metadata that bears a session's token.
    static let header = "x-cased-session"
    /// Whose processes are the page, beside root's and the daemon's own.
    static let group = "cased-web"

    /// What the page calls before anybody is signed in.
    private static let before = [
        SessionsMethods.signIn, SessionsMethods.signInTrusted, SessionsMethods.getLink,
        SessionsMethods.followLink,
    ]
    /// What somebody calls whose password is a first one.
    private static let changing = [
        SessionsMethods.changePassword, SessionsMethods.signOut, DirectoryMethods.whoAmI,
    ]
    /// What somebody calls who came by a link: nothing that tells of more than his case.
    private static let errands = [
        CasesMethods.get, CasesMethods.why, CasesMethods.act, CasesMethods.attachDocument,
        CasesMethods.getDocument, DirectoryMethods.whoAmI, SessionsMethods.signOut,
    ]

    private let engine: Engine
    private let pages = AdminGroup(SignedIn.group)
    private let admins: AdminGroup
    private let cache = Mutex<[String: Cached]>([:])
    private let seen = Mutex<[String: ContinuousClock.Instant]>([:])

    init(engine: Engine, admins: AdminGroup) {
        self.engine = engine
        self.admins = admins
    }

    /// Whether a call comes before anybody is signed in.
    static func isBefore(_ method: MethodDescriptor) -> Bool { SignedIn.before.contains(method) }

    /// Refuses a process that is not the page.
    func requirePage(_ uid: UInt32, _ call: String) throws(CaseworkError) {
        guard !self.pages.contains(uid) else { return }
        self.engine.signs.refused(
            Signs.Refusal("session_of_another", by: Int64(uid), offices: [], call: call))
        throw CaseworkError(
            .permission,
            Label(
                "只有网页服务(cased-web 组的进程)可以使用登录会话",
                "only the page (processes in the group cased-web) may use sessions"))
    }

    /// Who shows a token, as far as he may make this call.
    ///
    /// - Throws: ``CaseworkError`` with the code `signed_out` for a token that is not or no more good.
    func principal(
        of token: String, calling method: MethodDescriptor
    ) async throws(CaseworkError) -> Principal {
        let visitor = try await self.visitor(token)
        guard let visitor, self.touch(visitor.row.digest) else {
            throw CaseworkError(
                .signedOut, Label("登录已失效,请重新登录", "you are signed out; sign in again"))
        }
        let user = visitor.user
        // Whoever was disabled is out wherever he came in.
        guard user.isInForce(on: self.engine.directory.today) else {
            throw CaseworkError(
                .signedOut,
                Label(
                    "您的用户已停用或不在有效期内,请联系系统管理员",
                    "you are disabled in the directory, or not in it today; ask an administrator"))
        }
        guard !visitor.mustChange || SignedIn.changing.contains(method) else {
            throw CaseworkError(
                .passwordDue,
                Label("请先修改初始密码", "change the first password before anything else"))
        }
        guard visitor.row.errand == nil || SignedIn.errands.contains(method) else {
            throw CaseworkError(
                .permission,
                Label(
                    "一次性链接只能查看和办理所涉事项",
                    "a one-time link is for its own matter alone"))
        }
        let isAdmin =
            visitor.row.errand == nil && (user.login.map { self.administers($0) } ?? false)
        var principal = Principal(
            number: user.number, isAdmin: isAdmin, user: user, rights: visitor.rights)
        (principal.door, principal.errand) = (visitor.row.door, visitor.row.errand)
        return principal
    }

    /// Whether an account administers; its name must still be that of its uid.
    private func administers(_ login: UserRow.Login) -> Bool {
        guard let uid = UInt32(exactly: login.uid), self.admins.contains(uid) else {
            return false
        }
        return login.name.isEmpty || (try? Accounts.system.name(of: uid)) == login.name
    }

    private func visitor(_ token: String) async throws(CaseworkError) -> SignIns.Visitor? {
        guard token.utf8.count <= ServiceLimits.tokenBytes else { return nil }
        let (generation, today) = (self.engine.directory.generation, self.engine.directory.today)
        let known = self.cache.withLock { $0[token] }
        if let known, known.generation == generation, known.today == today {
            return known.visitor.flatMap { $0.row.endsAt > DaemonClock.machine ? $0 : nil }
        }
        let visitor = try await self.engine.signIns.visitor(token)
        // Only of those that are good: tokens that somebody makes up fill nothing.
        guard let visitor else { return nil }
        self.cache.withLock { cache in
            if cache.count >= ServiceLimits.remembered { cache.removeAll() }
            cache[token] = Cached(generation: generation, today: today, visitor: visitor)
        }
        return visitor
    }

    /// Notes that a session is used; false when nobody did for too long.
    ///
    /// After a start it counts from its first use.
    func touch(_ digest: String, at now: ContinuousClock.Instant = .now) -> Bool {
        self.seen.withLock { seen in
            if let last = seen[digest], last.duration(to: now) > ServiceLimits.sessionIdle {
                return false
            }
            if seen.count >= ServiceLimits.remembered {
                // What is forgotten counts from its next use.
                seen = seen.filter { $0.value.duration(to: now) <= ServiceLimits.sessionIdle / 2 }
            }
            seen[digest] = now
            return true
        }
    }
}
