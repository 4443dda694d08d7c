// SPDX-License-Identifier: Apache-2.0

/// The limits of rulebooks, each with its reason.
package enum RulebookLimits {
    /// Bytes of one file: the largest of ours has 40 kB; a megabyte is no rulebook.
    package static let fileBytes = 1 << 20
    /// Files of one rulebook.
    package static let files = 500
    /// How deep nodes may nest: the deepest of ours is 9; the reader recurses.
    package static let depth = 40
    /// Nodes of one file after anchors are written out: stops files that blow up by aliases.
    package static let nodes = 200_000
    /// Errors, and remarks, reported at once; more only bury the first.
    package static let findings = 500
    /// Characters of a template with all parts written out: the longest of ours has 4,000; parts that take one another
    /// twice each grow without end.
    package static let paperCharacters = 200_000
    /// How many workflows or profiles may extend one another in a row.
    package static let extensions = 8
}
