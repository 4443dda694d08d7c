// SPDX-License-Identifier: Apache-2.0

/// What somebody asks lists for again and again, under a name (筛选方案).
package struct SavedViewRow: Hashable, Sendable {
    /// Whose it is: a user's number.
    package var owner: Int64
    /// What he calls it.
    package var name: String
    /// The office whose people use it too; nil: only he.
    package var office: String?
    /// What is asked, by the names that lists have for it.
    package var words: [String: String]

    /// A view.
    package init(owner: Int64, name: String, office: String? = nil, words: [String: String]) {
        self.owner = owner
        self.name = name
        self.office = office
        self.words = words
    }
}

/// Reads the views that one user saved.
package protocol SavedViewReading {
    /// His own, by name.
    func savedViews(of owner: Int64) throws -> [SavedViewRow]
}

/// Lists the views that offices share.
package protocol SavedViewListing {
    /// Those shared with an office, by owner and name.
    func savedViews(sharedWith office: String) throws -> [SavedViewRow]
}
