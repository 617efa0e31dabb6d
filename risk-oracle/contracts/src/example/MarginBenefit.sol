// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.25;

import {ExposureWord} from "../ExposureWord.sol";
import {ISetoffRiskOracle} from "../ISetoffRiskOracle.sol";
import {SetoffVerifier} from "../SetoffVerifier.sol";
import {VaultTerms} from "./VaultTerms.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title When a report may lower the margin that a vault demands, and how far
/// @notice A report beyond a limit is refused, which means stand-alone margin: it is never cut down to the limit.
abstract contract MarginBenefit is VaultTerms {
    using ExposureWord for ISetoffRiskOracle.Word;

    struct BenefitUse {
        uint40 collateralChangedAt; // unix seconds
        uint40 usedAt; // unix seconds, of the last use; of the first deposit before that
        uint16 usedBps; // of the stand-alone margin at the last use
        uint64 epoch; // of the newest report that was pulled
    }

    /// @notice Why a report counts or does not. The first that holds, in this order.
    enum BenefitStatus {
        NotNeeded, // the account covers the stand-alone margin, and the oracle was not asked
        NotFresh, // see the oracle's status; flags, halts and silence among them
        Uncovered, // some source of the report was not fresh
        Outdated, // observed before the account's collateral changed
        NoBenefit, // its margin is not below the stand-alone margin
        AboveCap, // it takes off more than maxBenefitBps
        TooFast, // the benefit grew by more than maxRiseBpsPerHour since it was last used
        Granted
    }

    /// @notice What the oracle said, and what the vault made of it.
    struct MarginQuote {
        BenefitStatus benefit;
        uint256 marginUsd; // that is required, 1e-6 USD
        uint16 benefitBps; // taken off the stand-alone margin; 0 unless Granted
        ISetoffRiskOracle.Status status; // Unknown if the oracle was not asked
        ISetoffRiskOracle.Word word; // 0 if there is none; flags and coverage are in it
    }

    /// @notice The report is for another stream.
    error WrongStream();
    /// @notice A newer report was used for the account before.
    error OldReport();

    mapping(address account => BenefitUse) internal _benefits;

    /// @notice The margin by the word that the oracle stores for the account.
    /// @param standAlone 1e-6 USD.
    function _quoteByStored(address account, uint256 standAlone) internal view returns (MarginQuote memory quote) {
        (quote.status, quote.word,) = SetoffVerifier.latest(oracle, rowsStream, _idOf(account), maxReportAge);
        _judge(quote, _benefits[account], standAlone);
    }

    /// @notice The margin by a report that the account brings.
    /// @dev Whoever brings a report may choose among all that are valid; so none older than the last one used counts.
    function _quoteByPulled(address account, uint256 standAlone, SetoffVerifier.SignedWord calldata signed)
        internal
        returns (MarginQuote memory quote)
    {
        BenefitUse storage last = _benefits[account];
        if (signed.report.streamId != rootStream) revert WrongStream();
        if (signed.report.epoch < last.epoch) revert OldReport();
        last.epoch = signed.report.epoch;
        quote.word = signed.word;
        quote.status = SetoffVerifier.statusOf(oracle, signed, _idOf(account), maxReportAge);
        _judge(quote, last, standAlone);
    }

    /// @notice Remembers that the account relied on a quote.
    function _use(address account, MarginQuote memory quote) internal {
        BenefitUse storage last = _benefits[account];
        (last.usedBps, last.usedAt) = (quote.benefitBps, uint40(block.timestamp));
    }

    /// @notice A report observed until now does not know the account's collateral.
    function _collateralChanged(address account) internal {
        BenefitUse storage last = _benefits[account];
        last.collateralChangedAt = uint40(block.timestamp);
        if (last.usedAt == 0) last.usedAt = uint40(block.timestamp);
    }

    function _judge(MarginQuote memory quote, BenefitUse storage last, uint256 standAlone) private view {
        uint256 margin = quote.word.marginUsd();
        quote.marginUsd = standAlone;
        if (quote.status != ISetoffRiskOracle.Status.Fresh) quote.benefit = BenefitStatus.NotFresh;
        else if (quote.word.coverageBps() < BPS) quote.benefit = BenefitStatus.Uncovered;
        else if (quote.word.observedAt() <= last.collateralChangedAt) quote.benefit = BenefitStatus.Outdated;
        else if (margin >= standAlone) quote.benefit = BenefitStatus.NoBenefit;
        else _grant(quote, last, standAlone, margin);
    }

    function _grant(MarginQuote memory quote, BenefitUse storage last, uint256 standAlone, uint256 margin)
        private
        view
    {
        uint256 benefitBps = Math.mulDiv(standAlone - margin, BPS, standAlone, Math.Rounding.Ceil);
        // It grows with the time since the last use, without end: so a large but lasting benefit is let in at last.
        uint256 allowance = last.usedBps + maxRiseBpsPerHour * (block.timestamp - last.usedAt) / 1 hours;
        if (benefitBps > maxBenefitBps) {
            quote.benefit = BenefitStatus.AboveCap;
        } else if (benefitBps > allowance) {
            quote.benefit = BenefitStatus.TooFast;
        } else {
            (quote.benefit, quote.marginUsd, quote.benefitBps) = (BenefitStatus.Granted, margin, uint16(benefitBps));
        }
    }

    function _idOf(address account) private pure returns (bytes32) {
        return bytes32(uint256(uint160(account)));
    }
}
