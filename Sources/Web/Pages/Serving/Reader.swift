// SPDX-License-Identifier: Apache-2.0
internal import CaseProto

/// Who reads a page, asked of the daemon once however many places want to know.
actor Reader {
    private let daemon: Daemon
    private var known: V1.User?

    init(_ daemon: Daemon) { self.daemon = daemon }

    /// He who is signed in.
    ///
    /// - Throws: ``PageError/signedOut(_:)`` when nobody is.
    func user() async throws(PageError) -> V1.User {
        if let known { return known }
        let user = try await self.daemon.ask {
            try await $0.directory.whoAmI(V1.WhoAmIRequest(), metadata: $0.metadata)
        }
        self.known = user
        return user
    }
}
