// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// Letters and notices on their way out: through the courier to a real mail server, past everything
/// that can go wrong there.
@Suite(.serialized) struct MailTests {
    @Test(.timeLimit(.minutes(30))) func everyMailSaysWhatTheDaemonSays() throws {
        let outcome = try Programs.runPython(
            "mail_end_to_end.py", [Programs.cased, Programs.caseadm])
        print(outcome.output)
        #expect(outcome.status == 0, "\(outcome.errors)")
    }

    @Test(.timeLimit(.minutes(30))) func whatFailsIsSeenAndMended() throws {
        let outcome = try Programs.runPython(
            "courier_failures.py", [Programs.cased, Programs.caseadm])
        print(outcome.output)
        #expect(outcome.status == 0, "\(outcome.errors)")
    }

    @Test(.timeLimit(.minutes(40))) func killsLoseNoMessageAndDoubleOnlyWhatWasHandedOver() throws {
        let outcome = try Programs.runPython(
            "job_kills.py",
            [
                Programs.cased, Programs.caseadm, Programs.isLong ? "60" : "2",
                Programs.isLong ? "every" : "first",
            ])
        print(outcome.output)
        try #require(outcome.status == 0, "\(outcome.errors)")
        let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
        let seen = try #require(object as? [String: Any])
        #expect(seen["lost"] as? Int == 0)
        print("doubles: \(seen["doubles"] as? String ?? "?")")
    }
}
