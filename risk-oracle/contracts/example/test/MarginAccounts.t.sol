// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.25;

import {MarginAccounts} from "../src/MarginAccounts.sol";
import {vm} from "./Cheats.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ExposureWord} from "setoff/ExposureWord.sol";
import {SetoffTestOracle} from "setoff/testing/SetoffTestOracle.sol";

contract TestUsd is ERC20("USD", "USD") {
    function decimals() public pure override returns (uint8) {
        return 6;
    }

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }
}

/// @notice Alice has 1,000 USD in and 9,000 USD of notional open: a stand-alone margin of 900. A report may bring it to 630.
contract MarginAccountsTest {
    uint64 private constant USD = 1e6;
    bytes32 private constant STREAM = keccak256("my-protocol/margin/v1");
    address private constant ALICE = address(0xA11CE);

    SetoffTestOracle private kit;
    TestUsd private usd;
    MarginAccounts private protocol;

    function setUp() public {
        vm.warp(1_790_000_000);
        kit = new SetoffTestOracle();
        usd = new TestUsd();
        protocol = new MarginAccounts(usd, kit.oracle(), STREAM);
        usd.mint(ALICE, 1_000 * USD);
        vm.prank(ALICE);
        usd.approve(address(protocol), type(uint256).max);
        vm.prank(ALICE);
        protocol.deposit(1_000 * USD);
        vm.prank(ALICE);
        protocol.open(9_000 * USD);
        vm.warp(block.timestamp + 1);
    }

    function assertRequired(uint256 usd_) private view {
        vm.assertEq(protocol.requiredMargin(ALICE), usd_ * USD, "required margin");
    }

    function withdraw(uint128 amount) private {
        vm.prank(ALICE);
        protocol.withdraw(amount * USD);
    }

    function testFreshReportLowersTheMargin() public {
        kit.publish(STREAM, ALICE, 700 * USD);
        assertRequired(700);
        withdraw(300);
        vm.expectRevert(abi.encodeWithSelector(MarginAccounts.UnderMargin.selector, 699 * USD, 700 * USD));
        withdraw(1);
    }

    function testNoReportMeansStandAloneMargin() public {
        assertRequired(900);
        withdraw(100);
        vm.expectRevert(abi.encodeWithSelector(MarginAccounts.UnderMargin.selector, 899 * USD, 900 * USD));
        withdraw(1);
    }

    function testStaleHaltedAndFlaggedMeanStandAloneMargin() public {
        kit.publish(STREAM, ALICE, 700 * USD);
        vm.warp(block.timestamp + 5 minutes + 1);
        assertRequired(900);
        kit.publish(STREAM, ALICE, kit.word(700 * USD, 10_000, ExposureWord.VALID | ExposureWord.PARTIAL));
        assertRequired(900);
        vm.warp(block.timestamp + 1);
        kit.publish(STREAM, ALICE, kit.word(700 * USD, 9_999, ExposureWord.VALID));
        assertRequired(900);
        vm.warp(block.timestamp + 1);
        kit.publish(STREAM, ALICE, 700 * USD);
        assertRequired(700);
        kit.halt(STREAM);
        assertRequired(900);
    }

    function testReportBeyondTheCapIsRefusedWhole() public {
        kit.publish(STREAM, ALICE, 630 * USD);
        assertRequired(630);
        vm.warp(block.timestamp + 1);
        kit.publish(STREAM, ALICE, 630 * USD - 1);
        assertRequired(900);
    }

    function testReportOfASmallerPositionDoesNotCountForALargerOne() public {
        kit.publish(STREAM, ALICE, 700 * USD);
        vm.prank(ALICE);
        protocol.open(1_000 * USD);
        assertRequired(1_000);
    }

    function testExitsWorkWithoutAnOracle() public {
        kit.publish(STREAM, ALICE, 700 * USD);
        withdraw(300);
        vm.etch(address(kit.oracle()), "");
        assertRequired(900);
        vm.prank(ALICE);
        protocol.close(9_000 * USD);
        withdraw(700);
        vm.assertEq(usd.balanceOf(ALICE), 1_000 * USD, "all of it");
    }
}
