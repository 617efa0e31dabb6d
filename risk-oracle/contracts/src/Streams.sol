// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.25;

import {ISetoffRiskOracle} from "./ISetoffRiskOracle.sol";
import {ReportHash} from "./ReportHash.sol";
import {SignerQuorum} from "./SignerQuorum.sol";
import {SignerSets} from "./SignerSets.sol";
import {StreamHead} from "./StreamHead.sol";
import {StreamStorage} from "./StreamStorage.sol";
import {WordStatus} from "./WordStatus.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";

/// @title Streams: what is their head, which report may become it, and their halt
abstract contract Streams is StreamStorage, SignerSets, EIP712 {
    using ReportHash for EpochReport;
    using SignerQuorum for Quorum;
    using StreamHead for StreamHead.Slot;

    constructor(address[] memory signers, uint8 quorum, Governance memory governance)
        SignerSets(signers, quorum, governance)
        EIP712("Setoff Risk Oracle", "1")
    {}

    /// @inheritdoc ISetoffRiskOracle
    function halt(bytes32 streamId, bytes32 reasonHash) external onlyGuardianOrOwner {
        Stream storage stream = _streams[streamId];
        stream.head = stream.head.withHalt(uint40(block.timestamp) + WordStatus.MAX_FUTURE_SKEW + 1);
        emit Halted(streamId, msg.sender, reasonHash);
    }

    /// @inheritdoc ISetoffRiskOracle
    function resume(bytes32 streamId, uint64 minEpoch) external onlyOwner {
        Stream storage stream = _streams[streamId];
        StreamHead.Slot was = stream.head;
        if (!was.halted()) revert StreamNotHalted();
        if (minEpoch <= was.epoch()) revert OldEpoch(was.epoch());
        (stream.head, stream.root) = (was.resumed(minEpoch), 0);
        emit Resumed(streamId, minEpoch);
    }

    /// @inheritdoc ISetoffRiskOracle
    function head(bytes32 streamId)
        external
        view
        returns (uint64 epoch, uint40 observedAt, uint40 validUntil, bytes32 root)
    {
        Stream storage stream = _streams[streamId];
        StreamHead.Slot now_ = stream.head;
        return (now_.epoch(), now_.observedAt(), now_.validUntil(), stream.root);
    }

    /// @inheritdoc ISetoffRiskOracle
    function verifierState(bytes32 streamId, uint64 version, uint64 epoch, bytes32 root)
        external
        view
        returns (bytes32 domain, bytes32 setHash, uint8 quorum, bool halted)
    {
        halted = _notOvertaken(streamId, epoch, root);
        (setHash, quorum) = _inForce(version);
        domain = _domainSeparatorV4();
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
    function maxFutureSkew() external pure returns (uint40) {
        return WordStatus.MAX_FUTURE_SKEW;
    }

    /// @inheritdoc ISetoffRiskOracle
    function maxPullSeconds() external pure returns (uint40) {
        return WordStatus.MAX_PULL_SECONDS;
    }

    function _isHead(StreamHead.Slot was, Stream storage stream, EpochReport calldata report)
        internal
        view
        returns (bool)
    {
        return report.epoch == was.epoch() && report.root == stream.root;
    }

    /// @dev Reverts unless the report may become the head now.
    /// @return now_ The head that it makes.
    function _authorise(StreamHead.Slot was, EpochReport calldata report, Quorum calldata quorum)
        internal
        view
        returns (StreamHead.Slot now_)
    {
        now_ = was.next(report);
        if (now_.epoch() <= was.epoch()) revert OldEpoch(was.epoch());
        _authenticate(was, report, quorum);
    }

    /// @dev Reverts unless the report is valid now, signed by a quorum in force, and its stream not halted.
    function _authenticate(StreamHead.Slot was, EpochReport calldata report, Quorum calldata quorum) internal view {
        if (was.halted()) revert StreamHalted();
        (uint256 observedAt, uint256 validUntil) = (report.observedAt, report.validUntil);
        if (block.timestamp > validUntil || observedAt > validUntil) revert ExpiredReport();
        if (observedAt > block.timestamp + WordStatus.MAX_FUTURE_SKEW) revert FutureReport();
        _requireQuorum(report, quorum);
    }

    function _requireQuorum(EpochReport calldata report, Quorum calldata quorum) internal view {
        (bytes32 setHash, uint8 signatures) = _inForce(report.setVersion);
        quorum.check(reportDigest(report), setHash, signatures);
    }

    /// @dev Reverts if the epoch is below the head, or is the head with another root.
    /// @return Whether the stream is halted.
    function _notOvertaken(bytes32 streamId, uint64 epoch, bytes32 root) internal view returns (bool) {
        Stream storage stream = _streams[streamId];
        StreamHead.Slot now_ = stream.head;
        if (epoch < now_.epoch() || (epoch == now_.epoch() && root != stream.root)) revert OldEpoch(now_.epoch());
        return now_.halted();
    }
}
