// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.25;

import {ISetoffRiskOracle} from "./ISetoffRiskOracle.sol";

/// @title Reads the fields of a Word
/// @notice The layout is documented at {ISetoffRiskOracle-Word}.
library ExposureWord {
    /// @notice The word may be used, if no other flag is set.
    uint8 internal constant VALID = 1;
    /// @notice A price or a chain was older than its limit.
    uint8 internal constant STALE_SOURCE = 2;
    /// @notice Something is missing: a position that cannot be priced or read. See also `coverageBps`.
    uint8 internal constant PARTIAL = 4;
    /// @notice A figure does not fit its field; all are 0 and none may be used.
    uint8 internal constant SATURATED = 8;
    /// @notice It rests on blocks that are not final yet.
    uint8 internal constant UNFINALIZED_INPUT = 16;
    /// @notice Sources contradict each other.
    uint8 internal constant DISPUTED = 32;
    /// @notice The signers withdrew the account.
    uint8 internal constant TOMBSTONE = 64;

    /// @return 1e-6 USD; long > 0, short < 0.
    function netUsd(ISetoffRiskOracle.Word word) internal pure returns (int64) {
        return int64(uint64(raw(word) >> 192));
    }

    /// @return 1e-6 USD.
    function grossUsd(ISetoffRiskOracle.Word word) internal pure returns (uint64) {
        return uint64(raw(word) >> 128);
    }

    /// @return 1e-6 USD.
    function marginUsd(ISetoffRiskOracle.Word word) internal pure returns (uint64) {
        return uint64(raw(word) >> 64);
    }

    /// @return Unix seconds.
    function observedAt(ISetoffRiskOracle.Word word) internal pure returns (uint40) {
        return uint40(raw(word) >> 24);
    }

    /// @return 1/10000; 10000 = every configured source was fresh.
    function coverageBps(ISetoffRiskOracle.Word word) internal pure returns (uint16) {
        return uint16(raw(word) >> 8);
    }

    /// @return Bit set, see {ISetoffRiskOracle-Word}.
    function flags(ISetoffRiskOracle.Word word) internal pure returns (uint8) {
        return uint8(raw(word));
    }

    function raw(ISetoffRiskOracle.Word word) private pure returns (uint256) {
        return ISetoffRiskOracle.Word.unwrap(word);
    }
}
