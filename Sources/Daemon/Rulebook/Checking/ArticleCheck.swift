// SPDX-License-Identifier: Apache-2.0
internal import Workflow

/// Compares what is cited with how many articles each law has, where somebody has read it.
struct ArticleCheck {
    private let findings: Findings
    /// Law → how many articles it has.
    private var counts: [String: Int] = [:]
    /// Laws whose articles nobody has counted.
    private var uncounted: [String: Mark] = [:]

    /// Reads the list from the laws of `rulebook.yaml`.
    init(laws: Tree, _ findings: Findings) {
        self.findings = findings
        for law in laws.entries {
            guard let articles = law.value["articles"], articles.text != "unread" else {
                self.uncounted[law.key] = law.mark
                continue
            }
            guard let count = Int(articles.text ?? ""), count > 0 else {
                findings.error(
                    articles.mark, "articles must be how many the law has, or unread",
                    mend: "articles: 90, or articles: unread")
                continue
            }
            self.counts[law.key] = count
            for edition in law.value["earlier"]?.items ?? [] {
                for entry in edition["articles"]?.entries ?? [] {
                    self.compare(article: entry.key, of: law.key, at: entry.mark)
                }
            }
        }
    }

    /// Goes through everything that is cited in a file.
    func verify(_ tree: Tree) {
        switch tree {
        case .scalar: break
        case .list(let items, _): for item in items { self.verify(item) }
        case .map(let entries, _):
            for entry in entries {
                if entry.key == "basis" || entry.key.hasSuffix("_basis") {
                    for basis in entry.value.items { self.verify(basis: basis) }
                } else {
                    self.verify(entry.value)
                }
            }
        }
    }

    /// One citation: `LAW ARTICLE`.
    func verify(basis: Tree) {
        let words = (basis.text ?? "").split(separator: " ").map(String.init)
        guard words.count > 1, words[1] != "unread" else { return }
        if let mark = self.uncounted[words[0]] {
            self.findings.remark(
                mark,
                "nobody has counted the articles of \(words[0]): what is cited is not compared",
                mend: "articles: N, from the law's text")
        }
        self.compare(article: words[1], of: words[0], at: basis.mark)
    }

    private func compare(article: String, of law: String, at mark: Mark) {
        // 2–7 names both ends.
        let numbers = article.split { !$0.isWholeNumber }.compactMap { Int($0) }
        guard let count = self.counts[law],
            numbers.contains(where: { $0 < 1 || $0 > count })
        else { return }
        self.findings.error(
            mark, "\(law) has \(count) articles, and no article \(article)",
            mend: "an article from 1 to \(count)")
    }
}
