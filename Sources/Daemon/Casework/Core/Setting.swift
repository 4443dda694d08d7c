// SPDX-License-Identifier: Apache-2.0

/// The settings that the store keeps.
package enum Setting {
    /// Where a simulated clock stands: it survives a restart.
    package static let clock = "simulated_clock"
    /// How many messages may have been handed over twice: whoever held one did not say what became of it.
    package static let doubled = "messages_doubled"
    /// How many jobs were missing or stale and were mended.
    package static let mended = "jobs_mended"
    /// The calendar versions that open dates are counted by.
    package static let calendars = "calendars_counted_by"
    /// Offices and roles, as `office:role`, of which the last holder lost the right.
    package static let holes = "rights_without_holder"
    /// The version that said that fewer read than before.
    package static let narrowed = "reading_narrowed"
    /// The number of the last reading that was noted: a chain whose end was cut off has fewer.
    package static let readings = "readings_noted"
    /// What an administrator had set at the last start, by name, as JSON.
    package static let settings = "settings_at_start"
    /// What is amiss and an administrator knows of, as JSON.
    package static let acknowledged = "warnings_acknowledged"
    /// Tells one data folder's messages from another's.
    package static let messageFolder = "message_folder"
}
