// SPDX-License-Identifier: Apache-2.0

/// What is read of one file at most, each with its reason.
package enum FileLimits {
    /// Bytes of a file: fifty thousand rows of forty columns are about thirty.
    package static let fileBytes = 64 << 20
    /// Bytes of a paper that is read so that a search finds it: what is larger is pictures.
    package static let searchedBytes = 16 << 20
    /// Signs of its text that are kept for that; the daemon keeps as many.
    package static let searchedSigns = 40_000
    /// Files in a zip: a workbook has some tens, with pictures some hundreds.
    package static let entries = 4_096
    /// Bytes of one part of it, taken apart: a sheet of two million cells.
    package static let partBytes = 512 << 20
    /// How much larger than the file its parts may be: XML of a table is packed to a tenth, of one that is
    /// all alike to a hundredth; what is made to burst is packed to a thousandth.
    package static let ratio = 250
    /// Bytes that may come of a small file whatever the ratio: an empty sheet packs very well.
    package static let alwaysBytes = 16 << 20
    /// XML elements in one another: a sheet has six.
    package static let depth = 64
    /// Bytes of a name or of a value in an XML tag: the longest of a workbook are formulas of its names.
    package static let attributeBytes = 64 << 10
    /// Characters of a cell: a spreadsheet program keeps no more.
    package static let cellCharacters = 32_767
    /// Cells with something in them, over all sheets: fifty thousand rows of forty columns.
    package static let cells = 2_000_000
    /// Rows of a sheet with something in them: what one import takes, and titles and notes beside.
    package static let rows = 60_000
    /// Columns: a list has tens; formats that go to the end of the sheet have no text.
    package static let columns = 1_024
    /// Bytes of all the texts of a file together: what a clerk's computer has to spare.
    package static let textBytes = 256 << 20
    /// Bytes of a document's text: the daemon takes letters of one.
    package static let documentBytes = 8 << 20
    /// Sheets: a year's weeks.
    package static let sheets = 256
    /// Merged ranges of a sheet: a merge for each row.
    package static let merges = 60_000
    /// Formats of numbers: a program gives out no more itself.
    package static let formats = 65_536
}
