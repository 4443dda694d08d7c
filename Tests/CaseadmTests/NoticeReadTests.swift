// SPDX-License-Identifier: Apache-2.0
import CaseProto
import Foundation
import Testing

@testable import CaseadmText

/// What was read in a notice, as it is told.
@Suite struct NoticeReadTests {
    @Test func rowOfCSVIsOnePartyOfOneNotice() throws {
        let report = Report([Fixtures.notice], .zh)
        let lines = report.text(as: .csv, on: .file).split(whereSeparator: \.isNewline)
            .map(String.init)
        try #require(lines.count == 3)
        #expect(lines[0].hasPrefix("file,form,authority,number,date,party,code"))
        #expect(
            lines[1]
                == "a.txt,行政处罚决定,样例县民政局,样民罚〔2025〕1号,2025-05-06,样例县某协会,51000000MJ00000001,未按规定接受监督检查,警告|罚款1000元,《社会团体登记管理条例》第三十条第一款第(三)项"
        )
        #expect(lines[2].contains("样例县某商会,,"))
    }

    @Test func whatIsNoNoticeIsToldWithItsReason() {
        let refused = V1.ReadNoticeResponse(
            file: "b.txt", notice: false, reason: V1.Label(zh: "这是新闻报道", en: "news"))
        let told = Report([refused], .zh).text(as: .table, on: .file)
        #expect(told == "b.txt: 不是此类文书: 这是新闻报道\n")
    }
}
