// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.25;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ExposureWord} from "setoff/ExposureWord.sol";
import {ISetoffRiskOracle} from "setoff/ISetoffRiskOracle.sol";
import {SetoffVerifier} from "setoff/SetoffVerifier.sol";

/// @title A protocol that demands margin: USD tokens for open notional, both in 1e-6 USD
/// @notice What a position is and what it earns is left out: yours goes there. The oracle is asked in one place.
contract MarginAccounts {
    using ExposureWord for ISetoffRiskOracle.Word;
    using SafeERC20 for IERC20;

    struct Account {
        uint128 balance; // 1e-6 USD
        uint128 notional; // 1e-6 USD
        uint40 changedAt; // unix seconds, when the notional last changed
    }

    error UnderMargin(uint256 balance, uint256 required);

    uint256 public constant MARGIN_BPS = 1_000; // of the notional, without the oracle
    uint256 public constant MAX_BENEFIT_BPS = 3_000; // that a report may take off that margin
    uint256 public constant MAX_AGE = 5 minutes; // of a report
    uint256 private constant BPS = 10_000;

    IERC20 public immutable usd; // 6 decimals
    ISetoffRiskOracle public immutable oracle;
    bytes32 public immutable streamId; // of this protocol

    mapping(address account => Account) public accounts;

    constructor(IERC20 usd_, ISetoffRiskOracle oracle_, bytes32 streamId_) {
        (usd, oracle, streamId) = (usd_, oracle_, streamId_);
    }

    function deposit(uint128 amount) external {
        accounts[msg.sender].balance += amount;
        usd.safeTransferFrom(msg.sender, address(this), amount);
    }

    function withdraw(uint128 amount) external {
        accounts[msg.sender].balance -= amount;
        _requireMargin(msg.sender);
        usd.safeTransfer(msg.sender, amount);
    }

    function open(uint128 notional) external {
        Account storage a = accounts[msg.sender];
        a.notional += notional;
        a.changedAt = uint40(block.timestamp);
        _requireMargin(msg.sender);
    }

    /// @notice An exit: no margin, no oracle.
    function close(uint128 notional) external {
        Account storage a = accounts[msg.sender];
        a.notional -= notional;
        a.changedAt = uint40(block.timestamp);
    }

    /// @return 1e-6 USD, rounded up.
    function standAloneMargin(address account) public view returns (uint256) {
        return (uint256(accounts[account].notional) * MARGIN_BPS + BPS - 1) / BPS;
    }

    /// @notice The margin that is demanded now: that of a report which is fresh, complete, knows the position, and takes off
    /// no more than it may; else the stand-alone margin. Never reverts for the oracle's sake.
    /// @return 1e-6 USD.
    function requiredMargin(address account) public view returns (uint256) {
        uint256 standAlone = standAloneMargin(account);
        (ISetoffRiskOracle.Status status, ISetoffRiskOracle.Word word,) =
            SetoffVerifier.latest(oracle, streamId, bytes32(uint256(uint160(account))), MAX_AGE);
        if (status != ISetoffRiskOracle.Status.Fresh || word.coverageBps() < BPS) return standAlone;
        if (word.observedAt() <= accounts[account].changedAt) return standAlone;
        uint256 margin = word.marginUsd();
        bool usable = margin < standAlone && margin * BPS >= standAlone * (BPS - MAX_BENEFIT_BPS);
        return usable ? margin : standAlone;
    }

    /// @dev Who covers the stand-alone margin does not depend on the oracle at all.
    function _requireMargin(address account) private view {
        uint256 balance = accounts[account].balance;
        if (balance >= standAloneMargin(account)) return;
        uint256 required = requiredMargin(account);
        if (balance < required) revert UnderMargin(balance, required);
    }
}
