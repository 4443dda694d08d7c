// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import CaseProto
package import Casework
package import GRPCCore
internal import Storage
internal import Synchronization
internal import Workflow

/// Stands before every service: turns the stamped uid into a principal, and lets an unknown one
/// learn nothing but that the daemon lives.
package final class Gate: ServerInterceptor {
    private struct Cached {
        var generation: Int
        var user: UserRow?
    }

    private let engine: Engine
    private let admins = AdminGroup(AdminGroup.admins)
    private let couriers = AdminGroup(AdminGroup.couriers)
    /// What a courier calls, and nobody else.
    private static let couriersMethods = [WorkMethods.leaseMessages, WorkMethods.reportMessage]
    private let cache = Mutex<[UInt32: Cached]>([:])

    /// A gate that asks the engine's directory.
    package init(engine: Engine) {
        self.engine = engine
    }

    /// Who speaks in the present call.
    ///
    /// Set by the gate, read once at the start of each method.
    @TaskLocal static var speaker: Principal?
    /// What the present call is: `Cases/Get`.
    @TaskLocal static var call = ""

    package func intercept<Input: Sendable, Output: Sendable>(
        request: StreamingServerRequest<Input>, context: ServerContext,
        next:
            @Sendable (StreamingServerRequest<Input>, ServerContext) async throws ->
            StreamingServerResponse<Output>
    ) async throws -> StreamingServerResponse<Output> {
        if context.descriptor.service == HealthMethods.service {
            return try await next(request, context)
        }
        let principal = try await self.principal(request.metadata)
        let isCourier = Gate.couriersMethods.contains {
            $0.service == context.descriptor.service && $0.method == context.descriptor.method
        }
        if isCourier, !self.couriers.contains(UInt32(clamping: principal.uid)) {
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
                        "uid \(principal.uid) 不在用户名录中",
                        "uid \(principal.uid) is not in the directory"),
                    remedy: .addUser(uid: principal.uid)))
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
                event, uid: principal.uid, offices: principal.offices,
                call: Gate.name(of: context.descriptor)))
    }

    private func principal(_ metadata: Metadata) async throws -> Principal {
        guard let text = metadata[stringValues: PeerStamp.uidHeader].first(where: { _ in true }),
            let uid = UInt32(text)
        else {
            throw RPCError(code: .unauthenticated, message: "the connection tells no uid")
        }
        let generation = self.engine.directory.generation
        let isAdmin = self.admins.contains(uid)
        if let cached = self.cache.withLock({ $0[uid] }), cached.generation == generation {
            return Principal(uid: Int64(uid), isAdmin: isAdmin, user: cached.user)
        }
        let user: UserRow?
        do {
            user = try await self.engine.directory.user(Int64(uid))
        } catch {
            throw ErrorMap.rpcError(error)
        }
        self.cache.withLock { cache in
            if cache.count >= ServiceLimits.remembered { cache.removeAll() }
            cache[uid] = Cached(generation: generation, user: user)
        }
        return Principal(uid: Int64(uid), isAdmin: isAdmin, user: user)
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
