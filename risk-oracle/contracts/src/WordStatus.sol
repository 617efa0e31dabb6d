// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.25;

import {ExposureWord} from "./ExposureWord.sol";
import {ISetoffRiskOracle} from "./ISetoffRiskOracle.sol";

/// @title Judges whether a word may be relied on at the current block
library WordStatus {
    using ExposureWord for ISetoffRiskOracle.Word;

    /// @notice Seconds that an observation may lie ahead of the block.
    uint40 internal constant MAX_FUTURE_SKEW = 60;

    /// @notice Seconds from its observedAt that a report may be used in pull mode, however late its validUntil: whoever
    /// brings a report may choose among all that are usable.
    uint40 internal constant MAX_PULL_SECONDS = 5 minutes;

    /// @notice The status of a word of an authentic report that the caller brought.
    /// @param maxAge Seconds.
    function statusOfPulled(ISetoffRiskOracle.EpochReport calldata report, ISetoffRiskOracle.Word word, uint256 maxAge)
        internal
        view
        returns (ISetoffRiskOracle.Status)
    {
        (uint256 observedAt, uint256 lastSecond) = (report.observedAt, report.validUntil);
        unchecked {
            if (observedAt > block.timestamp + MAX_FUTURE_SKEW) return ISetoffRiskOracle.Status.Future;
            if (observedAt + MAX_PULL_SECONDS < lastSecond) lastSecond = observedAt + MAX_PULL_SECONDS;
        }
        return statusOf(word, lastSecond, maxAge);
    }

    /// @param validUntil Unix seconds, last second at which the word may be used.
    /// @param maxAge Seconds.
    /// @return The first status that holds, in the order of the checks below.
    function statusOf(ISetoffRiskOracle.Word word, uint256 validUntil, uint256 maxAge)
        internal
        view
        returns (ISetoffRiskOracle.Status)
    {
        uint256 observedAt = word.observedAt();
        uint8 flags = word.flags();
        if (observedAt == 0) return ISetoffRiskOracle.Status.Unknown;
        if (flags & ExposureWord.TOMBSTONE != 0) return ISetoffRiskOracle.Status.Tombstoned;
        if (block.timestamp > validUntil) return ISetoffRiskOracle.Status.Expired;
        unchecked {
            if (observedAt > block.timestamp) {
                if (observedAt - block.timestamp > MAX_FUTURE_SKEW) return ISetoffRiskOracle.Status.Future;
            } else if (block.timestamp - observedAt > maxAge) {
                return ISetoffRiskOracle.Status.Stale;
            }
        }
        if (flags != ExposureWord.VALID) return ISetoffRiskOracle.Status.Flagged;
        return ISetoffRiskOracle.Status.Fresh;
    }
}
