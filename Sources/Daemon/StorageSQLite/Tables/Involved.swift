// SPDX-License-Identifier: Apache-2.0
internal import Storage

// The tables `involved` and `cast_offices`, which filter lists by who sees what.

extension Filter {
    /// Only cases that somebody sees; all where nobody's sight is given.
    ///
    /// - Parameters:
    ///   - table: what the question calls the table of cases.
    ///   - isNarrow: his offices have few cases (``SQLiteReader/isNarrow(_:)``).
    mutating func add(seenBy sight: Sight?, as table: String = "cases", isNarrow: Bool) {
        guard let sight else { return }
        let (condition, values) = Filter.seen(by: sight, as: table, isNarrow: isNarrow)
        self.add(condition, all: values)
    }

    /// Only notices to offices of somebody's, or about cases that he sees.
    mutating func add(noticesSeenBy sight: Sight?) {
        guard let sight else { return }
        let offices = sight.offices.sorted()
        let (condition, values) = Filter.seen(by: sight, as: "c", isNarrow: false)
        self.add(
            """
            (n.office IN (\(Filter.marks(offices))) OR EXISTS (
                SELECT 1 FROM cases c WHERE c.case_id = n.case_id AND \(condition)))
            """, all: offices + values)
    }

    private static func seen(
        by sight: Sight, as table: String, isNarrow: Bool
    ) -> (String, [String]) {
        var (conditions, values): ([String], [String]) = ([], [])
        func involves(_ offices: Set<String>, isNarrow: Bool = false) -> String {
            values += offices.sorted()
            // Many cases: the first page is soon full, and each is asked for by itself. Few: they are
            // looked up first, or the whole table would be gone through for them.
            guard !isNarrow else {
                return """
                    \(table).id IN (SELECT case_no FROM involved
                        WHERE office IN (\(Filter.marks(offices.sorted()))))
                    """
            }
            // A case has few offices: of many that are asked for, each would be looked up for itself.
            let office = offices.count > 1 ? "+i.office" : "i.office"
            return """
                EXISTS (SELECT 1 FROM involved i WHERE i.case_no = \(table).id
                    AND \(office) IN (\(Filter.marks(offices.sorted()))))
                """
        }
        func isOne(of kinds: Set<Sight.Kind>) -> String {
            let names = kinds.map { "\($0.workflow)@\($0.profile)" }.sorted()
            values += names
            return "(\(table).workflow || '@' || \(table).profile IN (\(Filter.marks(names))))"
        }
        // What stands in the row itself is asked first.
        if !sight.byAll.isEmpty { conditions.append(isOne(of: sight.byAll)) }
        if !sight.offices.isEmpty {
            conditions.append(involves(sight.offices, isNarrow: isNarrow))
        }
        if !sight.byPlace.isEmpty, !sight.neighbours.isEmpty {
            let kind = isOne(of: sight.byPlace)
            conditions.append("(\(kind) AND \(involves(sight.neighbours)))")
        }
        if !conditions.isEmpty, !sight.byNoOffice.isEmpty {
            let byOffices = conditions.joined(separator: " OR ")
            conditions = ["((\(byOffices)) AND NOT \(isOne(of: sight.byNoOffice)))"]
        }
        if !sight.cases.isEmpty {
            // However many there are, one value.
            conditions.append("\(table).case_id IN (SELECT value FROM json_each(?))")
            values.append(Filter.list(sight.cases.sorted()))
        }
        return (conditions.isEmpty ? "0" : "(\(conditions.joined(separator: " OR ")))", values)
    }

    /// A question for the casts whose cases somebody sees by his offices, and its values.
    static func casts(seenBy sight: Sight) -> (String, [String]) {
        var (questions, values): ([String], [String]) = ([], [])
        func involving(_ offices: Set<String>) -> String {
            values += offices.sorted()
            let marks = Filter.marks(offices.sorted())
            return "SELECT cast_no FROM cast_offices WHERE office IN (\(marks))"
        }
        func ofOne(of kinds: Set<Sight.Kind>) -> String {
            let names = kinds.map { "\($0.workflow)@\($0.profile)" }.sorted()
            values += names
            return """
                SELECT id FROM casts WHERE workflow || '@' || profile IN (\(Filter.marks(names)))
                """
        }
        if !sight.offices.isEmpty { questions.append(involving(sight.offices)) }
        if !sight.byAll.isEmpty { questions.append(ofOne(of: sight.byAll)) }
        if !sight.byPlace.isEmpty, !sight.neighbours.isEmpty {
            let kind = ofOne(of: sight.byPlace)
            questions.append("\(kind) AND id IN (\(involving(sight.neighbours)))")
        }
        guard !questions.isEmpty else { return ("NULL", values) }
        var question = questions.joined(separator: " UNION ")
        if !sight.byNoOffice.isEmpty { question += " EXCEPT \(ofOne(of: sight.byNoOffice))" }
        return (question, values)
    }

    /// Ids of cases, which need no escapes, as a list in JSON.
    static func list(_ ids: [String]) -> String {
        "[" + ids.map { "\"\($0)\"" }.joined(separator: ",") + "]"
    }

    static func marks(_ texts: [String]) -> String {
        texts.map { _ in "?" }.joined(separator: ", ")
    }
}

extension SQLiteReader {
    /// Whether somebody's offices have fewer cases than that, so that these are looked up first.
    func isNarrow(_ sight: Sight?, below limit: Int = StorageLimits.narrow) throws -> Bool {
        guard let sight, !sight.offices.isEmpty else { return false }
        let offices = sight.offices.sorted()
        var filter = Filter(
            "SELECT 1 FROM involved", order: "office", limit: limit)
        filter.add("office IN (\(Filter.marks(offices)))", all: offices)
        return try self.rows(filter) { _ in true }.count < limit
    }
}
