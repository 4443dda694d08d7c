// SPDX-License-Identifier: Apache-2.0
package import CaseworkCore
internal import Storage
internal import Synchronization
package import WorkCalendar
internal import Workflow

/// A warning as somebody is told it.
package struct WarningView: Hashable, Sendable {
    /// What is amiss.
    package var warning: Warning
    /// When the daemon first saw it in this life, by the computer's clock.
    package var since: Instant
    /// Who knows of it.
    package var acknowledgement: Acknowledgement?
}

// What is amiss, since when, and who knows of it.
extension Health {
    /// What is amiss with a daemon that stands so.
    ///
    /// - Parameter holes: open cases that have nobody left; nil for who is not told of them.
    package func warnings(
        _ view: StatusView, holes: [Hole]?
    ) async throws(CaseworkError) -> [WarningView] {
        let warnings = view.warnings(holes: holes ?? [])
        let known = try await self.ask { try Acknowledgements($0.setting(Setting.acknowledged)) }
        // Who is told a part does not know what is over.
        func isTold(_ name: String) -> Bool {
            view.isCounted && (holes != nil || !name.hasPrefix(Warning.hole))
        }
        let since = self.engine.warningsSeen.withLock { seen in
            let now = DaemonClock.machine
            let names = Set(warnings.map(\.name))
            seen = seen.filter { names.contains($0.key) || !isTold($0.key) }
            for warning in warnings where seen[warning.name] == nil { seen[warning.name] = now }
            return seen
        }
        return warnings.map { warning in
            let one = known[warning.name].flatMap {
                $0.holds(for: warning, on: view.today) ? $0 : nil
            }
            return WarningView(
                warning: warning, since: since[warning.name] ?? view.machineNow,
                acknowledgement: one)
        }
    }

    /// Looks what is amiss, so that it is known since when, and forgets acknowledgements of what is over.
    package func watchWarnings() async throws {
        let view = try await self.status()
        // To find who is missing goes through cases: that is done for who asks.
        let warnings = try await self.warnings(view, holes: nil)
        let standing = Dictionary(
            warnings.map { ($0.warning.name, $0.warning) }, uniquingKeysWith: { first, _ in first })
        func isOver(_ known: Acknowledgement) -> Bool {
            standing[known.name].map { !known.holds(for: $0, on: view.today) }
                ?? !known.name.hasPrefix(Warning.hole)
        }
        let known = try await self.ask { try Acknowledgements($0.setting(Setting.acknowledged)) }
        let over = known.all.filter(isOver)
        guard !over.isEmpty, view.disk.lowSince == nil else { return }
        try await self.desk.write { transaction in
            var known = try Acknowledgements(transaction.book.setting(Setting.acknowledged))
            known.all.removeAll { over.contains($0) }
            transaction.ledger.set(Setting.acknowledged, to: try known.setting)
        }
    }

    /// An administrator knows of something that is amiss: a line of the history.
    ///
    /// - Parameters:
    ///   - until: the last day; nil: until it changes.
    ///   - isWithdrawn: it is to be told as before.
    package func acknowledge(
        _ name: String, until: Day?, reason: String, isWithdrawn: Bool, _ request: Engine.Request
    ) async throws(CaseworkError) -> WarningView {
        guard request.principal.isAdmin else {
            throw CaseworkError(
                .permission,
                Label("只有系统管理员可以确认警告", "only administrators may acknowledge a warning"))
        }
        let view = try await self.status()
        if let until, until < view.today {
            throw CaseworkError.invalid("until", "\(until)已过", "\(until) is over")
        }
        let standing = try await self.warnings(view, holes: try await self.holes())
        guard let told = standing.first(where: { $0.warning.name == name }) else {
            let names = standing.map(\.warning.name)
            throw CaseworkError(
                .notFound,
                Label(
                    "没有警告“\(name)”"
                        + (names.isEmpty ? "" : ";现有:\(names.joined(separator: "、"))"),
                    "there is no warning “\(name)”"
                        + (names.isEmpty ? "" : "; there are: \(names.joined(separator: ", "))")))
        }
        let warning = told.warning
        _ = try await self.perform(request) { transaction in
            var known = try Acknowledgements(transaction.book.setting(Setting.acknowledged))
            let before = known[name].map(\.text)
            if isWithdrawn {
                guard before != nil else {
                    throw CaseworkError(
                        .refused,
                        Label("警告“\(name)”没有确认过", "the warning “\(name)” is not acknowledged"))
                }
                known[name] = nil
            } else {
                known[name] = Acknowledgement(
                    name: name, state: warning.state, until: until, reason: reason,
                    user: request.principal.number, by: request.principal.name,
                    at: DaemonClock.machine)
            }
            transaction.ledger.set(Setting.acknowledged, to: try known.setting)
            return try transaction.directoryLine(
                "warning", about: name, before: before.map { .text($0) },
                after: known[name].map { .text($0.text) })
        }
        let after = try await self.ask { try Acknowledgements($0.setting(Setting.acknowledged)) }
        return WarningView(
            warning: warning, since: told.since, acknowledgement: after[name])
    }
}

extension Acknowledgement {
    /// As a line of the history has it.
    fileprivate var text: String {
        "known of until \(self.until?.description ?? "it changes")"
            + (self.reason.isEmpty ? "" : ": \(self.reason)")
    }
}
