// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// `caseadm watch` against real daemons that stop, die and have other callers.
@Suite(.serialized) struct WatchEndToEndTests {
    @Test(.timeLimit(.minutes(30))) func everyLineIsSeenOnceThroughRestarts() throws {
        let outcome = try Programs.runPython(
            "watch_restarts.py",
            [Programs.cased, Programs.caseadm, "\(Programs.isLong ? 60 : 10)"])
        print(outcome.output)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.output.contains("\"SIGTERM\": ") && outcome.output.contains("\"lines\": "))
    }

    @Test(.timeLimit(.minutes(30))) func watchersWhoDoNotReadHoldUpNobody() throws {
        let outcome = try Programs.runPython(
            "slow_watchers.py", [Programs.cased, Programs.caseadm])
        print(outcome.output)
        try #require(outcome.status == 0, "\(outcome.errors)")
        let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
        let seen = try #require(object as? [String: Any])
        #expect(seen["places"] as? [Int] == [16, 16])
        #expect(seen["refused"] as? [String] == ["RESOURCE_EXHAUSTED", "RESOURCE_EXHAUSTED"])
        #expect(seen["complete"] as? Bool == true)
        #expect(seen["reader"] as? String == "UNAVAILABLE")
        #expect(seen["clogged"] as? Int == 0)
        #expect(seen["status"] as? Int == 0)
        // A busy machine takes its time; who waits for a watcher waits for ever.
        #expect(try #require(seen["slowest"] as? Double) < 10)
        #expect(try #require(seen["stopped_in"] as? Double) < 25)
    }

    @Test(.timeLimit(.minutes(30))) func watchEndsQuietlyWithItsReader() throws {
        let daemon = try RunningDaemon()
        let outcome = try Programs.run(
            "/bin/bash",
            [
                "-c",
                "set -o pipefail; \(Programs.caseadm) --socket \(daemon.socket) watch --after 0 | head -n 1",
            ], environment: ["LC_ALL": "C.UTF-8"])
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.output.hasPrefix("#1  "))
        #expect(outcome.errors == "")
    }
}
