// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import CaseProto
package import Casework
package import GRPCCore
internal import Storage
internal import Synchronization
internal import WorkCalendar
internal import Workflow

/// Stands before every service: turns the stamped uid into a principal, and lets an unknown one
/// learn nothing but that the daemon lives.
package final class Gate: ServerInterceptor {
    private struct Cached {
        var generation: Int
        var today: Day
        var peer: (user: UserRow, rights: [Right])?
    }

    private let engine: Engine
    private let admins = AdminGroup(AdminGroup.admins)
    private let couriers = AdminGroup(AdminGroup.couriers)
    /// What a courier calls, and nobody else.
    private static let couriersMethods = [WorkMethods.leaseMessages, WorkMethods.reportMessage]
    /// What an unknown one may ask: whether the daemon serves, and what there is to call.
    private static let open = [HealthMethods.service] + ReflectionService.services
    private let signedIn: SignedIn
    private let accounts = Accounts.system
    private let cache = Mutex<[UInt32: Cached]>([:])

    /// A gate that asks the engine's directory.
    package init(engine: Engine) {
        self.engine = engine
        self.signedIn = SignedIn(engine: engine, admins: self.admins)
    }

    /// Who speaks in the present call.
    ///
    /// Set by the gate, read once at the start of each method.
    @TaskLocal static var speaker: Principal?
    /// What the present call is: `Cases/Get`.
    @TaskLocal static var call = ""
    /// The token of the session in which it is made; empty where the connection is the speaker's own.
    @TaskLocal static var token = ""

    package func intercept<Input: Sendable, Output: Sendable>(
        request: StreamingServerRequest<Input>, context: ServerContext,
        next:
            @Sendable (StreamingServerRequest<Input>, ServerContext) async throws ->
            StreamingServerResponse<Output>
    ) async throws -> StreamingServerResponse<Output> {
        if Gate.open.contains(context.descriptor.service) {
            return try await next(request, context)
        }
        let uid = try Gate.uid(request.metadata)
        let shown = request.metadata[stringValues: SignedIn.header].first { _ in true }
        if shown != nil || SignedIn.isBefore(context.descriptor) {
            // What is marked as the page's is never taken for its process: nobody is signed in then.
            let token = shown ?? ""
            let principal = try await self.principal(atPage: uid, token, context.descriptor)
            return try await Gate.$speaker.withValue(principal) {
                try await Gate.$call.withValue(Gate.name(of: context.descriptor)) {
                    try await Gate.$token.withValue(token) { try await next(request, context) }
                }
            }
        }
        let principal = try await self.principal(uid, Gate.name(of: context.descriptor))
        let isCourier = Gate.couriersMethods.contains {
            $0.service == context.descriptor.service && $0.method == context.descriptor.method
        }
        if isCourier, !self.couriers.contains(uid) {
            self.note("no_courier", principal, context)
            throw ErrorMap.rpcError(
                CaseworkError(
                    .permission,
                    Label(
                        "只有 cased-courier 组的进程可以领取函件",
                        "only processes in the group cased-courier may take messages")))
        }
        guard principal.isKnown || isCourier else {
            self.note("unknown_uid", principal, context)
            throw ErrorMap.rpcError(
                CaseworkError(
                    .permission,
                    Label(
                        "uid \(principal.number) 不在用户名录中",
                        "uid \(principal.number) is not in the directory"),
                    remedy: .addUser(uid: principal.number)))
        }
        return try await Gate.$speaker.withValue(principal) {
            try await Gate.$call.withValue(Gate.name(of: context.descriptor)) {
                try await next(request, context)
            }
        }
    }

    private func note(_ event: String, _ principal: Principal, _ context: ServerContext) {
        self.engine.signs.refused(
            Signs.Refusal(
                event, by: principal.number, offices: principal.offices,
                call: Gate.name(of: context.descriptor)))
    }

    private static func uid(_ metadata: Metadata) throws -> UInt32 {
        guard let text = metadata[stringValues: PeerStamp.uidHeader].first(where: { _ in true }),
            let uid = UInt32(text)
        else {
            throw RPCError(code: .unauthenticated, message: "the connection tells no uid")
        }
        return uid
    }

    private func principal(_ uid: UInt32, _ call: String) async throws -> Principal {
        do {
            let peer = try await self.peer(of: uid)
            if let peer { try self.requirePresent(peer.user, uid, call) }
            return Principal(
                number: peer?.user.number ?? Int64(uid), isAdmin: self.admins.contains(uid),
                user: peer?.user, rights: peer?.rights ?? [])
        } catch {
            throw ErrorMap.rpcError(error)
        }
    }

    /// Who speaks through the page: who is signed in, or nobody yet.
    private func principal(
        atPage uid: UInt32, _ token: String, _ method: MethodDescriptor
    ) async throws -> Principal {
        do {
            try self.signedIn.requirePage(uid, Gate.name(of: method))
            guard !SignedIn.isBefore(method) else {
                return Principal(number: Int64(uid), isAdmin: false, user: nil, rights: [])
            }
            return try await self.signedIn.principal(of: token, calling: method)
        } catch {
            throw ErrorMap.rpcError(error)
        }
    }

    /// Whom the directory knows by a uid: asked again when it has changed, and each day.
    private func peer(
        of uid: UInt32
    ) async throws(CaseworkError) -> (user: UserRow, rights: [Right])? {
        let (generation, today) = (self.engine.directory.generation, self.engine.directory.today)
        if let cached = self.cache.withLock({ $0[uid] }),
            cached.generation == generation, cached.today == today
        {
            return cached.peer
        }
        let peer = try await self.engine.directory.peer(ofUID: Int64(uid))
        self.cache.withLock { cache in
            if cache.count >= ServiceLimits.remembered { cache.removeAll() }
            cache[uid] = Cached(generation: generation, today: today, peer: peer)
        }
        return peer
    }

    /// Refuses who may not act today, and whoever has the uid of somebody else by now.
    private func requirePresent(
        _ user: UserRow, _ uid: UInt32, _ call: String
    ) throws(CaseworkError) {
        if let login = user.login, !login.name.isEmpty {
            let name = try self.accounts.name(of: uid)
            guard name == login.name else {
                self.engine.signs.refused(renamed: Int64(uid), call: call)
                throw CaseworkError(
                    .permission,
                    Label(
                        "系统账号 uid \(uid) 登记为“\(login.name)”,现为“\(name ?? "无")”:请系统管理员核对",
                        "uid \(uid) was entered as “\(login.name)” and is “\(name ?? "none")” now: an administrator must look at it"
                    ))
            }
        }
        let today = self.engine.directory.today
        guard !user.isInForce(on: today), !self.admins.contains(uid) else { return }
        self.engine.signs.refused(
            Signs.Refusal("not_in_force", by: Int64(uid), offices: [], call: call))
        let why =
            user.status != .active
            ? Label("您的用户已停用", "you are disabled in the directory")
            : user.validFrom.map { today < $0 } ?? false
                ? Label(
                    "您的用户自\(user.validFrom?.description ?? "")起有效",
                    "you may act from \(user.validFrom?.description ?? "") on")
                : Label(
                    "您的用户有效期止于\(user.validUntil?.description ?? "")",
                    "you might act until \(user.validUntil?.description ?? "")")
        throw CaseworkError(
            .permission,
            Label("\(why.zh),请联系系统管理员", "\(why.en); ask an administrator"))
    }

    /// Service and method, without the package.
    static func name(of method: MethodDescriptor) -> String {
        let service = method.service.fullyQualifiedService
        return "\(service.split(separator: ".").last ?? "")/\(method.method)"
    }

    /// The speaker of the present call.
    static func current() throws -> Principal {
        guard let speaker else {
            throw RPCError(code: .unauthenticated, message: "the call came past the gate")
        }
        return speaker
    }
}
