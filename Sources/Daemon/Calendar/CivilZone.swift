// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Synchronization

/// A time zone of a profile: which day a moment falls on.
package struct CivilZone: Sendable {
    /// Where no rulebook is at hand to say one: China has one time (北京时间).
    package static let usual = CivilZone("Asia/Shanghai")

    /// Its IANA name.
    package let name: String
    private let zone: TimeZone
    /// Zones looked up before; the system's table is asked once for each name.
    private static let known = Mutex<[String: TimeZone]>([:])

    /// The zone of an IANA name; China's when the name is unknown here.
    package init(_ name: String) {
        self.name = name
        self.zone = CivilZone.known.withLock { known in
            if let zone = known[name] { return zone }
            let zone = TimeZone(identifier: name) ?? TimeZone(secondsFromGMT: 8 * 3600) ?? .gmt
            known[name] = zone
            return zone
        }
    }

    /// The day on which a moment falls.
    package func day(of instant: Instant) -> Day {
        let local = instant.milliseconds / 1000 + Int64(self.offset(at: instant))
        let days = local >= 0 ? local / 86_400 : (local - 86_399) / 86_400
        return Day(number: Int(days))
    }

    /// A moment as people of this zone say it, to the minute: `2025-09-01 08:00`.
    package func text(of instant: Instant) -> String {
        let day = self.day(of: instant)
        let minutes = (instant.milliseconds - self.start(of: day).milliseconds) / 60_000
        func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(day) \(two(minutes / 60)):\(two(minutes % 60))"
    }

    /// Reads what ``text(of:)`` writes; nil for anything else.
    package func instant(_ text: String) -> Instant? {
        let halves = text.split(separator: " ")
        guard halves.count == 2, let day = Day(halves[0]) else { return nil }
        let clock = halves[1].split(separator: ":").compactMap { Int64($0) }
        guard clock.count == 2, (0..<24).contains(clock[0]), (0..<60).contains(clock[1]) else {
            return nil
        }
        return self.start(of: day).adding(milliseconds: (clock[0] * 60 + clock[1]) * 60_000)
    }

    /// The moment at which a day begins.
    package func start(of day: Day) -> Instant {
        let utc = Instant(milliseconds: Int64(day.number) * 86_400_000)
        return utc.adding(milliseconds: -Int64(self.offset(at: utc)) * 1000)
    }

    private func offset(at instant: Instant) -> Int {
        self.zone.secondsFromGMT(
            for: Date(timeIntervalSince1970: Double(instant.milliseconds) / 1000))
    }
}
