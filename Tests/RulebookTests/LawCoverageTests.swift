// SPDX-License-Identifier: Apache-2.0
import Testing
import Witness

/// What `make eval-law` prints.
@Suite struct LawCoverageTests {
    /// Of a made-up town, whose walked branch and limits are known.
    @Test func whatNoStoryWalkedIsPrinted() throws {
        let told = try Python.run("law_coverage_sample.py", [])
        #expect(told.contains("what was not walked is printed"), "\(told)")
    }
}
