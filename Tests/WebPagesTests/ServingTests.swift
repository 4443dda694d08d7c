// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import WebPages

/// What the pages count, hold and name.
@Suite struct ServingTests {
    @Test func triesOfOneAddressAreBounded() {
        let counter = SignInCounter()
        let now = ContinuousClock.now
        for _ in 0..<PageLimits.signInsAtOnce { #expect(counter.enter("a", at: now)) }
        #expect(!counter.enter("a", at: now))
        #expect(counter.enter("b", at: now))
        counter.leave("a", failed: false, at: now)
        #expect(counter.enter("a", at: now))
    }

    @Test func failuresAreForgottenAfterTheirTime() {
        let counter = SignInCounter()
        let now = ContinuousClock.now
        for _ in 0..<PageLimits.signInFailures {
            #expect(counter.enter("a", at: now))
            counter.leave("a", failed: true, at: now)
        }
        #expect(!counter.enter("a", at: now.advanced(by: PageLimits.signInPeriod - .seconds(1))))
        #expect(counter.enter("a", at: now.advanced(by: PageLimits.signInPeriod)))
    }

    @Test func noMoreAddressesAreKeptThanItsLimit() {
        let counter = SignInCounter()
        let start = ContinuousClock.now
        for number in 0..<(PageLimits.signInAddresses + 100) {
            let now = start.advanced(by: .milliseconds(number))
            #expect(counter.enter("\(number)", at: now))
            counter.leave("\(number)", failed: true, at: now)
        }
        #expect(counter.addresses == PageLimits.signInAddresses)
    }

    @Test func aBoardsPlaceIsGivenBackWhenItsAnswerIsDropped() {
        let followers = Followers()
        for _ in 0..<3 {
            let places = (0..<PageLimits.followersOfOne).map { _ in followers.enter("a") }
            #expect(places.allSatisfy { $0 != nil })
            #expect(followers.enter("a") == nil)
            #expect(followers.enter("b") != nil)
            withExtendedLifetime(places) {}
        }
        let all = (0..<PageLimits.followers).map { followers.enter("session \($0)") }
        #expect(all.allSatisfy { $0 != nil })
        #expect(followers.enter("another") == nil)
        withExtendedLifetime(all) {}
    }

    @Test(arguments: [
        ("/desk", "/desk"), ("/cases?query=%E7%BC%96&open=1", "/cases?query=%E7%BC%96&open=1"),
        ("//example.org", "/"), ("/\\example.org", "/"), ("https://example.org", "/"), ("", "/"),
        ("desk", "/"), ("/a\r\nb", "/"), ("/编", "/"), ("javascript:alert(1)", "/"),
    ])
    func nobodyIsSentElsewhere(_ asked: String, _ path: String) {
        #expect(Answers.own(asked) == path)
    }

    @Test func aFileIsCalledByItsNameAndNothingElse() {
        #expect(
            Answers.disposition("复函\"a\r\nb.docx")
                == "attachment; filename=\"___a__b.docx\"; filename*=UTF-8''%E5%A4%8D%E5%87%BD%22a%0D%0Ab.docx"
        )
        #expect(Site.fileName("C:\\材料\\复函.pdf") == "复函.pdf")
        #expect(Site.fileName("../../etc/passwd") == "passwd")
        #expect(Site.fileName("a\u{202E}fdp.exe\u{0}") == "afdp.exe")
        for name in ["", "..", "/", ". ."] { #expect(Site.fileName(name) == "file") }
    }

    @Test func theHandbookIsTextAndNotMarkup() {
        let html = HandbookDrawing(
            "# <b>A\n\n|x|y|\n|-|-|\n|`a<b`|**c&d**<br/>e|\n\n- one **open\n\n```mermaid\nflow\n```\n```\n<i>\n```"
        ).html
        #expect(html.contains("<h2> &lt;b&gt;A</h2>"))
        #expect(html.contains("<td><code>a&lt;b</code></td><td><strong>c&amp;d</strong><br>e</td>"))
        #expect(html.contains("<li>one **open</li>"))
        #expect(html.contains("<pre>&lt;i&gt;</pre>"))
        #expect(!html.contains("flow") && !html.contains("<i>"))
    }
}
