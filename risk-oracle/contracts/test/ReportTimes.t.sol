// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.25;

import {ISetoffRiskOracle} from "../src/ISetoffRiskOracle.sol";
import {Fixture} from "./kit/Fixture.sol";
import {vm} from "./kit/Vm.sol";

contract ReportTimesTest is Fixture {
    function timed(uint256 observedAt, uint256 validUntil)
        private
        view
        returns (ISetoffRiskOracle.EpochReport memory r)
    {
        r = report(1, keccak256("root"));
        r.observedAt = uint40(observedAt);
        r.validUntil = uint40(validUntil);
    }

    function refuse(ISetoffRiskOracle.EpochReport memory r, bytes4 selector) private {
        ISetoffRiskOracle.Quorum memory q = sign(r);
        refused(selector);
        oracle.commit(r, q);
    }

    function testReportIsAcceptedThroughItsLastSecond() public {
        vm.assertTrue(commit(timed(NOW - 300, NOW)), "accepted");
    }

    function testReportIsRefusedAfterItsLastSecond() public {
        refuse(timed(NOW - 300, NOW - 1), ISetoffRiskOracle.ExpiredReport.selector);
    }

    function testReportMayBeObservedUpToTheSkewAhead() public {
        vm.assertTrue(commit(timed(NOW + 60, NOW + 300)), "accepted");
    }

    function testReportObservedBeyondTheSkewIsRefused() public {
        refuse(timed(NOW + 61, NOW + 300), ISetoffRiskOracle.FutureReport.selector);
        refuse(timed(type(uint40).max, type(uint40).max), ISetoffRiskOracle.FutureReport.selector);
    }

    function testReportThatExpiresBeforeItWasObservedIsRefused() public {
        refuse(timed(NOW + 31, NOW + 30), ISetoffRiskOracle.ExpiredReport.selector);
        vm.assertTrue(commit(timed(NOW + 30, NOW + 30)), "a single second");
    }

    function testTimesHoldForRowsToo() public {
        bytes memory rows = abi.encodePacked(account(0), uint256(1));
        ISetoffRiskOracle.EpochReport memory r = flatReport(1, rows);
        r.validUntil = uint40(NOW - 1);
        ISetoffRiskOracle.Quorum memory q = sign(r);
        refused(ISetoffRiskOracle.ExpiredReport.selector);
        oracle.storeSigned(r, rows, q);

        r = flatReport(1, rows);
        r.observedAt = uint40(NOW + 61);
        q = sign(r);
        refused(ISetoffRiskOracle.FutureReport.selector);
        oracle.storeSigned(r, rows, q);
    }
}
