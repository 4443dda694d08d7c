// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// Whoever types no English takes ten matters from a list to the archive.
@Suite(.serialized) struct ClerkDayTests {
    /// The script checks what each command says, what is refused, and where every matter ends; its last look is for
    /// Latin letters in what was typed.
    @Test(.timeLimit(.minutes(10)))
    func tenMattersGoFromTheListToTheArchiveInChinese() throws {
        try #require(getuid() == 0, "changing the uid needs root")
        let script = Programs.root.appendingPathComponent("Tests/Scripts/clerk_day.sh").path
        let ran = try Programs.run("/bin/bash", [script, Programs.binaries.path, Programs.python])
        #expect(ran.status == 0, "\(ran.output.suffix(2_000))\n\(ran.errors)")
        #expect(ran.output.contains("十件均已办毕"))
    }
}
