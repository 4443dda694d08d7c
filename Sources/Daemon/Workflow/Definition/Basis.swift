// SPDX-License-Identifier: Apache-2.0
package import WorkCalendar

/// Where a rule comes from.
package enum Basis: Hashable, Sendable {
    /// An article of a law of the rulebook; `isUnread` marks a figure that was not read in the text.
    case article(law: String, article: String, isUnread: Bool)
    /// An office's usage.
    case practice
    /// A choice of the rulebook's authors: no source.
    case byDefault

    /// Whether nobody has read it in the law's text.
    package var isUnread: Bool {
        if case .article(_, _, let isUnread) = self { isUnread } else { false }
    }

    /// The law's id, or `practice` or `default`.
    package var lawID: String {
        switch self {
        case .article(let law, _, _): law
        case .practice: "practice"
        case .byDefault: "default"
        }
    }
}

/// A law as the rulebook knows it, with the numbers its articles had in earlier editions.
package struct Law: Named, Hashable, Sendable {
    /// An edition and the articles whose number was another one then (new → old).
    package struct Edition: Hashable, Sendable {
        /// In force from this day on.
        package var from: Day
        /// Today's number → the number in that edition.
        package var articles: [String: String]

        /// An earlier edition.
        package init(from: Day, articles: [String: String]) {
            self.from = from
            self.articles = articles
        }
    }

    /// The id in the rulebook.
    package var name: String
    /// The name as it is cited.
    package var labels: Label
    /// The day of the edition the rulebook cites.
    package var edition: Day
    /// Earlier editions.
    package var earlier: [Edition]

    /// A law.
    package init(name: String, labels: Label, edition: Day, earlier: [Edition]) {
        self.name = name
        self.labels = labels
        self.edition = edition
        self.earlier = earlier
    }

    /// The number the article has in the edition in force on a day.
    package func number(of article: String, on day: Day) -> String {
        guard day < self.edition else { return article }
        let inForce = self.earlier.filter { $0.from <= day }.max { $0.from < $1.from }
        let edition = inForce ?? self.earlier.min { $0.from < $1.from }
        return edition?.articles[article] ?? article
    }
}

extension Basis {
    /// As a lawyer cites it, by the edition in force on the day.
    package func cited(by laws: NamedList<Law>, on day: Day) -> Label {
        switch self {
        case .practice: return Label("工作惯例", "practice")
        case .byDefault: return Label("系统缺省(无出处)", "default (no source)")
        case .article(let law, let article, let isUnread):
            guard let known = laws[law] else { return Label(same: "\(law) \(article)") }
            // An earlier number may itself be unread: `24: 18 unread`.
            let words = known.number(of: article, on: day).split(separator: " ")
            let number = words.filter { $0 != "unread" }.joined(separator: " ")
            let mark =
                isUnread || words.last == "unread"
                ? Label("(未核原文)", " (not read in the text)") : Label(same: "")
            guard !article.isEmpty else {
                return Label("《\(known.labels.zh)》\(mark.zh)", "\(known.labels.en)\(mark.en)")
            }
            return Label(
                "《\(known.labels.zh)》第\(number)条\(mark.zh)",
                "\(known.labels.en), Art. \(number)\(mark.en)")
        }
    }
}
