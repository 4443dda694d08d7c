// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// What was acknowledged stays: kill -9 under load, and syncs counted (kill -9 alone proves nothing
/// about them).
@Suite(.serialized) struct DurabilityTests {
    @Test(.timeLimit(.minutes(40))) func killsUnderLoadLoseNothing() throws {
        let rounds = Programs.isLong ? 200 : 12
        let outcome = try Programs.runPython("kill_rounds.py", [Programs.cased, "\(rounds)"])
        print(outcome.output)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.output.contains("\"lost\": 0"))
    }

    @Test(.timeLimit(.minutes(30))) func everyAcknowledgedBatchWasSynced() throws {
        let outcome = try Programs.runPython("fsync_per_batch.py", [Programs.cased])
        print(outcome.output)
        #expect(outcome.status == 0, "\(outcome.errors)")
    }

    @Test(.timeLimit(.minutes(30))) func syncsTurnedDownAreNoticed() throws {
        let outcome = try Programs.runPython("fsync_per_batch.py", [Programs.cased, "normal"])
        #expect(outcome.status == 1, "the count does not notice synchronous=NORMAL")
    }
}
