// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore

// Each kind of decision, for the others that need it.
extension Decision {
    var acting: Acting { Acting(transaction: self.transaction) }
    var opening: Opening { Opening(transaction: self.transaction) }
    var replaying: Replaying { Replaying(transaction: self.transaction) }
    var recording: Recording { Recording(transaction: self.transaction) }
    var following: Following { Following(transaction: self.transaction) }
    var rewriting: Rewriting { Rewriting(transaction: self.transaction) }
    var correction: Correction { Correction(transaction: self.transaction) }
    var undoing: Undoing { Undoing(transaction: self.transaction) }
    var admitting: Admitting { Admitting(transaction: self.transaction) }
    var marking: Marking { Marking(transaction: self.transaction) }
    var voiding: Voiding { Voiding(transaction: self.transaction) }
    var filing: Filing { Filing(transaction: self.transaction) }
    var withdrawing: Withdrawing { Withdrawing(transaction: self.transaction) }
    var ticking: Ticking { Ticking(transaction: self.transaction) }
    var resending: Resending { Resending(transaction: self.transaction) }
    var sending: Sending { Sending(transaction: self.transaction) }
    var installing: Installing { Installing(transaction: self.transaction) }
    var migrating: Migrating { Migrating(transaction: self.transaction) }
    var rowImport: RowImport { RowImport(transaction: self.transaction) }
    var rowComparison: RowComparison { RowComparison(transaction: self.transaction) }
    var importPlanning: ImportPlanning { ImportPlanning(transaction: self.transaction) }
    var bulkBeginning: BulkBeginning { BulkBeginning(transaction: self.transaction) }
    var bulkCarrying: BulkCarrying { BulkCarrying(transaction: self.transaction) }
    var erasing: Erasing { Erasing(transaction: self.transaction) }
    var stepTaking: StepTaking { StepTaking(transaction: self.transaction) }
    var telling: Telling { Telling(transaction: self.transaction) }
    var mending: Mending { Mending(transaction: self.transaction) }
    var settling: Settling { Settling(transaction: self.transaction) }
}
