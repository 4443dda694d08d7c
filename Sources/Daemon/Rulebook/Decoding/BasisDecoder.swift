// SPDX-License-Identifier: Apache-2.0
internal import Workflow

/// Reads bases: `<law id> <article>`, `practice`, `default`; the word `unread` at the end marks a
/// figure not read in the text.
struct BasisDecoder {
    let check: ReferenceCheck

    init(_ check: ReferenceCheck) {
        self.check = check
    }

    /// The bases of a word or a list; empty when there is none.
    func bases(_ tree: Tree?) -> [Basis] {
        (tree?.items ?? []).compactMap(self.basis)
    }

    private func basis(_ tree: Tree) -> Basis? {
        guard let text = tree.text, !text.isEmpty else {
            self.check.findings.error(tree.mark, "a basis must be a law and an article")
            return nil
        }
        switch text {
        case "practice":
            return .practice
        case "default":
            self.check.findings.remark(
                tree.mark, "a default of ours: no source",
                mend: "LAW ARTICLE where there is one, or practice")
            return .byDefault
        default:
            break
        }
        var words = text.split(separator: " ").map(String.init)
        let isUnread = words.last == "unread"
        if isUnread {
            words.removeLast()
            self.check.findings.remark(
                tree.mark, "not read in the law's text: \(words.joined(separator: " "))",
                mend: "read it, and take unread out")
        }
        let law = words.first ?? ""
        self.check.check(law, among: self.check.names.laws, as: "law", at: tree.mark)
        let article = words.dropFirst().joined(separator: " ")
        if article.isEmpty, !isUnread {
            self.check.findings.error(
                tree.mark, "\(law) needs an article", mend: "such as \(law) 51, or \(law) unread")
        }
        return .article(law: law, article: article, isUnread: isUnread)
    }
}
