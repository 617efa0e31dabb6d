// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.25;

import {CrossMarginVault} from "../../src/example/CrossMarginVault.sol";
import {vm} from "../kit/Vm.sol";
import {VaultFixture} from "./VaultFixture.sol";

/// @notice What must work whatever the oracle does: top-up, repayment, withdrawal of surplus, liquidation at the
/// stand-alone maintenance margin. Each in every state that an oracle can be in.
contract VaultExitsTest is VaultFixture {
    enum OracleState {
        Silent,
        Fresh,
        Stale,
        Halted,
        Reverting,
        Burning, // uses up all gas it is given
        Nonsense,
        Gone,
        Last
    }

    function setUp() public override {
        super.setUp();
        kit.publish(ROWS, ALICE, 6_000 * USD);
        borrow(ALICE, 24_000); // equity 6,000: only by the report
    }

    function put(OracleState state) private {
        address oracle = address(kit.oracle());
        if (state == OracleState.Silent) vm.store(oracle, row(), 0);
        if (state == OracleState.Fresh) {
            vm.warp(block.timestamp + 1);
            kit.publish(ROWS, ALICE, 6_000 * USD);
        }
        if (state == OracleState.Stale) vm.warp(block.timestamp + 10 minutes);
        if (state == OracleState.Halted) kit.halt(ROWS);
        if (state == OracleState.Reverting) vm.etch(oracle, hex"5f5ffd");
        if (state == OracleState.Burning) vm.etch(oracle, hex"fe");
        if (state == OracleState.Nonsense) vm.etch(oracle, hex"5f195f5260605ff3");
        if (state == OracleState.Gone) vm.etch(oracle, "");
    }

    function row() private pure returns (bytes32) {
        bytes32 stream = keccak256(abi.encode(ROWS, 0));
        return keccak256(abi.encode(ALICE, uint256(stream) + 2));
    }

    modifier inEveryState() {
        for (uint256 i; i < uint256(OracleState.Last); ++i) {
            uint256 start = vm.snapshotState();
            put(OracleState(i));
            _;
            vm.revertToState(start);
        }
    }

    function testDeposit() public inEveryState {
        vm.prank(ALICE);
        vault.deposit(1 ether);
        vm.assertEq(collateralOf(ALICE), 11 ether, "collateral");
    }

    function testRepayInPart() public inEveryState {
        vm.prank(ALICE);
        vm.assertEq(vault.repay(ALICE, 1 * USD), 1 * USD, "repaid");
        vm.assertEq(debtOf(ALICE), 23_999 * USD, "debt");
    }

    function testRepayAllAndLeave() public inEveryState {
        vm.prank(ALICE);
        vm.assertEq(vault.repay(ALICE, type(uint256).max), 24_000 * USD, "repaid");
        vm.prank(ALICE);
        vault.withdraw(10 ether);
        vm.assertEq(weth.balanceOf(ALICE), 100 ether, "all of it");
    }

    function testLeaveWithoutAPrice() public inEveryState {
        feed.set(0);
        vm.prank(ALICE);
        vault.repay(ALICE, type(uint256).max);
        vm.prank(ALICE);
        vault.withdraw(10 ether);
        vm.assertEq(weth.balanceOf(ALICE), 100 ether, "all of it");
    }

    function testWithdrawSurplusOverTheStandAloneMargin() public inEveryState {
        vm.prank(ALICE);
        vault.repay(ALICE, 10_000 * USD);
        vm.prank(ALICE);
        vault.withdraw(3 ether);
        vm.assertEq(collateralOf(ALICE), 7 ether, "7,000 of equity on 21,000, margin 6,300");
    }

    function testAnyoneMayRepayForAnother() public inEveryState {
        vm.prank(BOB);
        vm.assertEq(vault.repay(ALICE, 30_000 * USD), 24_000 * USD, "no more than is owed");
        vm.assertEq(usdc.balanceOf(BOB), 76_000 * USD, "paid by");
    }

    /// @dev 27,000 USD of collateral less 24,000 is 3,000 of equity, below the maintenance margin of 4,050.
    function testUnhealthyAccountIsLiquidated() public inEveryState {
        feed.set(2700e8);
        vm.prank(BOB);
        (, uint256 seized) = vault.liquidate(ALICE, 10_000 * USD);
        vm.assertEq(seized, uint256(10_500 ether) / 2_700, "with the bonus");
        vm.assertEq(debtOf(ALICE), 14_000 * USD, "debt");
        vm.assertEq(collateralOf(ALICE), 10 ether - seized, "collateral");
        vm.assertEq(weth.balanceOf(BOB), 100 ether + seized, "to the liquidator");
    }

    /// @dev 28,235.30 less 24,000 is 4,235.30, above 15 % of 28,235.30, which is 4,235.295.
    function testHealthyAccountIsNotLiquidatedForTheLossOfItsReport() public inEveryState {
        feed.set(282353e6);
        vm.prank(BOB);
        vm.expectRevert(abi.encodeWithSelector(CrossMarginVault.Healthy.selector));
        vault.liquidate(ALICE, 1 * USD);
        feed.set(282352e6);
        vm.prank(BOB);
        vault.liquidate(ALICE, 1 * USD);
    }

    function testBorrowAtStandAloneMargin() public inEveryState {
        vm.prank(BOB);
        vault.deposit(10 ether);
        borrow(BOB, 21_000);
        vm.assertEq(debtOf(BOB), 21_000 * USD, "debt");
    }

    // ---- what a liquidation is limited to

    function testLiquidatorTakesNoMoreThanThereIs() public {
        feed.set(2400e8);
        vm.prank(BOB);
        (uint256 repaid, uint256 seized) = vault.liquidate(ALICE, type(uint256).max);
        vm.assertEq(seized, 10 ether, "all that there is");
        vm.assertEq(repaid, 22_857_142_858, "its worth without the bonus, rounded up");
        vm.assertEq(debtOf(ALICE), 1_142_857_142, "what nothing is left for stays owed");
    }

    function testLiquidatorPaysNoMoreThanIsOwed() public {
        feed.set(2600e8);
        uint256 owed = debtOf(ALICE);
        vm.prank(BOB);
        (uint256 repaid,) = vault.liquidate(ALICE, owed + 1);
        vm.assertEq(repaid, owed, "repaid");
        vm.assertEq(debtOf(ALICE), 0, "debt");
    }

    /// @dev Else anybody could keep an account from being liquidated with a unit of debt.
    function testAPaymentOrALiquidationAheadDoesNotBlockALiquidation(uint256 ahead, bool liquidates) public {
        feed.set(2500e8);
        uint256 owed = debtOf(ALICE);
        ahead = 1 + ahead % 100;
        vm.prank(BOB);
        if (liquidates) vault.liquidate(ALICE, ahead);
        else vault.repay(ALICE, ahead);
        vm.prank(BOB);
        (uint256 repaid, uint256 seized) = vault.liquidate(ALICE, owed);
        vm.assertTrue(repaid == owed - ahead || seized > 0 && debtOf(ALICE) > 0, "as much as is left");
    }

    /// @dev It would cost nothing, and take the benefit of its report from the account.
    function testALiquidationThatPaysNothingIsRefused() public {
        feed.set(2500e8);
        bytes memory nothing = abi.encodeWithSelector(CrossMarginVault.NothingToPay.selector);
        vm.prank(BOB);
        vm.expectRevert(nothing);
        vault.liquidate(ALICE, 0);
        feed.set(2300e8);
        vm.prank(BOB);
        vault.liquidate(ALICE, type(uint256).max);
        vm.assertEq(collateralOf(ALICE), 0, "all was taken");
        vm.prank(BOB);
        vm.expectRevert(nothing);
        vault.liquidate(ALICE, type(uint256).max);
    }

    function testWithoutAPriceNothingIsBorrowedWithdrawnOrLiquidatedAgainstDebt() public {
        bytes memory stale = abi.encodeWithSelector(CrossMarginVault.StalePrice.selector);
        for (uint256 i; i < 3; ++i) {
            if (i == 0) feed.set(0);
            if (i == 1) feed.set(-1);
            if (i == 2) {
                feed.set(3000e8);
                vm.warp(block.timestamp + 1 hours + 1);
            }
            vm.prank(ALICE);
            vm.expectRevert(stale);
            vault.borrow(1);
            vm.prank(ALICE);
            vm.expectRevert(stale);
            vault.withdraw(1);
            vm.expectRevert(stale);
            vault.liquidate(ALICE, 1);
        }
    }

    function testNobodyWithdrawsMoreThanIsTheirs() public {
        vm.prank(ALICE);
        vm.expectRevert(abi.encodeWithSelector(CrossMarginVault.Exceeds.selector, 10 ether));
        vault.withdraw(10 ether + 1);
        vm.prank(BOB);
        vm.expectRevert(abi.encodeWithSelector(CrossMarginVault.Exceeds.selector, 0));
        vault.withdraw(1);
    }

    function testOnlyTheLenderTakesWhatIsNotLent() public {
        vault.withdrawLiquidity(976_000 * USD);
        vm.assertEq(usdc.balanceOf(address(this)), 976_000 * USD, "taken");
        vm.prank(ALICE);
        vm.expectRevert(abi.encodeWithSelector(CrossMarginVault.NotLender.selector));
        vault.withdrawLiquidity(1);
    }
}
