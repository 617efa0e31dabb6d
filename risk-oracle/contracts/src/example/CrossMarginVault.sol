// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.25;

import {SetoffVerifier} from "../SetoffVerifier.sol";
import {MarginBenefit} from "./MarginBenefit.sol";
import {VaultTerms} from "./VaultTerms.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

/// @title Cross-margin vault, an example consumer of the risk oracle
/// @notice Lends USD tokens against a collateral token, without interest. What an account owes must leave a margin: its
/// equity, collateral less debt, is at least a share of the collateral's value. A fresh report that its positions
/// elsewhere offset that risk lowers the margin for borrowing and withdrawing, within limits.
///
/// The oracle grants benefit, it never blocks an exit. It is asked only by who does not cover the stand-alone margin. To
/// deposit, to repay, to withdraw what exceeds the stand-alone margin, and to liquidate never depend on it: it may be
/// stale, halted, or gone. As the lowest margin that a report can bring is above the maintenance margin, losing a benefit
/// does not make an account liquidatable; only prices do.
///
/// Amounts of debt and all USD figures are 1e-6 USD, prices as in the feed.
contract CrossMarginVault is MarginBenefit {
    using SafeERC20 for IERC20;
    using SafeCast for uint256;

    struct Account {
        uint128 collateral; // base units
        uint128 debt; // 1e-6 USD
    }

    /// @notice An account, valued at the feed's price.
    struct Position {
        uint256 collateralUsd; // 1e-6 USD, rounded down
        uint256 debtUsd; // 1e-6 USD
        uint256 standAloneUsd; // margin without the oracle, 1e-6 USD, rounded up
        uint256 maintenanceUsd; // 1e-6 USD, rounded up
    }

    /// @param amount Collateral, base units.
    event Deposited(address indexed account, uint256 amount);
    /// @param amount Collateral, base units.
    /// @param marginUsd That was required, 1e-6 USD; 0 if the account covers the stand-alone margin.
    /// @param benefitBps Taken off the stand-alone margin, 1/10000 of it.
    event Withdrawn(address indexed account, uint256 amount, uint256 marginUsd, uint16 benefitBps);
    /// @param amount 1e-6 USD.
    /// @param marginUsd As in Withdrawn.
    /// @param benefitBps As in Withdrawn.
    event Borrowed(address indexed account, uint256 amount, uint256 marginUsd, uint16 benefitBps);
    /// @param amount 1e-6 USD.
    event Repaid(address indexed account, address indexed payer, uint256 amount);
    /// @param repaid 1e-6 USD.
    /// @param seized Collateral, base units.
    event Liquidated(address indexed account, address indexed liquidator, uint256 repaid, uint256 seized);

    /// @notice The equity would be below the margin that is required.
    /// @param equityUsd Collateral less debt, 1e-6 USD; negative if the debt is larger.
    /// @param marginUsd 1e-6 USD.
    /// @param benefit Why no report lowers it, or Granted if one does, but not enough.
    error UnderMargin(int256 equityUsd, uint256 marginUsd, BenefitStatus benefit);
    /// @notice The equity is not below the maintenance margin.
    error Healthy();
    /// @notice Nothing would be paid: none was offered, or no collateral is left to take for it.
    error NothingToPay();
    /// @notice More than there is.
    error Exceeds(uint256 available);
    /// @notice The price is older than maxPriceAge, or not positive.
    error StalePrice();
    error NotLender();

    mapping(address account => Account) public accounts;

    constructor(Terms memory terms) VaultTerms(terms) {}

    /// @notice Takes collateral of the caller. A report observed before does not count for the account any more.
    /// @param amount Base units.
    function deposit(uint256 amount) external {
        accounts[msg.sender].collateral += amount.toUint128();
        _collateralChanged(msg.sender);
        collateral.safeTransferFrom(msg.sender, address(this), amount);
        emit Deposited(msg.sender, amount);
    }

    /// @notice Pays back debt of an account; anyone may, and never more than it owes.
    /// @param most 1e-6 USD.
    /// @return repaid 1e-6 USD.
    function repay(address account, uint256 most) external returns (uint256 repaid) {
        Account storage a = accounts[account];
        repaid = Math.min(most, a.debt);
        a.debt -= uint128(repaid);
        debt.safeTransferFrom(msg.sender, address(this), repaid);
        emit Repaid(account, msg.sender, repaid);
    }

    /// @notice Gives collateral back to the caller, by the stored word if need be. Without debt, all of it at any time.
    /// @param amount Base units.
    function withdraw(uint256 amount) external {
        _takeOut(amount);
        _completeWithdrawal(amount, _needsReport(msg.sender) ? _byStored() : _notNeeded());
    }

    /// @notice `withdraw` with a report of one's own, which is not looked at unless it is needed.
    /// @param amount Base units.
    function withdrawWith(uint256 amount, SetoffVerifier.SignedWord calldata signed) external {
        _takeOut(amount);
        _completeWithdrawal(amount, _needsReport(msg.sender) ? _byPulled(signed) : _notNeeded());
    }

    /// @notice Lends to the caller, by the stored word if need be.
    /// @param amount 1e-6 USD.
    function borrow(uint256 amount) external {
        accounts[msg.sender].debt += amount.toUint128();
        _completeBorrowing(amount, _needsReport(msg.sender) ? _byStored() : _notNeeded());
    }

    /// @notice `borrow` with a report of one's own, which is not looked at unless it is needed.
    /// @param amount 1e-6 USD.
    function borrowWith(uint256 amount, SetoffVerifier.SignedWord calldata signed) external {
        accounts[msg.sender].debt += amount.toUint128();
        _completeBorrowing(amount, _needsReport(msg.sender) ? _byPulled(signed) : _notNeeded());
    }

    /// @notice Pays debt of an account whose equity is below the maintenance margin, and takes collateral for it with a
    /// bonus. The oracle has no say in it. It pays no more than is owed and takes no more than there is, so a payment or a
    /// liquidation just ahead of it cannot make it fail. Who would pay nothing changes nothing: that reverts.
    /// @param most 1e-6 USD.
    /// @return repaid 1e-6 USD.
    /// @return seized Collateral, base units.
    function liquidate(address account, uint256 most) external returns (uint256 repaid, uint256 seized) {
        Account storage a = accounts[account];
        Position memory p = positionOf(account);
        if (_covers(p, p.maintenanceUsd)) revert Healthy();
        (repaid, seized) = _liquidation(a, most);
        if (repaid == 0) revert NothingToPay();
        a.debt -= uint128(repaid);
        a.collateral -= uint128(seized);
        _collateralChanged(account);
        debt.safeTransferFrom(msg.sender, address(this), repaid);
        collateral.safeTransfer(msg.sender, seized);
        emit Liquidated(account, msg.sender, repaid, seized);
    }

    /// @notice Takes out what is not lent. Liquidity is given by a transfer to this contract.
    /// @param amount 1e-6 USD.
    function withdrawLiquidity(uint256 amount) external {
        if (msg.sender != lender) revert NotLender();
        debt.safeTransfer(lender, amount);
    }

    /// @notice Reverts with StalePrice without a price.
    function positionOf(address account) public view returns (Position memory p) {
        Account storage a = accounts[account];
        uint256 price = _price();
        p.collateralUsd = Math.mulDiv(a.collateral, price, _scale);
        p.debtUsd = a.debt;
        uint256 valueUp = Math.mulDiv(a.collateral, price, _scale, Math.Rounding.Ceil);
        p.standAloneUsd = Math.mulDiv(valueUp, marginBps, BPS, Math.Rounding.Ceil);
        p.maintenanceUsd = Math.mulDiv(valueUp, maintenanceBps, BPS, Math.Rounding.Ceil);
    }

    /// @notice The margin that is required of the account now, and why, by the word that the oracle stores.
    function marginOf(address account) external view returns (MarginQuote memory) {
        return _quoteByStored(account, positionOf(account).standAloneUsd);
    }

    /// @notice What is remembered of the account's use of reports.
    function benefitOf(address account) external view returns (BenefitUse memory) {
        return _benefits[account];
    }

    /// @dev Rounded against the liquidator.
    function _liquidation(Account storage a, uint256 most) private view returns (uint256 repaid, uint256 seized) {
        (uint256 price, uint256 withBonus) = (_price(), BPS + liquidationBonusBps);
        repaid = Math.min(most, a.debt);
        seized = Math.mulDiv(repaid * withBonus, _scale, price * BPS);
        if (seized > a.collateral) {
            seized = a.collateral;
            repaid = Math.mulDiv(seized * price, BPS, _scale * withBonus, Math.Rounding.Ceil);
        }
    }

    function _takeOut(uint256 amount) private {
        Account storage a = accounts[msg.sender];
        if (amount > a.collateral) revert Exceeds(a.collateral);
        a.collateral -= uint128(amount);
    }

    function _completeWithdrawal(uint256 amount, MarginQuote memory quote) private {
        _collateralChanged(msg.sender);
        emit Withdrawn(msg.sender, amount, quote.marginUsd, quote.benefitBps);
        collateral.safeTransfer(msg.sender, amount);
    }

    function _completeBorrowing(uint256 amount, MarginQuote memory quote) private {
        emit Borrowed(msg.sender, amount, quote.marginUsd, quote.benefitBps);
        debt.safeTransfer(msg.sender, amount);
    }

    /// @dev Without debt not even a price is needed.
    function _needsReport(address account) private view returns (bool) {
        if (accounts[account].debt == 0) return false;
        Position memory p = positionOf(account);
        return !_covers(p, p.standAloneUsd);
    }

    function _notNeeded() private pure returns (MarginQuote memory quote) {}

    function _byStored() private returns (MarginQuote memory) {
        Position memory p = positionOf(msg.sender);
        return _enforced(p, _quoteByStored(msg.sender, p.standAloneUsd));
    }

    function _byPulled(SetoffVerifier.SignedWord calldata signed) private returns (MarginQuote memory) {
        Position memory p = positionOf(msg.sender);
        return _enforced(p, _quoteByPulled(msg.sender, p.standAloneUsd, signed));
    }

    function _enforced(Position memory p, MarginQuote memory quote) private returns (MarginQuote memory) {
        if (!_covers(p, quote.marginUsd)) {
            int256 equity = int256(p.collateralUsd) - int256(p.debtUsd); // both are far below 2^255
            revert UnderMargin(equity, quote.marginUsd, quote.benefit);
        }
        _use(msg.sender, quote);
        return quote;
    }

    /// @dev A sum and not a difference: an account that owes more than it has covers no margin, not even one of 0.
    function _covers(Position memory p, uint256 margin) private pure returns (bool) {
        return p.collateralUsd >= p.debtUsd + margin;
    }

    function _price() private view returns (uint256) {
        (, int256 answer,, uint256 updatedAt,) = priceFeed.latestRoundData();
        if (answer <= 0 || block.timestamp > updatedAt + maxPriceAge) revert StalePrice();
        return uint256(answer);
    }
}
