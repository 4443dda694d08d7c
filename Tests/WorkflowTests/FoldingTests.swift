// SPDX-License-Identifier: Apache-2.0
import Testing
import Workflow

/// Words in one form: what is the same on paper.
@Suite struct FoldingTests {
    @Test(arguments: [
        ("示民函〔2025〕1号", "示民函〔2025〕1号"), ("示民函【2025】 1 号", "示民函〔2025〕1号"),
        ("示民函[2025]1号", "示民函〔2025〕1号"), ("示民函（２０２５）１号", "示民函〔2025〕1号"),
        ("示民函〔2025〕\u{200B}1号", "示民函〔2025〕1号"), ("示民函〔2025〕12号", "示民函〔2025〕12号"),
        ("无号", "无号"),
    ])
    func documentNumberHasOneForm(_ written: String, _ form: String) {
        #expect(Folding.documentNumber(written) == form)
    }

    @Test(arguments: [
        ("51440000x", "51440000X"), ("５１４４００００X", "51440000X"), (" 5144 0000X ", "51440000X"),
        ("市 人大", "市人大"), ("市人大\u{FEFF}", "市人大"), ("A-1", "A-1"),
    ])
    func lookAlikesAreOneKey(_ written: String, _ key: String) {
        #expect(Folding.key(written) == key)
    }

    @Test func titleIsWhatTellsMattersApart() {
        let words = ["关于", "进一步", "加强", "的建议"]
        let one = Folding.title("关于进一步加强社区养老服务的建议", without: words)
        #expect(one == Folding.title("关于加强 社区养老服务的建议", without: words))
        #expect(one == Folding.title("社区养老服务", without: words))
        #expect(one != Folding.title("关于加强社区医疗服务的建议", without: words))
        // A title of such words alone is still a title.
        #expect(!Folding.title("关于加强的建议", without: words).isEmpty)
    }
}
