// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.25;

import {CrossMarginVault} from "../../src/example/CrossMarginVault.sol";
import {IPriceFeed} from "../../src/example/IPriceFeed.sol";
import {MarginBenefit} from "../../src/example/MarginBenefit.sol";
import {VaultTerms} from "../../src/example/VaultTerms.sol";
import {SetoffTestOracle} from "../../src/testing/SetoffTestOracle.sol";
import {vm} from "../kit/Vm.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

contract TestToken is ERC20 {
    uint8 private immutable _decimals;

    constructor(string memory symbol, uint8 decimals_) ERC20(symbol, symbol) {
        _decimals = decimals_;
    }

    function decimals() public view override returns (uint8) {
        return _decimals;
    }

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }
}

contract TestFeed is IPriceFeed {
    uint8 public constant decimals = 8;

    int256 public answer;
    uint256 public updatedAt;

    function set(int256 answer_) external {
        (answer, updatedAt) = (answer_, block.timestamp);
    }

    function latestRoundData() external view returns (uint80, int256, uint256, uint256, uint80) {
        return (1, answer, updatedAt, updatedAt, 1);
    }
}

/// @notice A vault for WETH at 3,000 USD: stand-alone margin 30 %, of which a report may take off 40 %, 20 % an hour;
/// maintenance margin 15 %. Alice has 10 WETH in it: 30,000 USD, so the stand-alone margin is 9,000 and the least 5,400.
abstract contract VaultFixture {
    uint256 internal constant START = 1_790_000_000;
    bytes32 internal constant ROWS = keccak256("setoff/margin/vault/rows");
    bytes32 internal constant ROOT = keccak256("setoff/margin/vault");
    uint64 internal constant USD = 1e6;
    uint64 internal constant STAND_ALONE = 9_000 * USD;
    address internal constant ALICE = address(0xA11CE);
    address internal constant BOB = address(0xB0B);

    SetoffTestOracle internal kit;
    TestToken internal weth;
    TestToken internal usdc;
    TestFeed internal feed;
    CrossMarginVault internal vault;

    function setUp() public virtual {
        vm.warp(START);
        kit = new SetoffTestOracle();
        (weth, usdc, feed) = (new TestToken("WETH", 18), new TestToken("USDC", 6), new TestFeed());
        feed.set(3000e8);
        vault = new CrossMarginVault(terms());
        usdc.mint(address(vault), 1_000_000 * USD);
        fund(ALICE);
        fund(BOB);
        vm.prank(ALICE);
        vault.deposit(10 ether);
        vm.warp(START + 4 hours); // so that a benefit may be as large as the cap
        feed.set(3000e8);
    }

    function terms() internal view returns (VaultTerms.Terms memory) {
        return VaultTerms.Terms({
            collateral: weth,
            debt: usdc,
            priceFeed: feed,
            maxPriceAge: 1 hours,
            lender: address(this),
            oracle: kit.oracle(),
            rowsStream: ROWS,
            rootStream: ROOT,
            maxReportAge: 60,
            marginBps: 3_000,
            maintenanceBps: 1_500,
            maxBenefitBps: 4_000,
            maxRiseBpsPerHour: 2_000,
            liquidationBonusBps: 500
        });
    }

    function fund(address who) internal {
        weth.mint(who, 100 ether);
        usdc.mint(who, 100_000 * USD);
        vm.prank(who);
        weth.approve(address(vault), type(uint256).max);
        vm.prank(who);
        usdc.approve(address(vault), type(uint256).max);
    }

    function borrow(address who, uint256 usd) internal {
        vm.prank(who);
        vault.borrow(usd * USD);
    }

    function underMargin(uint256 equity, uint256 margin, MarginBenefit.BenefitStatus why) internal {
        vm.expectRevert(abi.encodeWithSelector(CrossMarginVault.UnderMargin.selector, equity * USD, margin * USD, why));
    }

    function assertQuote(address who, MarginBenefit.BenefitStatus why, uint256 margin) internal view {
        MarginBenefit.MarginQuote memory quote = vault.marginOf(who);
        vm.assertEq(uint256(quote.benefit), uint256(why), "benefit");
        vm.assertEq(quote.marginUsd, margin, "margin");
    }

    function debtOf(address who) internal view returns (uint128 debt) {
        (, debt) = vault.accounts(who);
    }

    function collateralOf(address who) internal view returns (uint128 collateral) {
        (collateral,) = vault.accounts(who);
    }
}
