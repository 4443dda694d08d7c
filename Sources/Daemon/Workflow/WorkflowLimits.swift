// SPDX-License-Identifier: Apache-2.0

/// The limits of cases and machines, each with its reason.
package enum WorkflowLimits {
    /// Bytes of one field's text: a long opinion fits; more belongs into a document.
    package static let textBytes = 65_536
    /// Items of a list field: a city's register of organisations, from which an inspection draws.
    package static let listItems = 10_000
    /// Cases that one command may open or tell, in all: keeps a transaction short.
    package static let consequences = 1_500
    /// How deep cases may open and tell each other within one command: case, child, its child.
    package static let depth = 4
    /// Own transitions the daemon may chain in one command; more means that two triggers feed
    /// each other.
    package static let chainedTriggers = 16
}
