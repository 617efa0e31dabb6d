// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.25;

import {MarginAccounts} from "../src/MarginAccounts.sol";
import {vm} from "../test/Cheats.sol";
import {TestUsd} from "../test/MarginAccounts.t.sol";
import {ExposureWord} from "setoff/ExposureWord.sol";
import {ISetoffRiskOracle} from "setoff/ISetoffRiskOracle.sol";

/// @notice The protocol on a fork of a chain of the running demo, with what the gateway published there. `npm run demo`
/// names the oracle, the stream, the account and its word; the demo itself is not touched.
contract DemoTest {
    using ExposureWord for ISetoffRiskOracle.Word;

    ISetoffRiskOracle private oracle;
    bytes32 private stream;
    address private account;
    uint256 private published; // margin, 1e-6 USD
    MarginAccounts private protocol;

    /// @dev The account has had a position for ten minutes, of a size at which the published margin is 80 % of the
    /// stand-alone one.
    function setUp() public {
        oracle = ISetoffRiskOracle(vm.envAddress("SETOFF_ORACLE"));
        stream = vm.envBytes32("SETOFF_STREAM");
        account = vm.envAddress("SETOFF_ACCOUNT");
        published = ISetoffRiskOracle.Word.wrap(uint256(vm.envBytes32("SETOFF_WORD"))).marginUsd();

        TestUsd usd = new TestUsd();
        protocol = new MarginAccounts(usd, oracle, stream);
        usd.mint(account, published * 2);
        uint256 now_ = block.timestamp;
        vm.warp(now_ - 10 minutes);
        vm.prank(account);
        usd.approve(address(protocol), type(uint256).max);
        vm.prank(account);
        protocol.deposit(uint128(published * 2));
        vm.prank(account);
        protocol.open(uint128(published * 25 / 2));
        vm.warp(now_);
    }

    function testOracleAnswersWhatTheGatewaySays() public view {
        (ISetoffRiskOracle.Status status, ISetoffRiskOracle.Word word,) =
            oracle.latest(stream, bytes32(uint256(uint160(account))), 5 minutes);
        vm.assertTrue(status == ISetoffRiskOracle.Status.Fresh, "fresh");
        vm.assertEq(ISetoffRiskOracle.Word.unwrap(word), uint256(vm.envBytes32("SETOFF_WORD")), "word");
    }

    function testPublishedReportLowersTheMargin() public view {
        vm.assertEq(protocol.requiredMargin(account), published, "published margin");
        vm.assertTrue(published < protocol.standAloneMargin(account), "below stand-alone");
    }

    function testStaleReportMeansStandAloneMargin() public {
        vm.warp(block.timestamp + 5 minutes + 60);
        vm.assertEq(protocol.requiredMargin(account), protocol.standAloneMargin(account), "stand-alone");
    }

    function testHaltMeansStandAloneMarginAtOnce() public {
        vm.prank(oracle.guardian());
        oracle.halt(stream, 0);
        vm.assertEq(protocol.requiredMargin(account), protocol.standAloneMargin(account), "stand-alone");
    }
}
