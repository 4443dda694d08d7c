// SPDX-License-Identifier: Apache-2.0
import Testing
import WorkCalendar
import Workflow

@Suite struct BasisTests {
    private static let laws = NamedList([
        Law(
            name: "deputies-law", labels: Label("代表法", "Law on Deputies"),
            edition: Day(number: 20_158),
            earlier: [.init(from: Day(number: 16_676), articles: ["51": "42", "24": "18 unread"])])
    ])

    private func cited(_ article: String, on day: Int) -> Label {
        Basis.article(law: "deputies-law", article: article, isUnread: false)
            .cited(by: BasisTests.laws, on: Day(number: day))
    }

    @Test func articleIsCitedByTheEditionOfTheDay() {
        #expect(self.cited("51", on: 20_158) == Label("《代表法》第51条", "Law on Deputies, Art. 51"))
        #expect(self.cited("51", on: 20_157) == Label("《代表法》第42条", "Law on Deputies, Art. 42"))
    }

    @Test func earlierNumberThatNobodyReadIsMarked() {
        #expect(
            self.cited("24", on: 20_157)
                == Label("《代表法》第18条(未核原文)", "Law on Deputies, Art. 18 (not read in the text)"))
    }
}
