// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.25;

import {ExposureWord} from "../../src/ExposureWord.sol";
import {ISetoffRiskOracle} from "../../src/ISetoffRiskOracle.sol";
import {SetoffVerifier} from "../../src/SetoffVerifier.sol";
import {CrossMarginVault} from "../../src/example/CrossMarginVault.sol";
import {MarginBenefit} from "../../src/example/MarginBenefit.sol";
import {VaultTerms} from "../../src/example/VaultTerms.sol";
import {vm} from "../kit/Vm.sol";
import {VaultFixture} from "./VaultFixture.sol";

/// @notice When the vault lowers its margin, and when not. Alice: 30,000 USD of collateral; 21,000 may be borrowed at the
/// stand-alone margin of 9,000, and up to 24,600 at the least margin of 5,400.
contract CrossMarginVaultTest is VaultFixture {
    using ExposureWord for ISetoffRiskOracle.Word;

    MarginBenefit.BenefitStatus private constant NOT_FRESH = MarginBenefit.BenefitStatus.NotFresh;
    MarginBenefit.BenefitStatus private constant GRANTED = MarginBenefit.BenefitStatus.Granted;

    function publish(uint64 margin) private {
        kit.publish(ROWS, ALICE, margin * USD);
    }

    function testStandAloneMarginNeedsNoReport() public {
        borrow(ALICE, 21_000);
        vm.assertEq(debtOf(ALICE), 21_000 * USD, "debt");
        vm.assertEq(usdc.balanceOf(ALICE), 121_000 * USD, "lent");
        underMargin(8_999, 9_000, NOT_FRESH);
        borrow(ALICE, 1);
    }

    function testFreshReportLowersTheMargin() public {
        publish(6_000);
        assertQuote(ALICE, GRANTED, 6_000 * USD);
        borrow(ALICE, 24_000);
        vm.assertEq(vault.benefitOf(ALICE).usedBps, 3_334, "3,000 of 9,000, rounded up");
        underMargin(5_999, 6_000, GRANTED);
        borrow(ALICE, 1);
    }

    function testReportIsForTheAccountAndTheStreamThatItNames() public {
        kit.publish(ROWS, BOB, 6_000 * USD);
        kit.publish(ROOT, ALICE, 6_000 * USD);
        kit.publish(keccak256("another"), ALICE, 6_000 * USD);
        assertQuote(ALICE, NOT_FRESH, STAND_ALONE);
    }

    function testStaleReportMeansStandAloneMargin() public {
        publish(6_000);
        vm.warp(block.timestamp + 60);
        assertQuote(ALICE, GRANTED, 6_000 * USD);
        vm.warp(block.timestamp + 1);
        assertQuote(ALICE, NOT_FRESH, STAND_ALONE);
        underMargin(6_000, 9_000, NOT_FRESH);
        borrow(ALICE, 24_000);
    }

    function testHaltedStreamMeansStandAloneMarginAtOnce() public {
        publish(6_000);
        kit.halt(ROWS);
        assertQuote(ALICE, NOT_FRESH, STAND_ALONE);
        vm.assertEq(uint256(vault.marginOf(ALICE).status), uint256(ISetoffRiskOracle.Status.Halted), "why, to be seen");
        underMargin(6_000, 9_000, NOT_FRESH);
        borrow(ALICE, 24_000);
    }

    /// @dev Partial, saturated, stale, unfinalised, disputed or withdrawn: what is flagged is seen, and not used.
    function testFlaggedReportMeansStandAloneMarginAndItsFlagsAreSeen() public {
        uint8[7] memory flags = [
            ExposureWord.STALE_SOURCE,
            ExposureWord.PARTIAL,
            ExposureWord.SATURATED,
            ExposureWord.UNFINALIZED_INPUT,
            ExposureWord.DISPUTED,
            ExposureWord.TOMBSTONE,
            128
        ];
        for (uint256 i; i < flags.length; ++i) {
            uint8 all = ExposureWord.VALID | flags[i];
            kit.publish(ROWS, ALICE, kit.word(6_000 * USD, 10_000, all));
            assertQuote(ALICE, NOT_FRESH, STAND_ALONE);
            vm.assertEq(vault.marginOf(ALICE).word.flags(), all, "flags");
            vm.warp(block.timestamp + 1);
        }
        kit.publish(ROWS, ALICE, kit.word(6_000 * USD, 10_000, 0));
        assertQuote(ALICE, NOT_FRESH, STAND_ALONE);
    }

    function testPartialCoverageMeansStandAloneMarginAndIsSeen() public {
        kit.publish(ROWS, ALICE, kit.word(6_000 * USD, 9_999, ExposureWord.VALID));
        assertQuote(ALICE, MarginBenefit.BenefitStatus.Uncovered, STAND_ALONE);
        vm.assertEq(vault.marginOf(ALICE).word.coverageBps(), 9_999, "coverage");
    }

    function testReportNeverRaisesTheMargin() public {
        publish(9_000);
        assertQuote(ALICE, MarginBenefit.BenefitStatus.NoBenefit, STAND_ALONE);
        vm.warp(block.timestamp + 1);
        publish(90_000);
        assertQuote(ALICE, MarginBenefit.BenefitStatus.NoBenefit, STAND_ALONE);
        borrow(ALICE, 21_000);
    }

    /// @dev Refused, not cut down to the cap: a margin that low is more likely wrong than right.
    function testBenefitAboveTheCapIsRefusedWhole() public {
        publish(5_400);
        assertQuote(ALICE, GRANTED, 5_400 * USD);
        vm.warp(block.timestamp + 1);
        kit.publish(ROWS, ALICE, kit.word(5_400 * USD - 1, 10_000, ExposureWord.VALID));
        assertQuote(ALICE, MarginBenefit.BenefitStatus.AboveCap, STAND_ALONE);
        vm.warp(block.timestamp + 1);
        publish(0);
        assertQuote(ALICE, MarginBenefit.BenefitStatus.AboveCap, STAND_ALONE);
    }

    function testBenefitGrowsWithTheTimeSinceTheFirstDeposit() public {
        vm.prank(BOB);
        vault.deposit(10 ether);
        vm.warp(block.timestamp + 30 minutes);
        kit.publish(ROWS, BOB, 8_100 * USD); // 10 %
        assertQuote(BOB, GRANTED, 8_100 * USD);
        vm.warp(block.timestamp + 1);
        kit.publish(ROWS, BOB, 8_000 * USD); // 11.12 %
        assertQuote(BOB, MarginBenefit.BenefitStatus.TooFast, STAND_ALONE);
        vm.warp(block.timestamp + 4 minutes);
        feed.set(3000e8);
        kit.publish(ROWS, BOB, 8_000 * USD);
        assertQuote(BOB, GRANTED, 8_000 * USD);
    }

    function testBenefitGrowsNoFasterThanItsRateFromUseToUse() public {
        publish(8_100);
        borrow(ALICE, 21_001); // uses 10 %
        vm.warp(block.timestamp + 1 hours);
        feed.set(3000e8);
        publish(6_299); // 30.01 %
        assertQuote(ALICE, MarginBenefit.BenefitStatus.TooFast, STAND_ALONE);
        vm.warp(block.timestamp + 1);
        publish(6_300); // 30 %
        borrow(ALICE, 1);
        vm.assertEq(vault.benefitOf(ALICE).usedBps, 3_000, "used");
    }

    function testSmallerBenefitCountsAtOnce() public {
        publish(5_400);
        borrow(ALICE, 22_000);
        vm.warp(block.timestamp + 1);
        publish(8_000);
        assertQuote(ALICE, GRANTED, 8_000 * USD);
        underMargin(7_999, 8_000, GRANTED);
        borrow(ALICE, 1);
    }

    function testBorrowingAtStandAloneMarginUsesNoBenefit() public {
        publish(6_000);
        uint40 before = vault.benefitOf(ALICE).usedAt;
        borrow(ALICE, 21_000);
        vm.assertEq(vault.benefitOf(ALICE).usedAt, before, "used at");
        vm.assertEq(vault.benefitOf(ALICE).usedBps, 0, "used");
    }

    /// @dev Else a report for a small position would lower the margin of a large one.
    function testReportObservedBeforeTheCollateralChangedDoesNotCount() public {
        publish(6_000);
        vm.prank(ALICE);
        vault.deposit(1 wei);
        assertQuote(ALICE, MarginBenefit.BenefitStatus.Outdated, STAND_ALONE + 1);
        vm.warp(block.timestamp + 1);
        publish(6_000);
        borrow(ALICE, 22_000);
        vm.prank(ALICE);
        vault.withdraw(1 wei);
        assertQuote(ALICE, MarginBenefit.BenefitStatus.Outdated, STAND_ALONE);
    }

    function testWithdrawalDownToTheLoweredMargin() public {
        borrow(ALICE, 14_000);
        publish(5_000);
        vm.prank(ALICE);
        underMargin(4_000, 5_000, GRANTED); // 18,000 less 14,000; stand-alone 5,400
        vault.withdraw(4 ether);
        borrow(ALICE, 1_000);
        vm.prank(ALICE);
        vault.withdraw(3.3 ether);
        vm.assertEq(collateralOf(ALICE), 6.7 ether, "5,100 of equity on 20,100; stand-alone 6,030");
    }

    function testDebtIsNeverLeftWithoutCollateral() public {
        borrow(ALICE, 10_000);
        vm.prank(ALICE);
        vm.expectRevert(
            abi.encodeWithSelector(CrossMarginVault.UnderMargin.selector, -10_000 * int256(uint256(USD)), 0, NOT_FRESH)
        );
        vault.withdraw(10 ether);
    }

    // ---- pull mode

    function testPulledReportLowersTheMarginWithNothingOnTheChain() public {
        SetoffVerifier.SignedWord memory signed = kit.signed(ROOT, ALICE, 6_000 * USD);
        assertQuote(ALICE, NOT_FRESH, STAND_ALONE);
        vm.prank(ALICE);
        vault.borrowWith(24_000 * USD, signed);
        vm.assertEq(debtOf(ALICE), 24_000 * USD, "debt");
        vm.assertEq(vault.benefitOf(ALICE).epoch, signed.report.epoch, "epoch");
    }

    function testPulledReportForWithdrawing() public {
        borrow(ALICE, 18_000);
        vm.warp(block.timestamp + 1);
        SetoffVerifier.SignedWord memory signed = kit.signed(ROOT, ALICE, 6_000 * USD);
        vm.prank(ALICE);
        vault.withdrawWith(2 ether, signed);
        vm.assertEq(collateralOf(ALICE), 8 ether, "6,000 of equity on 24,000; stand-alone 7,200");
    }

    function refuseToPull(SetoffVerifier.SignedWord memory signed, bytes memory err) private {
        vm.prank(ALICE);
        vm.expectRevert(err);
        vault.borrowWith(24_000 * USD, signed);
    }

    function testPulledReportOfAnotherStreamIsRefused() public {
        refuseToPull(kit.signed(ROWS, ALICE, 6_000 * USD), abi.encodeWithSelector(MarginBenefit.WrongStream.selector));
    }

    function testPulledReportOfAnotherAccountIsRefused() public {
        refuseToPull(kit.signed(ROOT, BOB, 6_000 * USD), abi.encodeWithSelector(ISetoffRiskOracle.BadProof.selector));
    }

    function testPulledReportIsJudgedLikeAStoredOne() public {
        SetoffVerifier.SignedWord memory signed = kit.signed(ROOT, ALICE, 6_000 * USD);
        vm.warp(block.timestamp + 61);
        bytes memory standAlone =
            abi.encodeWithSelector(CrossMarginVault.UnderMargin.selector, 6_000 * USD, STAND_ALONE, NOT_FRESH);
        refuseToPull(signed, standAlone);
        signed = kit.signed(ROOT, ALICE, kit.word(6_000 * USD, 10_000, ExposureWord.VALID | ExposureWord.PARTIAL));
        refuseToPull(signed, standAlone);
        signed = kit.signed(ROOT, ALICE, 6_000 * USD);
        kit.halt(ROOT);
        refuseToPull(signed, standAlone);
    }

    /// @dev The account may choose among all reports that are valid; not among those before the one it used.
    function testOlderReportThanTheLastUsedIsRefused() public {
        SetoffVerifier.SignedWord memory better = kit.signed(ROOT, ALICE, 5_400 * USD);
        SetoffVerifier.SignedWord memory newer = kit.signed(ROOT, ALICE, 8_000 * USD);
        vm.prank(ALICE);
        vault.borrowWith(22_000 * USD, newer);
        vm.prank(ALICE);
        vm.expectRevert(abi.encodeWithSelector(MarginBenefit.OldReport.selector));
        vault.borrowWith(1 * USD, better);
    }

    function testReportOfANobodyChangesNothingForWhoCoversTheStandAloneMargin() public {
        SetoffVerifier.SignedWord memory nonsense;
        vm.prank(ALICE);
        vault.borrowWith(21_000 * USD, nonsense);
        vm.assertEq(debtOf(ALICE), 21_000 * USD, "debt");
    }

    // ---- terms

    function testTermsThatLetABenefitReachTheMaintenanceMarginAreRefused() public {
        VaultTerms.Terms memory t = terms();
        t.maxBenefitBps = 5_000; // 30 % less a half is 15 %
        refuse(t);
        t = terms();
        t.maintenanceBps = 1_800;
        refuse(t);
        t = terms();
        t.marginBps = 10_001;
        refuse(t);
        t = terms();
        t.debt = weth;
        refuse(t);
    }

    function refuse(VaultTerms.Terms memory t) private {
        vm.expectRevert(abi.encodeWithSelector(VaultTerms.BadTerms.selector));
        new CrossMarginVault(t);
    }
}
