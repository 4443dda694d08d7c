// SPDX-License-Identifier: Apache-2.0
package import Workflow

extension Basis {
    /// As rulebooks write it.
    package var stored: String {
        switch self {
        case .practice: "practice"
        case .byDefault: "default"
        case .article(let law, let article, let isUnread):
            ([law] + (article.isEmpty ? [] : [article]) + (isUnread ? ["unread"] : []))
                .joined(separator: " ")
        }
    }

    /// Reads what ``stored`` wrote.
    package init(stored text: String) {
        switch text {
        case "practice": self = .practice
        case "default": self = .byDefault
        default:
            var words = text.split(separator: " ").map(String.init)
            let isUnread = words.last == "unread"
            if isUnread { words.removeLast() }
            self = .article(
                law: words.first ?? "", article: words.dropFirst().joined(separator: " "),
                isUnread: isUnread)
        }
    }
}
