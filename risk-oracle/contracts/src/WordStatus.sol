// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.25;

import {ExposureWord} from "./ExposureWord.sol";
import {ISetoffRiskOracle} from "./ISetoffRiskOracle.sol";

/// @title Judges whether a word may be relied on at the current block
library WordStatus {
    using ExposureWord for ISetoffRiskOracle.Word;

    /// @notice Seconds that an observation may lie ahead of the block.
    uint40 internal constant MAX_FUTURE_SKEW = 60;

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
