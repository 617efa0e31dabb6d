// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.25;

import {ISetoffRiskOracle} from "../../src/ISetoffRiskOracle.sol";
import {CrossMarginVault} from "../../src/example/CrossMarginVault.sol";
import {MarginBenefit} from "../../src/example/MarginBenefit.sol";
import {vm} from "../kit/Vm.sol";
import {VaultHandler} from "./VaultHandler.sol";

contract VaultInvariantTest {
    VaultHandler private handler;
    CrossMarginVault private vault;

    function setUp() public {
        handler = new VaultHandler();
        vault = handler.theVault();
    }

    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    function targetSelectors() public view returns (FuzzSelector[] memory targets) {
        targets = new FuzzSelector[](1);
        targets[0].addr = address(handler);
        targets[0].selectors = new bytes4[](8);
        targets[0].selectors[0] = VaultHandler.pass.selector;
        targets[0].selectors[1] = VaultHandler.publish.selector;
        targets[0].selectors[2] = VaultHandler.halt.selector;
        targets[0].selectors[3] = VaultHandler.deposit.selector;
        targets[0].selectors[4] = VaultHandler.repay.selector;
        targets[0].selectors[5] = VaultHandler.borrow.selector;
        targets[0].selectors[6] = VaultHandler.withdraw.selector;
        targets[0].selectors[7] = VaultHandler.liquidate.selector;
    }

    function invariant_noStepBreaksALaw() public view {
        string memory broken = handler.broken();
        vm.assertTrue(bytes(broken).length == 0, broken);
    }

    function invariant_vaultHoldsTheCollateralOfItsAccounts() public view {
        (uint256 held, uint256 counted) = handler.balances();
        vm.assertEq(held, counted, "held");
        vm.assertEq(held, handler.deposits(), "put in less taken out");
    }

    function invariant_onlyAFreshReportLowersTheMarginAndNeverBelowTheCap() public view {
        for (uint256 i; i < 3; ++i) {
            address who = handler.actors(i);
            CrossMarginVault.Position memory p = vault.positionOf(who);
            MarginBenefit.MarginQuote memory quote = vault.marginOf(who);
            vm.assertLe(quote.marginUsd, p.standAloneUsd, "never more than stand-alone");
            if (quote.marginUsd == p.standAloneUsd) continue;
            vm.assertTrue(quote.status == ISetoffRiskOracle.Status.Fresh && !handler.rowsHalted(), "fresh");
            vm.assertTrue(quote.benefit == MarginBenefit.BenefitStatus.Granted, "granted");
            vm.assertGe(quote.marginUsd * 10, p.standAloneUsd * 6, "the cap is 40 %");
            vm.assertGe(quote.marginUsd, p.maintenanceUsd, "never below maintenance");
        }
    }

    /// @dev At the end of every sequence, the oracle vanishes.
    function afterInvariant() public {
        handler.everybodyLeaves();
        (uint256 held, uint256 counted) = handler.balances();
        vm.assertEq(held + counted, 0, "everybody got out");
    }

    /// @notice Laws that hold where nothing happens prove nothing: a long walk through the same steps reaches all of them.
    function testStepsReachWhatTheLawsAreAbout() public {
        for (uint256 i; i < 1000; ++i) {
            uint256 random = uint256(keccak256(abi.encode(i)));
            (uint8 who, uint8 by, uint16 wide) = (uint8(random >> 8), uint8(random >> 16), uint16(random >> 24));
            uint256 step = random % 9;
            if (step == 0) handler.pass(wide, int16(uint16(random >> 40)));
            else if (step == 1) handler.publish(who, 6_000 + wide % 5_000, by);
            else if (step == 2) handler.halt(who);
            else if (step == 3) handler.deposit(who, uint64(random >> 64));
            else if (step == 4) handler.repay(who, by, uint64(wide) * 1e5);
            else if (step == 5) handler.borrow(who, random >> 128, by % 2 == 0, 6_000 + wide % 5_000);
            else if (step == 6) handler.withdraw(who, random >> 128, by % 2 == 0, 6_000 + wide % 5_000);
            else if (step == 7) handler.liquidate(who, by, random >> 128);
            else handler.borrow(who, 9_000 + wide % 3_000, true, 6_000 + wide % 2_000);
        }
        vm.assertTrue(bytes(handler.broken()).length == 0, handler.broken());
        vm.assertGe(handler.grants(), 5, "margins lowered");
        vm.assertGe(handler.liquidations(), 3, "liquidated");
    }
}
