// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// Headers that no library would send, written by hand: the daemon lives on.
@Suite(.serialized) struct HostileHeaderTests {
    /// After each call an ordinary one is answered, or the script fails.
    @Test(.timeLimit(.minutes(30))) func noHeaderEndsTheDaemon() throws {
        let daemon = try RunningDaemon()
        let rounds = Programs.isLong ? "20000" : "500"
        let seed = String(UInt32.random(in: 0...UInt32.max))
        let outcome = try Programs.runPython(
            "hostile_headers.py", [daemon.socket, seed, rounds])
        try #require(outcome.status == 0, "seed \(seed): \(outcome.errors)\(daemon.log)")
        let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
        let answers = try #require(object as? [String: String])
        // 0 is OK, 3 INVALID_ARGUMENT.
        for (call, answer) in answers where call.hasPrefix("timeout") {
            let isOfTheProtocol = ["timeout 99999999H", "timeout 9999999H"].contains(call)
            let isTrailer = call == "timeout in trailers"
            #expect(answer == (isOfTheProtocol ? "0" : isTrailer ? "reset" : "3"), "\(call)")
        }
        #expect(answers.count > 80 && answers["timeout -1S"] == "3")
        #expect(daemon.process.isRunning && daemon.stop() == 0)
    }
}
