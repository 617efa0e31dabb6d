// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.25;

import {ISetoffRiskOracle} from "./ISetoffRiskOracle.sol";
import {MerklePath} from "./MerklePath.sol";
import {Publishing} from "./Publishing.sol";
import {StoredWord} from "./StoredWord.sol";
import {StreamHead} from "./StreamHead.sol";
import {Streams} from "./Streams.sol";
import {WordStatus} from "./WordStatus.sol";

/// @title Setoff risk oracle
/// @notice Not upgradeable, no funds. What is published needs the signatures of a quorum and nothing else; owner and
/// guardian decide who signs, and can stop a stream, but publish nothing. This part answers the readers.
contract SetoffRiskOracle is Publishing {
    using StreamHead for StreamHead.Slot;

    /// @param signers The first signer set, in force at once: 1 to 256 addresses, strictly ascending, none zero.
    /// @param quorum Signatures needed: more than half of the signers.
    constructor(address[] memory signers, uint8 quorum, Governance memory governance)
        Streams(signers, quorum, governance)
    {}

    /// @inheritdoc ISetoffRiskOracle
    function latest(bytes32 streamId, bytes32 accountId, uint256 maxAge)
        external
        view
        returns (Status status, Word word, uint64 epoch)
    {
        // The common case, a Fresh word: what `_latest` answers, for 400 gas less.
        assembly {
            mstore(0, streamId)
            mstore(0x20, _streams.slot)
            let stream := keccak256(0, 0x40)
            mstore(0, accountId)
            mstore(0x20, add(stream, 2)) // Stream.rows
            let slot := sload(keccak256(0, 0x40)) // StoredWord
            let now_ := sload(stream) // StreamHead
            let observedAt := and(shr(24, slot), 0xffffffff)
            let age := sub(timestamp(), observedAt) // of an observation after the block: more than any life
            if iszero(
                or(
                    or(gt(age, and(shr(52, slot), 0xff0)), gt(age, maxAge)), // Expired, Stale
                    or(xor(and(slot, 0xff), 1), lt(observedAt, shr(215, now_))) // not VALID alone, Halted
                )
            ) {
                mstore(0, 1) // Status.Fresh
                mstore(0x20, and(slot, not(shl(56, 0xff)))) // the word, without its life
                mstore(0x40, and(now_, 0xffffffffffffffff)) // epoch
                return(0, 0x60)
            }
        }
        return _latest(streamId, accountId, maxAge);
    }

    /// @inheritdoc ISetoffRiskOracle
    function requireLatest(bytes32 streamId, bytes32 accountId, uint256 maxAge)
        external
        view
        returns (Word word, uint64 epoch)
    {
        Status status;
        (status, word, epoch) = _latest(streamId, accountId, maxAge);
        if (status == Status.Fresh) return (word, epoch);
        if (_streams[streamId].head.halted()) revert StreamHalted();
        revert OracleDataRequired(address(this), abi.encode(streamId, accountId, maxAge));
    }

    /// @inheritdoc ISetoffRiskOracle
    function prove(bytes32 streamId, bytes32 accountId, Word word, bytes32[] calldata proof, uint256 maxAge)
        external
        view
        returns (Status)
    {
        return _prove(streamId, MerklePath.leaf(accountId, word), word, proof, maxAge);
    }

    /// @inheritdoc ISetoffRiskOracle
    function proveSalted(
        bytes32 streamId,
        bytes32 accountId,
        Word word,
        bytes16 salt,
        bytes32[] calldata proof,
        uint256 maxAge
    ) external view returns (Status) {
        return _prove(streamId, MerklePath.leaf(accountId, word, salt), word, proof, maxAge);
    }

    /// @inheritdoc ISetoffRiskOracle
    function verify(
        EpochReport calldata report,
        bytes32 accountId,
        Word word,
        bytes32[] calldata proof,
        Quorum calldata quorum,
        uint256 maxAge
    ) external view returns (Status) {
        if (MerklePath.root(proof, MerklePath.leaf(accountId, word)) != report.root) {
            revert BadProof();
        }
        return _verify(report, word, quorum, maxAge);
    }

    /// @inheritdoc ISetoffRiskOracle
    function verifySalted(
        EpochReport calldata report,
        bytes32 accountId,
        Word word,
        bytes16 salt,
        bytes32[] calldata proof,
        Quorum calldata quorum,
        uint256 maxAge
    ) external view returns (Status) {
        if (MerklePath.root(proof, MerklePath.leaf(accountId, word, salt)) != report.root) {
            revert BadProof();
        }
        return _verify(report, word, quorum, maxAge);
    }

    function _latest(bytes32 streamId, bytes32 accountId, uint256 maxAge)
        private
        view
        returns (Status status, Word word, uint64 epoch)
    {
        Stream storage stream = _streams[streamId];
        StreamHead.Slot now_ = stream.head;
        uint256 slot = stream.rows[accountId].slot;
        (word, epoch) = (StoredWord.word(slot), now_.epoch());
        bool dead = slot != 0 && StoredWord.observedAt(slot) < now_.aliveFrom();
        status = now_.halted() || dead ? Status.Halted : WordStatus.statusOf(word, StoredWord.validUntil(slot), maxAge);
    }

    function _prove(bytes32 streamId, bytes32 leaf, Word word, bytes32[] calldata proof, uint256 maxAge)
        private
        view
        returns (Status)
    {
        Stream storage stream = _streams[streamId];
        StreamHead.Slot now_ = stream.head;
        bytes32 root = stream.root;
        if (root != 0 && MerklePath.root(proof, leaf) != root) revert BadProof();
        if (now_.halted()) return Status.Halted;
        return root == 0 ? Status.Unknown : WordStatus.statusOf(word, now_.validUntil(), maxAge);
    }

    function _verify(EpochReport calldata report, Word word, Quorum calldata quorum, uint256 maxAge)
        private
        view
        returns (Status)
    {
        bool halted = _notOvertaken(report.streamId, report.epoch, report.root);
        _requireQuorum(report, quorum);
        return halted ? Status.Halted : WordStatus.statusOfPulled(report, word, maxAge);
    }
}
