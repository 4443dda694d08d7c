// SPDX-License-Identifier: Apache-2.0

/// The limits of date arithmetic, each with its reason.
package enum CalendarLimits {
    /// Years a day may lie in: four digits in the ISO form, and no law of ours is older.
    package static let years = 1900...9999
    /// The longest period, in its own unit.
    ///
    /// 100 years of days; more is a typing error, and counting working days one by one must end.
    package static let longestPeriod = 36_600
    /// Days that an explanation lists; ten years, longer ones are cut with a remark.
    package static let explainedDays = 3_700
    /// Rows of a calendar file: 30 years at 40 rows, one of them for the year itself.
    package static let calendarRows = 1_200
    /// How far a rest day may push the end: the longest run of rest days ever announced is 10;
    /// more than 60 means a broken calendar.
    package static let longestRest = 60
    /// From this month on, next year's holidays should be known.
    ///
    /// The notices for 2018 to 2026 came between 25 October and 8 December: in October somebody
    /// must begin to look, since dates in the next year are provisional until then.
    package static let noticeMonth = 10
}
