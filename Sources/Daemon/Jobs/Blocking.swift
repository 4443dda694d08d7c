// SPDX-License-Identifier: Apache-2.0
internal import Dispatch

/// Work that blocks a thread, such as a file that must reach the disk, on Dispatch's threads: the
/// few that run tasks stay free.
package enum Blocking {
    private static let threads = DispatchQueue(
        label: "cased.blocking", attributes: .concurrent)

    /// Runs the body there.
    package static func run<R: Sendable>(
        _ body: @escaping @Sendable () throws -> R
    ) async throws -> R {
        try await withCheckedThrowingContinuation { continuation in
            self.threads.async { continuation.resume(with: Result { try body() }) }
        }
    }
}
