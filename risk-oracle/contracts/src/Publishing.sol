// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.25;

import {ISetoffRiskOracle} from "./ISetoffRiskOracle.sol";
import {MerklePath} from "./MerklePath.sol";
import {StoredWord} from "./StoredWord.sol";
import {StreamHead} from "./StreamHead.sol";
import {Streams} from "./Streams.sol";
import {WordStatus} from "./WordStatus.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title What anyone may send: signed roots, signed rows, and words proved against a root
abstract contract Publishing is Streams {
    using StreamHead for StreamHead.Slot;

    /// @notice ERC-7412: the Setoff network of signers and gateways.
    bytes32 public constant oracleId = "SETOFF";

    uint256 private constant ROW_BYTES = 52;
    uint8 private constant STORED = 0;
    uint8 private constant NOT_NEWER = 1;
    uint8 private constant NOT_STORABLE = 2;

    /// @inheritdoc ISetoffRiskOracle
    function commit(EpochReport calldata report, Quorum calldata quorum) external returns (bool accepted) {
        Stream storage stream = _streams[report.streamId];
        StreamHead.Slot was = stream.head;
        if (_isHead(was, stream, report)) return false;
        StreamHead.Slot now_ = _authorise(was, report, quorum);
        (stream.head, stream.root) = (now_, report.root);
        emit EpochCommitted(
            report.streamId,
            now_.epoch(),
            report.root,
            now_.observedAt(),
            now_.validUntil(),
            report.leafCount,
            report.inputsHash,
            report.modelHash,
            msg.sender
        );
        return true;
    }

    /// @inheritdoc ISetoffRiskOracle
    function storeSigned(EpochReport calldata report, bytes calldata rows, Quorum calldata quorum)
        external
        returns (uint256 stored)
    {
        Stream storage stream = _streams[report.streamId];
        StreamHead.Slot was = stream.head;
        bool committed = _isHead(was, stream, report);
        if (committed && was.rowsStored()) return 0;
        if (rows.length != report.leafCount * ROW_BYTES || keccak256(rows) != report.root) revert BadProof();
        if (committed) {
            _authenticate(was, report, quorum);
            stream.head = was.withRowsStored();
        } else {
            (stream.head, stream.root) = (_authorise(was, report, quorum).withRowsStored(), report.root);
        }
        stored = _storeRows(stream.rows, rows, report.validUntil);
        emit RowsStored(report.streamId, report.epoch, stored, report.leafCount - stored, report.root);
    }

    /// @inheritdoc ISetoffRiskOracle
    function store(bytes32 streamId, bytes32[] calldata accountIds, Word[] calldata words, bytes32[][] calldata proofs)
        external
        returns (uint256 stored)
    {
        Stream storage stream = _streams[streamId];
        StreamHead.Slot now_ = stream.head;
        if (now_.halted()) revert StreamHalted();
        if (block.timestamp > now_.validUntil()) revert ExpiredReport();
        if (words.length != accountIds.length || proofs.length != accountIds.length) revert BadProof();
        bytes32 root = stream.root;
        for (uint256 i; i < accountIds.length; ++i) {
            if (MerklePath.root(proofs[i], MerklePath.leaf(accountIds[i], words[i])) != root) revert BadProof();
            if (_storeProved(stream.rows[accountIds[i]], now_, streamId, accountIds[i], words[i])) ++stored;
        }
    }

    /// @inheritdoc ISetoffRiskOracle
    function fulfillOracleQuery(bytes calldata signedOffchainData) external payable {
        bytes4 selector = bytes4(signedOffchainData);
        if (selector != this.commit.selector && selector != this.storeSigned.selector) revert UnknownQuery();
        (bool ok, bytes memory answer) = address(this).delegatecall(signedOffchainData);
        if (!ok && bytes4(answer) != OldEpoch.selector) {
            assembly ("memory-safe") {
                revert(add(answer, 0x20), mload(answer))
            }
        }
    }

    /// @return The latest observedAt of a word that may be stored now, unix seconds.
    function _newestStorable(uint256 validUntil) private view returns (uint256) {
        return Math.min(Math.min(validUntil, block.timestamp + WordStatus.MAX_FUTURE_SKEW), StoredWord.MAX_OBSERVED_AT);
    }

    /// @return outcome STORED, or the reason of ExposureSkipped.
    function _store(Row storage row, uint256 word, uint256 newest, uint256 validUntil) private returns (uint8 outcome) {
        uint256 observedAt = uint40(word >> 24);
        if (observedAt > newest) return NOT_STORABLE;
        if (observedAt <= StoredWord.observedAt(row.slot)) return NOT_NEWER;
        row.slot = StoredWord.encode(word, validUntil);
        return STORED;
    }

    function _storeProved(Row storage row, StreamHead.Slot now_, bytes32 streamId, bytes32 accountId, Word word)
        private
        returns (bool)
    {
        uint256 validUntil = now_.validUntil();
        uint8 outcome = _store(row, Word.unwrap(word), _newestStorable(validUntil), validUntil);
        if (outcome == STORED) emit ExposureStored(streamId, accountId, now_.epoch(), word);
        else emit ExposureSkipped(streamId, accountId, now_.epoch(), outcome);
        return outcome == STORED;
    }

    /// @dev `rows` is a whole number of rows.
    function _storeRows(mapping(bytes32 => Row) storage target, bytes calldata rows, uint256 validUntil)
        private
        returns (uint256 stored)
    {
        uint256 newest = _newestStorable(validUntil);
        unchecked {
            for (uint256 offset; offset < rows.length; offset += ROW_BYTES) {
                bytes32 accountId;
                uint256 word;
                assembly ("memory-safe") {
                    let row := add(rows.offset, offset)
                    accountId := shr(96, calldataload(row))
                    word := calldataload(add(row, 20))
                }
                if (_store(target[accountId], word, newest, validUntil) == STORED) ++stored;
            }
        }
    }
}
