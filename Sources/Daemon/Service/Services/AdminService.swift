// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
package import CaseProto
package import Casework
package import GRPCCore
internal import Storage
internal import WorkCalendar
internal import Workflow

/// Serves `cased.v1.Admin`.
package struct AdminService: AdminServing {
    private let engine: ServedEngine
    private let version: String
    private let dataFolder: String
    private let process: @Sendable () -> [Metric]
    private let startedAt: ContinuousClock.Instant

    /// A service over an engine; the rest is for `status`.
    ///
    /// - Parameter process: figures of the process, for `metrics`.
    package init(
        _ engine: ServedEngine, version: String, dataFolder: String,
        process: @escaping @Sendable () -> [Metric] = { [] }
    ) {
        self.process = process
        self.engine = engine
        self.version = version
        self.dataFolder = dataFolder
        self.startedAt = .now
    }

    package func status(
        _ request: ServerRequest<V1.StatusRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.StatusResponse> {
        try await self.engine.serve(request) { asked, caller in
            let view = try await caller.engine.health.status()
            // They name cases: for who can mend them.
            let holes =
                caller.principal.isAdmin ? try await caller.engine.health.holes() : nil
            let all = try await caller.engine.health.warnings(view, holes: holes)
            let warnings = all.filter { $0.acknowledgement == nil }
            return V1.StatusResponse(
                version: self.version, now: view.now.description,
                simulatedClock: caller.engine.clock.isSimulated, cases: view.counts.cases,
                openCases: view.counts.openCases, overdue: view.counts.overdue,
                historyLines: view.head.sequence, chainHead: Chain.hex(view.head.hash),
                rulebookHash: view.rulebookHash,
                calendarKnownUntil: view.calendarKnownUntil?.description ?? "",
                warnings: warnings.map { Render.label($0.warning) },
                quarantined: view.counts.quarantined,
                pendingDeliveries: view.counts.pendingDeliveries,
                dataFolder: caller.principal.isAdmin ? self.dataFolder : "",
                uptimeSeconds: self.startedAt.duration(to: .now).components.seconds,
                jobsLive: Int64(view.jobs(.scheduled, .retryable, .running)),
                jobsDiscarded: Int64(view.jobs(.discarded)), jobsMended: Int64(view.mended),
                jobsPaused: view.paused.map(\.rawValue).sorted(),
                failedDeliveries: view.counts.failedDeliveries,
                messagesDoubled: Int64(view.doubled), cautions: warnings.map(Render.caution),
                counted: view.isCounted, readOnly: view.disk.lowSince != nil,
                startedAt: view.startedAt.description,
                vitals: view.isCounted ? Render.vitals(view) : nil,
                acknowledged: all.filter { $0.acknowledgement != nil }.map(Render.caution))
        }
    }

    package func clock(
        _ request: ServerRequest<V1.ClockRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.ClockResponse> {
        try await self.engine.serve(request) { asked, caller in
            var done: [Consequence] = []
            if let target = try AdminService.target(asked, from: caller.engine) {
                done = try await caller.engine.time.setClock(to: target, by: caller.principal)
            }
            return V1.ClockResponse(
                now: caller.engine.clock.now.description,
                simulated: caller.engine.clock.isSimulated,
                timeZone: caller.engine.rules.nationalZone.name,
                consequences: done.map { Render.consequence($0, caller.kinds) })
        }
    }

    /// Milliseconds of what is shorter than a day.
    private static let shortUnits: [String: Int64] = [
        "m": 60_000, "min": 60_000, "minute": 60_000, "minutes": 60_000, "分钟": 60_000,
        "h": 3_600_000, "hour": 3_600_000, "hours": 3_600_000, "小时": 3_600_000,
    ]

    private static func target(
        _ message: V1.ClockRequest, from engine: Doors
    ) throws(CaseworkError) -> Instant? {
        if let text = message.set.given {
            if let day = Day(text) { return engine.time.morning(of: day) }
            if let instant = Instant(text) ?? engine.time.instant(text) { return instant }
            throw CaseworkError(
                .invalid,
                Label(
                    "“\(text)”不是时刻,应如 2025-04-01、2025-04-01 09:00 或 2025-04-01T09:00:00+08:00",
                    "“\(text)” is no moment such as 2025-04-01, 2025-04-01 09:00 or 2025-04-01T09:00:00+08:00"
                ))
        }
        guard let text = message.advance.given else { return nil }
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let unit = AdminService.shortUnits[
            text.dropFirst(digits.count).filter { $0 != " " }.lowercased()]
        if let unit, let count = Int64(digits), count <= ServiceLimits.longestAdvance {
            return engine.clock.now.adding(milliseconds: count * unit)
        }
        guard let period = Period(text) ?? Period(chinese: text.filter { $0 != " " }) else {
            throw CaseworkError(
                .invalid,
                Label(
                    "“\(text)”不是时长,应如 30 minutes、2 hours、3 days、1 month,单位也可写中文",
                    "“\(text)” is no length such as 30 minutes, 2 hours, 3 days, 1 month"))
        }
        return engine.time.instant(after: period)
    }

    package func metrics(
        _ request: ServerRequest<V1.MetricsRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.MetricsResponse> {
        try await self.engine.serve(request) { asked, caller in
            let metrics = try await caller.engine.health.metrics(self.process())
            return V1.MetricsResponse(text: metrics.map(\.text).joined())
        }
    }

    package func acknowledgeWarning(
        _ request: ServerRequest<V1.AcknowledgeWarningRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Caution> {
        try await self.engine.serve(request) { asked, caller in
            let told = try await caller.engine.health.acknowledge(
                asked.name, until: try caller.day(asked.until, "until"),
                reason: try WireValues.note(asked.reason), isWithdrawn: asked.withdraw,
                try caller.request(asked))
            return Render.caution(told)
        }
    }

    package func listReads(
        _ request: ServerRequest<V1.ListReadsRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.ListReadsResponse> {
        try await self.engine.serve(request) { asked, caller in
            var query = ReadQuery(limit: Int(asked.limit))
            query.caseID = asked.caseId.given
            query.user = asked.uid
            query.from = try caller.day(asked.from, "from")
            query.to = try caller.day(asked.to, "to")
            query.after = asked.after > 0 ? asked.after : nil
            let list = try await caller.engine.health.reads(query)
            return V1.ListReadsResponse(
                reads: list.rows.map { Render.read($0, caller.kinds) }, more: list.isCut)
        }
    }

    package func examine(
        _ request: ServerRequest<V1.ExamineRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.ExamineResponse> {
        try await self.engine.serve(request) { asked, caller in
            let result = try await caller.engine.health.examine(mending: asked.mend)
            return V1.ExamineResponse(
                faults: result.faults.map {
                    V1.Fault(
                        area: $0.area.rawValue, sentence: Render.label($0.sentence),
                        mended: $0.isMended, mendable: $0.canBeMended)
                },
                lines: result.check.lines, head: Chain.hex(result.check.head.hash),
                documents: Int64(result.documents))
        }
    }

    package func verify(
        _ request: ServerRequest<V1.VerifyRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.VerifyResponse> {
        try await self.engine.serve(request) { asked, caller in
            let check = try await caller.engine.health.verify()
            return V1.VerifyResponse(
                ok: check.problems.isEmpty, lines: check.lines, head: Chain.hex(check.head.hash),
                problems: check.problems, reads: check.reads.sequence,
                readsHead: Chain.hex(check.reads.hash))
        }
    }
}
