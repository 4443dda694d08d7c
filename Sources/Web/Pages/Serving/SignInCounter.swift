// SPDX-License-Identifier: Apache-2.0
internal import Synchronization

/// How many tries to sign in come from one address: few at once, and not without end.
///
/// The daemon locks names; this keeps one place from trying a password on every name, and from keeping all others
/// waiting for theirs.
final class SignInCounter: Sendable {
    private struct Count {
        var underWay = 0
        var failures = 0
        var until: ContinuousClock.Instant
    }

    private let counts = Mutex<[String: Count]>([:])

    /// Of how many addresses tries are counted.
    var addresses: Int { self.counts.withLock(\.count) }

    /// Lets a try begin; false when the address has too many.
    func enter(_ address: String, at now: ContinuousClock.Instant = .now) -> Bool {
        self.counts.withLock { counts in
            if counts.count >= PageLimits.signInAddresses {
                counts = counts.filter { $0.value.underWay > 0 || now < $0.value.until }
                // All of them count: the one is forgotten whose time is over first.
                let idle = counts.filter { $0.value.underWay == 0 }
                let first = idle.min { $0.value.until < $1.value.until }
                if counts.count >= PageLimits.signInAddresses, let first {
                    counts[first.key] = nil
                }
            }
            var count = counts[address] ?? Count(until: now)
            if now >= count.until { count.failures = 0 }
            guard count.underWay < PageLimits.signInsAtOnce,
                count.failures < PageLimits.signInFailures
            else { return false }
            count.underWay += 1
            counts[address] = count
            return true
        }
    }

    /// A try has ended.
    func leave(_ address: String, failed: Bool, at now: ContinuousClock.Instant = .now) {
        self.counts.withLock { counts in
            guard var count = counts[address] else { return }
            count.underWay -= 1
            if failed {
                count.failures += 1
                count.until = now.advanced(by: PageLimits.signInPeriod)
            }
            counts[address] = count
        }
    }
}
