// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.25;

import {ExposureWord} from "../../src/ExposureWord.sol";
import {ISetoffRiskOracle} from "../../src/ISetoffRiskOracle.sol";
import {SetoffVerifier} from "../../src/SetoffVerifier.sol";
import {CrossMarginVault} from "../../src/example/CrossMarginVault.sol";
import {vm} from "../kit/Vm.sol";
import {VaultFixture} from "./VaultFixture.sol";

/// @notice Three accounts do what they like while prices move and the oracle publishes, falls silent or is halted.
contract VaultHandler is VaultFixture {
    uint256 private constant MOST_STEP = 30 minutes;

    address[3] public actors;
    uint256 public deposits; // sum of what was put in less what was taken out, collateral base units
    bool public rowsHalted;
    uint256 public grants; // borrowings and withdrawals below the stand-alone margin
    uint256 public liquidations;
    string public broken; // the law that a step broke, if any

    constructor() {
        setUp();
        actors = [ALICE, BOB, address(0xCA401)];
        fund(actors[2]);
        usdc.mint(address(vault), 10_000_000 * USD); // more than all collateral can ever be worth
        deposits = 10 ether;
    }

    function theVault() external view returns (CrossMarginVault) {
        return vault;
    }

    function balances() external view returns (uint256 collateral, uint256 counted) {
        collateral = weth.balanceOf(address(vault));
        for (uint256 i; i < actors.length; ++i) {
            counted += collateralOf(actors[i]);
        }
    }

    /// @notice Every account pays what it owes and takes out what it has, with the oracle gone.
    function everybodyLeaves() external {
        vm.etch(address(kit.oracle()), "");
        for (uint256 i; i < actors.length; ++i) {
            usdc.mint(actors[i], debtOf(actors[i]));
            vm.prank(actors[i]);
            vault.repay(actors[i], type(uint256).max);
            uint128 collateral = collateralOf(actors[i]);
            vm.prank(actors[i]);
            vault.withdraw(collateral);
        }
    }

    function actor(uint256 seed) private view returns (address) {
        return actors[seed % 3];
    }

    function pass(uint16 duration, int16 move) external {
        vm.warp(block.timestamp + duration % MOST_STEP);
        int256 price = feed.answer() * (10_000 + int256(move) % 1500) / 10_000;
        feed.set(price < 500e8 ? int256(500e8) : price > 9000e8 ? int256(9000e8) : price);
    }

    function publish(uint8 who, uint16 marginBps, uint8 quality) external {
        if (rowsHalted) return;
        // One of the same second is refused: the oracle keeps the word that it has.
        try kit.publish(ROWS, actor(who), randomReport(actor(who), marginBps, quality)) {} catch {}
    }

    function halt(uint8 often) external {
        if (often % 4 != 0) return;
        rowsHalted ? kit.resume(ROWS) : kit.halt(ROWS);
        rowsHalted = !rowsHalted;
    }

    function deposit(uint8 who, uint64 amount) external {
        if (weth.balanceOf(actor(who)) < amount) return;
        vm.prank(actor(who));
        vault.deposit(amount);
        deposits += amount;
    }

    function repay(uint8 who, uint8 payer, uint64 most) external {
        uint128 debt = debtOf(actor(who));
        uint256 repaid = most < debt ? most : debt;
        if (usdc.balanceOf(actor(payer)) < repaid) return;
        vm.prank(actor(payer));
        if (vault.repay(actor(who), most) != repaid || debtOf(actor(who)) != debt - repaid) broken = "repayment";
    }

    function borrow(uint8 who, uint256 shareBps, bool pull, uint16 marginBps) external {
        uint256 amount = capacity(actor(who)) * (shareBps % 12_000) / 10_000;
        CrossMarginVault.Position memory before = vault.positionOf(actor(who));
        bool covered = before.collateralUsd >= before.debtUsd + amount + before.standAloneUsd;
        bytes memory data = pull
            ? abi.encodeCall(vault.borrowWith, (amount, randomPull(actor(who), marginBps)))
            : abi.encodeCall(vault.borrow, (amount));
        vm.prank(actor(who));
        (bool ok,) = address(vault).call(data);
        if (covered && !ok) broken = "borrowing at stand-alone margin was refused";
        if (ok) tookOut(actor(who));
    }

    function withdraw(uint8 who, uint256 shareBps, bool pull, uint16 marginBps) external {
        uint128 collateral = collateralOf(actor(who));
        uint256 amount = uint256(collateral) * (shareBps % 10_001) / 10_000;
        bytes memory data = pull
            ? abi.encodeCall(vault.withdrawWith, (amount, randomPull(actor(who), marginBps)))
            : abi.encodeCall(vault.withdraw, (amount));
        vm.prank(actor(who));
        (bool ok,) = address(vault).call(data);
        if (!ok && debtOf(actor(who)) == 0) broken = "a withdrawal without debt was refused";
        if (!ok) return;
        deposits -= amount;
        tookOut(actor(who));
    }

    function liquidate(uint8 who, uint8 by, uint256 shareBps) external {
        CrossMarginVault.Position memory p = vault.positionOf(actor(who));
        uint256 amount = p.debtUsd * (shareBps % 10_001) / 10_000;
        if (usdc.balanceOf(actor(by)) < amount) return;
        bool healthy = p.collateralUsd >= p.debtUsd + p.maintenanceUsd;
        vm.prank(actor(by));
        (bool ok, bytes memory answer) = address(vault).call(abi.encodeCall(vault.liquidate, (actor(who), amount)));
        if (healthy && ok) broken = "a healthy account was liquidated";
        bool something = amount > 0 && collateralOf(actor(who)) > 0;
        if (!healthy && !ok && something) broken = "an unhealthy account was not liquidated";
        if (!ok) return;
        ++liquidations;
        (uint256 repaid, uint256 seized) = abi.decode(answer, (uint256, uint256));
        if (repaid == 0) broken = "a liquidation paid nothing";
        deposits -= seized;
    }

    /// @notice What somebody may borrow at the least margin, about, 1e-6 USD.
    function capacity(address who) private view returns (uint256) {
        CrossMarginVault.Position memory p = vault.positionOf(who);
        uint256 most = p.collateralUsd * 82 / 100;
        return most > p.debtUsd ? most - p.debtUsd : 0;
    }

    /// @notice After debt rose or collateral fell.
    function tookOut(address who) private {
        CrossMarginVault.Position memory p = vault.positionOf(who);
        if (p.debtUsd == 0) return;
        if (p.collateralUsd < p.debtUsd + p.maintenanceUsd) {
            broken = "what was granted leaves the account liquidatable";
        }
        if (p.collateralUsd < p.debtUsd + p.standAloneUsd * 6 / 10) broken = "more than the cap was granted";
        if (p.collateralUsd < p.debtUsd + p.standAloneUsd) ++grants;
    }

    /// @notice A word with a margin of up to 120 % of the stand-alone one; every fourth is flagged or incomplete.
    function randomReport(address who, uint16 marginBps, uint8 quality) private view returns (ISetoffRiskOracle.Word) {
        uint256 margin = vault.positionOf(who).standAloneUsd * (marginBps % 12_000) / 10_000;
        uint16 coverage = quality % 8 == 1 ? 9_000 : 10_000;
        uint8 flags = quality % 8 == 2 ? quality : ExposureWord.VALID;
        return kit.word(uint64(margin), coverage, flags);
    }

    function randomPull(address who, uint16 marginBps) private returns (SetoffVerifier.SignedWord memory) {
        return kit.signed(ROOT, who, randomReport(who, marginBps, uint8(marginBps >> 8)));
    }
}
