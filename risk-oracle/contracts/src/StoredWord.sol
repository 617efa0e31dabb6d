// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.25;

import {ISetoffRiskOracle} from "./ISetoffRiskOracle.sol";

/// @title A word and its expiry in one storage slot
/// @notice A word fills its slot, yet each stored word must expire with the epoch that signed it, whatever later epochs
/// say. observedAt has 40 bits of which 32 suffice until the year 2106, so its high byte holds the life of the word
/// while it is stored: the seconds from observedAt to validUntil, in steps of 16, rounded down, at most 255 steps.
library StoredWord {
    /// @notice The latest observedAt that can be stored, unix seconds (7 February 2106).
    uint256 internal constant MAX_OBSERVED_AT = type(uint32).max;

    uint256 private constant STEP_SECONDS = 16;
    uint256 private constant MAX_STEPS = type(uint8).max;
    uint256 private constant OBSERVED_AT_SHIFT = 24;
    uint256 private constant STEPS_SHIFT = 56;

    /// @param signed A word whose observedAt is at most MAX_OBSERVED_AT and at most `expiry`.
    /// @param expiry Unix seconds.
    function encode(uint256 signed, uint256 expiry) internal pure returns (uint256) {
        unchecked {
            uint256 steps = (expiry - observedAt(signed)) / STEP_SECONDS;
            if (steps > MAX_STEPS) steps = MAX_STEPS;
            return signed | (steps << STEPS_SHIFT);
        }
    }

    /// @return As signed; 0 if the slot is empty.
    function word(uint256 slot) internal pure returns (ISetoffRiskOracle.Word) {
        return ISetoffRiskOracle.Word.wrap(slot & ~(MAX_STEPS << STEPS_SHIFT));
    }

    /// @return Unix seconds, never after the one given to `encode`.
    function validUntil(uint256 slot) internal pure returns (uint256) {
        unchecked {
            return observedAt(slot) + ((slot >> STEPS_SHIFT) & MAX_STEPS) * STEP_SECONDS;
        }
    }

    /// @return Unix seconds.
    function observedAt(uint256 slot) internal pure returns (uint256) {
        return uint32(slot >> OBSERVED_AT_SHIFT);
    }
}
