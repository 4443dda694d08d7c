// SPDX-License-Identifier: Apache-2.0
import Testing
import TownHall

/// The stories over the store in memory: the engine tells them the same way over any store.
@Suite(.timeLimit(.minutes(60))) struct MemoryStories {
    private func inMemory(_ story: () async throws -> Void) async throws {
        try await TownHall.$keeping.withValue(.memory) { try await story() }
    }

    @Test func quanzhou() async throws {
        try await self.inMemory {
            try await QuanzhouStory().suggestionWithOneCoHandlerGoesFromSubmissionToTheArchive()
        }
    }

    @Test func futian() async throws {
        try await self.inMemory {
            try await FutianStory().jointSuggestionWithoutFeedbackIsSettledByTheDaemon()
        }
    }

    @Test func puyang() async throws {
        try await self.inMemory {
            try await PuyangStory()
                .committeesMotionIsFiledWithItsSealAndAnsweredByTheNoticesDate()
        }
    }

    @Test func returns() async throws {
        try await self.inMemory {
            try await ReturnStory()
                .suggestionReturnedInTimeIsAssignedAnewAndOneReturnedLateStays()
        }
    }

    @Test func waiver() async throws {
        try await self.inMemory {
            try await WaiverStory().coHandlerRemindedThreeTimesAfterItsLimitIsWaived()
        }
    }

    @Test func promise() async throws {
        try await self.inMemory {
            try await PromiseStory().dissatisfiedDeputyIsAnsweredAgainAndThePromiseIsKept()
        }
    }

    @Test func penalty() async throws {
        try await self.inMemory {
            try await PenaltyStory()
                .penaltyGoesFromTheLeadThroughHearingAnnouncementAndCourtToTheArchive()
        }
    }

    @Test func listing() async throws {
        try await self.inMemory {
            try await ListingStory()
                .organisationThatDoesItsDutyIsRemovedAndTheOtherComesOntoTheSeriousList()
        }
    }

    @Test func illegal() async throws {
        try await self.inMemory {
            try await IllegalStory().oneDissolvesWhenToldToAndTheOtherIsBanned()
        }
    }

    @Test func dormant() async throws {
        try await self.inMemory {
            try await DormantStory().thirtyOneDormantOrganisationsAreClearedToTheLast()
        }
    }

    @Test func springFestival() async throws {
        try await self.inMemory {
            try await SpringFestivalStory().lengthenedHolidayMovesOpenDatesAfterAPreview()
        }
    }

    @Test func spotCheck() async throws {
        try await self.inMemory {
            try await SpotCheckStory().tenPercentOf766AreDrawnInspectedAndPutRight()
        }
    }
}
