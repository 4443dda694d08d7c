// SPDX-License-Identifier: Apache-2.0
internal import Glibc

/// How many files and connections the process may have open.
enum Descriptors {
    /// Those that the daemon needs beside connections: the database, documents, the pools.
    private static let own = 256
    /// As many as are ever used.
    private static let wanted: rlim_t = 65_536

    /// Raises the limit as far as the system lets this process.
    ///
    /// - Returns: how many connections it has room for.
    static func raise() -> Int {
        let kind = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        var limit = rlimit()
        guard getrlimit(kind, &limit) == 0 else { return self.own }
        let more = min(limit.rlim_max, self.wanted)
        if limit.rlim_cur < more {
            let before = limit.rlim_cur
            limit.rlim_cur = more
            if setrlimit(kind, &limit) != 0 { limit.rlim_cur = before }
        }
        return max(Int(clamping: limit.rlim_cur) - self.own, self.own / 2)
    }
}
