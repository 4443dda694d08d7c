// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// No text with a NUL comes in, by any door, and the chain stays whole.
@Suite(.serialized) struct NulTests {
    @Test(.timeLimit(.minutes(30))) func noTextWithANulComesIn() throws {
        // Later than the letter that is filed.
        let daemon = try RunningDaemon(clock: "2025-06-30")
        let outcome = try Programs.runPython("nul_sweep.py", [daemon.socket])
        try #require(outcome.status == 0, "\(outcome.errors)\(daemon.log)")
        let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
        let seen = try #require(object as? [String: Any])
        #expect(seen["taken"] as? [String] == [])
        #expect(seen["tried"] as? Int ?? 0 > 150)
        var answers = try #require(seen["answers"] as? [String: String])
        #expect(answers.removeValue(forKey: "letter") == "NO_LETTER")
        #expect(answers.count == 6 && Set(answers.values) == ["INVALID_ARGUMENT"], "\(answers)")
        #expect(seen["problems"] as? [String] == [])
        #expect(seen["lines"] as? Int ?? 0 > 5)
        daemon.stop()
        let verified = try Programs.run(Programs.cased, ["verify", daemon.data])
        #expect(verified.status == 0, "\(verified.output)\(verified.errors)")
    }
}
