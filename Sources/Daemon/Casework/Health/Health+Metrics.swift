// SPDX-License-Identifier: Apache-2.0
package import CaseworkCore
internal import Storage
internal import Synchronization
internal import WorkCalendar
internal import Workflow

// Figures for a monitoring system.
extension Health {
    /// The figures; those of deadlines are of what the viewer sees.
    ///
    /// - Parameter process: figures of the process, which whoever runs it knows.
    package func metrics(_ process: [Metric]) async throws(CaseworkError) -> [Metric] {
        let view = try await self.status()
        let rules = self.rules
        let (deadlines, late) = try await self.look(admittingAdministrators: true) {
            reader, visibility in
            guard visibility.administers || visibility.seesAdministration else {
                throw CaseworkError(
                    .permission,
                    Label(
                        "只有系统管理员和审计人员可以查看监测数据",
                        "only administrators and auditors may see the metrics"))
            }
            let sight = visibility.administers ? nil : try visibility.sight()
            let offices = try reader.offices().filter { $0.closing == nil }
                .prefix(CaseworkLimits.measuredOffices)
            let deadlines = try offices.map { office -> (String, [DueDay]) in
                var query = DueQuery(limit: 1)
                query.sight = sight
                query.includesPaused = false
                query.holding = Holding(
                    offices: try reader.predecessors(of: office.code).union([office.code])
                ) { hash, clock in
                    try rules.definition(hash, reader).roleHolding(clock: clock)
                }
                return (office.code, try reader.dueList(query).days)
            }
            var notices = NoticeQuery(limit: CaseworkLimits.listed)
            notices.lateOnly = true
            notices.since = view.today.adding(days: -CaseworkLimits.nearDays)
            notices.sight = sight
            return (deadlines, try reader.notices(notices).count)
        }
        return Health.general(view) + [
            Health.deadlines(deadlines, on: view.today),
            Metric(
                "cased_notices_late", "Reminders of the last seven days given after their day", late
            ),
        ] + Health.writing(view, batches: self.engine.queue.vitals.batches) + [self.refusals]
            + process
    }

    /// Duties by the office that holds them and by days left: five buckets each, however many cases.
    private static func deadlines(_ offices: [(String, [DueDay])], on today: Day) -> Metric {
        let buckets: [(name: String, latest: Int)] = [
            ("overdue", -1), ("0-3", 3), ("4-7", 7), ("8-30", 30), ("31+", Int.max),
        ]
        var samples: [Metric.Sample] = []
        for (office, days) in offices {
            var counts = buckets.map { _ in 0 }
            for day in days {
                let left = day.due.days(since: today)
                guard let place = buckets.firstIndex(where: { left <= $0.latest }) else { continue }
                counts[place] += day.duties
            }
            for (bucket, count) in zip(buckets, counts) {
                samples.append(
                    Metric.Sample(
                        labels: [("office", office), ("days_left", bucket.name)],
                        value: Double(count)))
            }
        }
        return Metric(
            "cased_deadlines", "Running duties by the office that holds them and by days left",
            samples: samples)
    }

    private static func general(_ view: StatusView) -> [Metric] {
        var all = [
            Metric(
                "cased_uptime_seconds", "Since when it runs",
                Double(view.machineNow.milliseconds - view.startedAt.milliseconds) / 1_000),
            Metric(
                "cased_history_lines", "Lines of the history", view.head.sequence, kind: .counter),
            Metric(
                "cased_read_only", "1 while commands are refused for the disk",
                view.disk.lowSince == nil ? 0 : 1),
            Metric("cased_queue_commands", "Commands that wait to be decided", view.waiting),
            Metric("cased_wal_bytes", "The database's log", view.logBytes),
        ]
        if let space = view.disk.space {
            all += [
                Metric(
                    "cased_disk_free_bytes", "What the disk of the data folder has left", space.free
                ),
                Metric("cased_disk_size_bytes", "What it has in all", space.size),
                Metric(
                    "cased_disk_reserve_bytes", "Below it commands are refused", view.disk.reserve),
            ]
        }
        if let until = view.calendarKnownUntil {
            all.append(
                Metric(
                    "cased_calendar_days_left", "Days until which holidays are known",
                    until.days(since: view.today)))
        }
        // The whole house's, for who looks after it.
        guard view.isCounted else { return all }
        return all + [
            Metric("cased_cases_open", "Cases that are not over", view.counts.openCases),
            Metric("cased_cases_quarantined", "Cases set aside", view.counts.quarantined),
            Metric(
                "cased_deliveries_failed", "Deliveries that failed", view.counts.failedDeliveries),
            Metric(
                "cased_jobs_given_up", "Jobs that somebody must decide about", view.jobs(.discarded)
            ),
            Metric("cased_warnings", "What is amiss", view.warnings().count),
        ]
    }

    /// Times and sizes of the last batches, and what the disk refused.
    private static func writing(_ view: StatusView, batches: Int64) -> [Metric] {
        func spread<Value>(
            _ name: String, _ help: String, _ spread: Spread<Value>?, _ number: (Value) -> Double
        ) -> Metric {
            let values = spread.map { [("0.5", $0.median), ("0.99", $0.p99), ("1", $0.largest)] }
            return Metric(
                name, help,
                samples: (values ?? []).map { quantile, value in
                    Metric.Sample(labels: [("quantile", quantile)], value: number(value))
                })
        }
        return [
            Metric(
                "cased_batches_total", "Batches written since the start", batches, kind: .counter),
            spread("cased_commit_seconds", "How long the last batches took", view.commits) {
                $0.seconds
            },
            spread("cased_sync_seconds", "How long of it they waited for the disk", view.syncs) {
                $0.seconds
            },
            spread("cased_batch_commands", "Commands of the last batches", view.sizes) {
                Double($0)
            },
            Metric(
                "cased_disk_faults_total", "What the disk refused since the start",
                samples: DiskFault.Kind.allCases.map { kind in
                    let count = view.faults.first { $0.kind == kind }?.count ?? 0
                    return Metric.Sample(labels: [("kind", kind.rawValue)], value: Double(count))
                }, kind: .counter),
        ]
    }

    private var refusals: Metric {
        let counts = self.engine.refusals.withLock { $0 }
        return Metric(
            "cased_refusals_total", "Calls that were refused since the start, by code",
            samples: counts.sorted { $0.key < $1.key }.map { code, count in
                Metric.Sample(labels: [("code", code)], value: Double(count))
            }, kind: .counter)
    }
}

extension Duration {
    fileprivate var seconds: Double {
        Double(self.components.seconds) + Double(self.components.attoseconds) / 1e18
    }
}
