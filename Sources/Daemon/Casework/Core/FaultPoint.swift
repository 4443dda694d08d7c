// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Synchronization

/// The named points of a job's path at which a power cut can be rehearsed.
///
/// In a debug build the process kills itself at the point that `CASED_DIE_AT` names, the n-th time
/// (`settled clock#3`) it comes there; in a release build there are none.
package enum FaultPoint {
    /// Comes to a point.
    @inline(__always)
    package static func pass(_ point: @autoclosure () -> String) {
        #if DEBUG
            FaultPoint.rehearse(point())
        #endif
    }

    #if DEBUG
        private static let wanted: (name: String, count: Int)? = {
            guard let text = ProcessInfo.processInfo.environment["CASED_DIE_AT"] else { return nil }
            let parts = text.split(separator: "#", maxSplits: 1)
            return (String(parts[0]), parts.count > 1 ? Int(parts[1]) ?? 1 : 1)
        }()
        private static let passed = Atomic<Int>(0)

        private static func rehearse(_ point: String) {
            guard let wanted, wanted.name == point,
                passed.add(1, ordering: .relaxed).newValue == wanted.count
            else { return }
            kill(getpid(), SIGKILL)
        }
    #endif
}
