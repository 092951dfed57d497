import Foundation
import Testing

@testable import DialogueManager

@Suite struct FlowFileTests {
    private static let head = "flow: cancel_order\nversion: 1\nexpert: after_sale\nsteps:\n"

    private func problem(_ yaml: String) -> String? {
        do {
            _ = try FlowFile.flow(yaml: yaml, name: "a.yaml")
            return nil
        } catch {
            return error.description
        }
    }

    @Test func everyActionHasAShippedFlow() throws {
        let flows = try FlowCatalogue(folder: FlowCatalogue.folder)
        #expect(flows.current.map(\.action) == AfterSaleKind.allCases)
        try TemplateCatalogue.shipped().checkWords(of: flows)
    }

    @Test(arguments: [
        ("flow: cancel\nversion: 1", "a.yaml:1: flow: there is no \"cancel\""),
        ("flow: cancel_order\nversion: none\nexpert: order", "a.yaml:2: version must be a number from 1"),
        ("flow: cancel_order\nversion: 1\nspeed: 3", "a.yaml:3: \"speed\" is none of"),
        (head + "  - collect: colour\n", "a.yaml:5: collect: there is no \"colour\": order, items"),
        (head + "  - collect: order\n    call: prepare\n", "a.yaml:5: a step is exactly one of"),
        (head + "  - collect: reason\n  - hand_over: yes\n", "a.yaml:5: a reason needs choices"),
        (head + "  - collect: order\n", "a.yaml:5: the last step must be an answer or hand_over"),
        (head + "  - answer: done_nothing\n", "a.yaml:5: answer: there is no \"done_nothing\""),
        (
            head + "  - branch: reason\n    to: {other: nowhere}\n  - hand_over: yes\n",
            "a.yaml:5: there is no step \"nowhere\""
        ),
        (
            head + "  - call: prepare\n  - call: execute\n  - hand_over: yes\n",
            "a.yaml:6: call: execute must follow a confirm"
        ),
        (
            head + "  - confirm: confirm_cancel_order\n  - hand_over: yes\n",
            "a.yaml:5: confirm must follow call: prepare"
        ),
        ("flow: [", "a.yaml:"),
    ])
    func whatIsWrongIsToldWithFileAndLine(yaml: String, start: String) {
        let told = problem(yaml)
        #expect(told?.hasPrefix(start) == true, "\(told ?? "nothing was wrong")")
    }

    @Test func aBranchMayNotLeadPastTheYes() {
        let yaml =
            Self.head
                + """
                  - branch: reason
                    to: {other: act}
                  - call: prepare
                  - confirm: confirm_cancel_order
                  - {id: act, call: execute}
                  - answer: done_cancel_order
                """
        #expect(problem(yaml)?.contains("no branch may lead to it") == true)
    }

    @Test func oneVersionTwiceIsRefused() throws {
        let flow = try #require(FlowCatalogue.shipped().newest(.cancelOrder))
        #expect(throws: FlowFileError.self) { try FlowCatalogue([("a.yaml", flow), ("b.yaml", flow)]) }
    }

    @Test func theNewestVersionServesAndOlderOnesStay() throws {
        let first = try #require(FlowCatalogue.shipped().newest(.cancelOrder))
        var second = first
        second.version = 2
        let flows = try FlowCatalogue([("b.yaml", second), ("a.yaml", first)])
        #expect(flows.newest(.cancelOrder)?.version == 2)
        #expect(flows.flow(.cancelOrder, version: 1) == first)
        #expect(flows.flow(.cancelOrder, version: 3) == nil)
    }

    @Test func cuesNeedEveryWordOfAGroupAndWholeLatinWords() {
        let flows = FlowCatalogue.shipped()
        #expect(flows.flow(cuedBy: "想换个付款方式")?.action == .changePayment)
        #expect(flows.flow(cuedBy: "please change the payment method")?.action == .changePayment)
        #expect(flows.flow(cuedBy: "exchanged rates") == nil)
        #expect(flows.flow(cuedBy: "付款方式有哪些") == nil)
    }
}
