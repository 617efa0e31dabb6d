// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.25;

import {ISetoffRiskOracle} from "./ISetoffRiskOracle.sol";
import {MerklePath} from "./MerklePath.sol";
import {ReportHash} from "./ReportHash.sol";
import {SignerQuorum} from "./SignerQuorum.sol";
import {StoredWord} from "./StoredWord.sol";
import {WordStatus} from "./WordStatus.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title Setoff risk oracle
/// @notice Not upgradeable, no owner, no funds: an accepted report is the only thing that changes state.
contract SetoffRiskOracle is ISetoffRiskOracle, EIP712 {
    using ReportHash for EpochReport;
    using SignerQuorum for Quorum;

    struct Stream {
        uint64 epoch;
        uint40 observedAt;
        uint40 validUntil;
        bool rowsStored; // the head is a flat root and its rows were stored
        bytes32 root;
        mapping(bytes32 accountId => Row) rows;
    }

    /// @dev A struct, so that a reference to it hashes the key once for reading and writing.
    struct Row {
        uint256 slot; // StoredWord
    }

    uint256 private constant ROW_BYTES = 52;
    uint64 private constant FIRST_SET_VERSION = 1;

    bytes32 private immutable _signerSetHash;
    uint8 private immutable _threshold;

    mapping(bytes32 streamId => Stream) private _streams;

    /// @param signers 1 to 256 addresses, strictly ascending, none zero.
    /// @param quorum Signatures needed: more than half of the signers.
    constructor(address[] memory signers, uint8 quorum) EIP712("Setoff Risk Oracle", "1") {
        _signerSetHash = SignerQuorum.hashOf(signers, quorum);
        _threshold = quorum;
    }

    /// @inheritdoc ISetoffRiskOracle
    function commit(EpochReport calldata report, Quorum calldata quorum) external returns (bool accepted) {
        Stream storage stream = _streams[report.streamId];
        if (_isHead(report, stream)) return false;
        if (report.epoch <= stream.epoch) revert OldEpoch(stream.epoch);
        _authorise(report, quorum);
        _setHead(stream, report, false);
        emit EpochCommitted(
            report.streamId,
            report.epoch,
            report.root,
            report.observedAt,
            report.validUntil,
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
        bool committed = _isHead(report, stream);
        if (committed && stream.rowsStored) return 0;
        if (!committed && report.epoch <= stream.epoch) revert OldEpoch(stream.epoch);
        if (rows.length != report.leafCount * ROW_BYTES || keccak256(rows) != report.root) revert BadProof();
        _authorise(report, quorum);
        if (committed) stream.rowsStored = true;
        else _setHead(stream, report, true);
        stored = _storeRows(stream.rows, rows, report.validUntil);
        emit RowsStored(report.streamId, report.epoch, stored, report.leafCount - stored, report.root);
    }

    /// @inheritdoc ISetoffRiskOracle
    function latest(bytes32 streamId, bytes32 accountId, uint256 maxAge)
        external
        view
        returns (Status status, Word word, uint64 epoch)
    {
        Stream storage stream = _streams[streamId];
        uint256 validUntil;
        (word, validUntil) = StoredWord.decode(stream.rows[accountId].slot);
        status = WordStatus.statusOf(word, validUntil, maxAge);
        epoch = stream.epoch;
    }

    /// @inheritdoc ISetoffRiskOracle
    function prove(bytes32 streamId, bytes32 accountId, Word word, bytes32[] calldata proof, uint256 maxAge)
        external
        view
        returns (Status)
    {
        Stream storage stream = _streams[streamId];
        bytes32 root = stream.root;
        if (root == 0) return Status.Unknown;
        if (MerklePath.root(proof, MerklePath.leaf(accountId, word)) != root) revert BadProof();
        return WordStatus.statusOf(word, stream.validUntil, maxAge);
    }

    /// @inheritdoc ISetoffRiskOracle
    function head(bytes32 streamId)
        external
        view
        returns (uint64 epoch, uint40 observedAt, uint40 validUntil, bytes32 root)
    {
        Stream storage stream = _streams[streamId];
        return (stream.epoch, stream.observedAt, stream.validUntil, stream.root);
    }

    /// @inheritdoc ISetoffRiskOracle
    function reportDigest(EpochReport calldata report) public view returns (bytes32) {
        return _hashTypedDataV4(report.structHash());
    }

    /// @inheritdoc ISetoffRiskOracle
    function domainSeparator() external view returns (bytes32) {
        return _domainSeparatorV4();
    }

    /// @inheritdoc ISetoffRiskOracle
    function signerSetHash() external view returns (bytes32) {
        return _signerSetHash;
    }

    /// @inheritdoc ISetoffRiskOracle
    function threshold() external view returns (uint8) {
        return _threshold;
    }

    /// @inheritdoc ISetoffRiskOracle
    function setVersion() public view virtual returns (uint64) {
        return FIRST_SET_VERSION;
    }

    /// @inheritdoc ISetoffRiskOracle
    function maxFutureSkew() external pure returns (uint40) {
        return WordStatus.MAX_FUTURE_SKEW;
    }

    function _isHead(EpochReport calldata report, Stream storage stream) private view returns (bool) {
        return report.epoch == stream.epoch && report.root == stream.root;
    }

    /// @dev Reverts unless the report is in force now and signed by a quorum of the current set.
    function _authorise(EpochReport calldata report, Quorum calldata quorum) private view {
        if (report.setVersion != setVersion()) revert BadSet();
        if (block.timestamp > report.validUntil || report.observedAt > report.validUntil) revert ExpiredReport();
        if (report.observedAt > block.timestamp + WordStatus.MAX_FUTURE_SKEW) revert FutureReport();
        quorum.check(reportDigest(report), _signerSetHash, _threshold);
    }

    function _setHead(Stream storage stream, EpochReport calldata report, bool rowsStored) private {
        stream.epoch = report.epoch;
        stream.observedAt = report.observedAt;
        stream.validUntil = report.validUntil;
        stream.rowsStored = rowsStored;
        stream.root = report.root;
    }

    /// @dev `rows` is a whole number of rows.
    function _storeRows(mapping(bytes32 => Row) storage target, bytes calldata rows, uint256 validUntil)
        private
        returns (uint256 stored)
    {
        uint256 newest = Math.min(
            Math.min(validUntil, block.timestamp + WordStatus.MAX_FUTURE_SKEW), StoredWord.MAX_OBSERVED_AT
        );
        unchecked {
            for (uint256 offset; offset < rows.length; offset += ROW_BYTES) {
                bytes32 accountId;
                uint256 word;
                assembly ("memory-safe") {
                    let row := add(rows.offset, offset)
                    accountId := shr(96, calldataload(row))
                    word := calldataload(add(row, 20))
                }
                uint256 observedAt = uint40(word >> 24);
                Row storage row = target[accountId];
                if (observedAt > StoredWord.observedAt(row.slot) && observedAt <= newest) {
                    row.slot = StoredWord.encode(word, validUntil);
                    ++stored;
                }
            }
        }
    }
}
