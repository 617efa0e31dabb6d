// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.25;

import {ISetoffRiskOracle} from "./ISetoffRiskOracle.sol";

/// @title The head of a stream, but for its root, in one storage slot
/// @notice A read of the stream's epoch, expiry and halt costs one slot:
///
///     bits   0..63   uint64  epoch
///     bits  64..103  uint40  observedAt    unix seconds
///     bits 104..143  uint40  validUntil    unix seconds
///     bit  144       bool    rowsStored    the root is flat and its rows were stored
///     bits 215..254  uint40  aliveFrom     unix seconds; stored words observed before were stored before a halt
///     bit  255       bool    halted
///
/// So bits 215..255 are, as one number, above the observedAt of every stored word that may not be used.
library StreamHead {
    type Slot is uint256;

    uint256 private constant OBSERVED_AT_SHIFT = 64;
    uint256 private constant VALID_UNTIL_SHIFT = 104;
    uint256 private constant ALIVE_FROM_SHIFT = 215;
    uint256 private constant ALIVE_FROM = uint256(type(uint40).max) << ALIVE_FROM_SHIFT;
    uint256 private constant ROWS_STORED = 1 << 144;
    uint256 private constant HALTED = 1 << 255;

    function epoch(Slot head) internal pure returns (uint64) {
        return uint64(Slot.unwrap(head));
    }

    function observedAt(Slot head) internal pure returns (uint40) {
        return uint40(Slot.unwrap(head) >> OBSERVED_AT_SHIFT);
    }

    function validUntil(Slot head) internal pure returns (uint40) {
        return uint40(Slot.unwrap(head) >> VALID_UNTIL_SHIFT);
    }

    function aliveFrom(Slot head) internal pure returns (uint40) {
        return uint40(Slot.unwrap(head) >> ALIVE_FROM_SHIFT);
    }

    function halted(Slot head) internal pure returns (bool) {
        return Slot.unwrap(head) & HALTED != 0;
    }

    function rowsStored(Slot head) internal pure returns (bool) {
        return Slot.unwrap(head) & ROWS_STORED != 0;
    }

    /// @notice The head after a report of a stream that is not halted.
    function next(Slot head, ISetoffRiskOracle.EpochReport calldata report) internal pure returns (Slot) {
        return Slot.wrap(
            Slot.unwrap(head) & ALIVE_FROM | report.epoch | uint256(report.observedAt) << OBSERVED_AT_SHIFT
                | uint256(report.validUntil) << VALID_UNTIL_SHIFT
        );
    }

    function withRowsStored(Slot head) internal pure returns (Slot) {
        return Slot.wrap(Slot.unwrap(head) | ROWS_STORED);
    }

    /// @param resumption Unix seconds, every stored word was observed before.
    function withHalt(Slot head, uint40 resumption) internal pure returns (Slot) {
        return Slot.wrap(Slot.unwrap(head) & ~ALIVE_FROM | HALTED | uint256(resumption) << ALIVE_FROM_SHIFT);
    }

    /// @notice A head without a report, below `minEpoch`.
    function resumed(Slot head, uint64 minEpoch) internal pure returns (Slot) {
        return Slot.wrap(Slot.unwrap(head) & ALIVE_FROM | (minEpoch - 1));
    }
}
